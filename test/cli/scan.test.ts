import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { beforeEach, describe, expect, it } from 'vitest';
import { vigil } from '../../cli/program.ts';
import { coverageItem, findingItem } from '../../functions/adapters/tables/finding-items.ts';
import { scannerNames } from '../../functions/checks/index.ts';
import { mockClient } from '../fakes/mock-client.ts';
import { deployedStack } from './deployed.ts';
import { outputSchema } from './output-schema.ts';
import { account, functionArn, sampleCoverage, sampleFinding, wholeCoverage } from './samples.ts';
import { recordedWorld } from './world.ts';

const stack = deployedStack();
const lambda = mockClient(LambdaClient);
const sqs = mockClient(SQSClient);
const events: string[] = [];
const deadLetters = new Map<string, number>();

beforeEach(() => {
  stack.reset({ findings: [sampleFinding()], coverage: wholeCoverage(functionArn('checkout')) });
  lambda.reset();
  sqs.reset();
  events.length = 0;
  deadLetters.clear();

  lambda.on(InvokeCommand).callsFake(({ FunctionName, InvocationType, Payload }) => {
    const scanner = scannerNames.find((name) => FunctionName === `scan-${name}`);
    events.push(`${FunctionName} ${InvocationType} ${Payload}`);
    if (scanner) stack.put(accountSeenBy(scanner));
    return {};
  });
  sqs.on(GetQueueAttributesCommand).callsFake(({ QueueUrl, AttributeNames }) => {
    const messages = deadLetters.get(QueueUrl) ?? 0;
    return {
      Attributes: Object.fromEntries(
        AttributeNames.map((name: string) => [
          name,
          name === 'ApproximateNumberOfMessages' ? `${messages}` : '0',
        ]),
      ),
    };
  });
});

describe('vigil scan', () => {
  it('wakes the scanners in their order as schedules do, and the digest at the end', async () => {
    expect(await vigil(['scan'], recordedWorld())).toBe(0);

    expect(events).toEqual([
      'scan-code Event {}',
      'scan-dependencies Event {}',
      'scan-permissions Event {}',
      'scan-usage Event {}',
      'digest RequestResponse {}',
    ]);
  });

  it('runs only the scanners that are named, in their order', async () => {
    await vigil(['scan', '--only', 'usage,code'], recordedWorld());

    expect(events).toEqual(['scan-code Event {}', 'scan-usage Event {}']);
  });

  it('prints what is open and what was seen', async () => {
    const world = recordedWorld();

    await vigil(['scan', '--json'], world);

    const printed = JSON.parse(world.stdout());
    expect(outputSchema('night').parse(printed)).toEqual(printed);
    expect(printed).toMatchObject({
      account: '111122223333',
      targets: 2,
      findings: [{ subject: 'STRIPE_KEY' }],
    });
    expect(printed.coverage).toHaveLength(8);
  });

  it('ends with what is new, fixed and open, and lists what is new, the worst first', async () => {
    const world = recordedWorld();
    const fixed = sampleFinding({ subject: 'FIXED' });
    const news = Array.from({ length: 12 }, (_, index) =>
      sampleFinding({ subject: `NEW${index}`, summary: `new ${index}` }),
    );
    stack.reset({
      findings: [sampleFinding({ summary: 'as before' }), fixed],
      coverage: wholeCoverage(functionArn('checkout')),
    });
    lambda.on(InvokeCommand, { FunctionName: 'scan-code' }).callsFake(() => {
      stack.put(findingItem({ kind: 'resolved', finding: { ...fixed, status: 'resolved' } }));
      for (const finding of news) stack.put(findingItem({ kind: 'opened', finding }));
      stack.put(accountSeenBy('code'));
      return {};
    });

    expect(await vigil(['scan'], world)).toBe(0);

    expect(world.stdout().split('\n').at(-1)).toBe('12 new, 1 fixed, 13 open: 13 high');
    expect(world.stdout()).toContain('New: 12 high');
    expect(world.stdout().match(/^.* new \d+$/gm)).toHaveLength(10);
    expect(world.stdout()).toContain('and 2 more: vigil findings lists them');
    expect(world.stdout()).not.toContain('as before');
    expect(world.stdout()).toContain('2 of 2 targets fully covered');
  });

  it('lists one fault of a dozen functions once, and counts both', async () => {
    const world = recordedWorld();
    const news = Array.from({ length: 12 }, (_, index) =>
      sampleFinding({ target: functionArn(`f${index + 10}`), summary: 'one fault' }),
    );
    const other = sampleFinding({ subject: 'OTHER', severity: 'low', summary: 'another' });
    stack.reset({ findings: [], coverage: wholeCoverage(functionArn('checkout')) });
    lambda.on(InvokeCommand, { FunctionName: 'scan-code' }).callsFake(() => {
      for (const finding of [...news, other]) stack.put(findingItem({ kind: 'opened', finding }));
      stack.put(accountSeenBy('code'));
      return {};
    });

    await vigil(['scan'], world);

    expect(world.stdout()).toContain('New: 12 high, 1 low (2 faults)');
    expect(world.stdout().match(/one fault/g)).toHaveLength(1);
    expect(world.stdout()).toContain('another');
    expect(world.stdout()).not.toContain(' more: ');
    expect(world.stdout().split('\n').at(-1)).toBe(
      '13 new, 0 fixed, 13 open (2 faults): 12 high, 1 low',
    );
  });

  it('says on Ctrl-C what goes on in the account, and what was not started', async () => {
    const world = recordedWorld();
    const sentences: string[] = [];
    lambda.on(InvokeCommand).callsFake(({ FunctionName }) => {
      sentences.push(world.interrupted());
      const scanner = scannerNames.find((name) => FunctionName === `scan-${name}`);
      if (scanner) stack.put(accountSeenBy(scanner));
      return {};
    });

    await vigil(['scan', '--only', 'code,usage'], world);

    expect(sentences).toEqual([
      'code goes on in the account by itself; not started: usage, which the next night runs; vigil coverage shows when each scanner last ran',
      'usage goes on in the account by itself; vigil coverage shows when each scanner last ran',
    ]);
  });

  it('lists what is new, fixed and open with --all, and what each scanner did', async () => {
    const world = recordedWorld();

    await vigil(['scan', '--all'], world);

    expect(world.stdout()).toMatch(/^Open: 1 high\n/);
    expect(world.stdout()).toContain('last ran 2026-11-25 08:00 UTC');
    expect(world.stdout().split('\n').at(-1)).toBe('0 new, 0 fixed, 1 open: 1 high');
  });

  it.each([
    { args: ['--fail-on', 'high'], code: 1 },
    { args: ['--fail-on', 'critical'], code: 0 },
    { args: ['--strict'], code: 0 },
  ])('ends with $code for $args', async ({ args, code }) => {
    expect(await vigil(['scan', ...args], recordedWorld())).toBe(code);
  });

  it('goes on when something fails for good, shows all the same, and ends with 2', async () => {
    const world = recordedWorld();
    lambda.on(InvokeCommand, { FunctionName: 'scan-code' }).callsFake(() => {
      deadLetters.set('dead/code', 2);
      return {};
    });

    expect(await vigil(['scan', '--all'], world)).toBe(2);

    expect(world.stderr()).toContain('vigil: code: 2 messages failed for good');
    expect(world.stdout()).toContain('STRIPE_KEY');
    expect(events.at(-1)).toBe('digest RequestResponse {}');
  });

  it('says so when the digest fails', async () => {
    const world = recordedWorld();
    lambda.on(InvokeCommand, { FunctionName: 'digest' }).resolves({ FunctionError: 'Unhandled' });

    expect(await vigil(['scan'], world)).toBe(2);
    expect(world.stderr()).toContain('the digest failed: look into the logs of digest');
  });

  it('gives up when its time is over', async () => {
    const world = recordedWorld();
    lambda.on(InvokeCommand, { FunctionName: 'scan-code' }).resolves({});

    expect(await vigil(['scan', '--timeout', '1m'], world)).toBe(2);
    expect(world.stderr()).toContain('vigil: code: it has not finished in time');
  });
});

function accountSeenBy(scanner: string) {
  return coverageItem(
    sampleCoverage({ scanner, target: account, observedAt: '2026-11-25T08:00:30.000Z' }),
  );
}
