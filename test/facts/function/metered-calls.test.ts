import { describe, expect, it } from 'vitest';
import { type Known, unknown } from '../../../functions/core/known.ts';
import type { SdkCall, UnresolvedCalls } from '../../../functions/core/sdk-calls.ts';
import type { FunctionTarget } from '../../../functions/core/target.ts';
import type { EntryPoint } from '../../../functions/domain/exposure/entry-point.ts';
import type { Trigger } from '../../../functions/domain/exposure/trigger.ts';
import { meteredCalls } from '../../../functions/facts/function/metered-calls.ts';
import type { FunctionCalls } from '../../../functions/facts/function-calls.ts';
import { call } from '../../builders/function-use.ts';
import { accessDenied, functionNamed } from '../../fakes/targets.ts';

const login = functionNamed('login');
const alsoLogin = functionNamed('also-login');
const closed = functionNamed('closed');
const anyone: EntryPoint = { kind: 'anyone', statement: 'All' };
const place = { path: 'index.mjs', line: 4, column: 1 };
const text = call('sns.Publish', { PhoneNumber: '?' });

describe('what functions call that is billed by the call', () => {
  it('is read of what anyone can make run, and the spend limit once a region', async () => {
    const { asked, answers } = await read([login, alsoLogin, closed], { found: seen([text]) });

    const expected = {
      service: 'sns',
      operation: 'Publish',
      path: 'index.mjs',
      line: 1,
      mostUsdPerMonth: 200,
    };
    expect(answers).toEqual([
      { known: true, value: [expected] },
      { known: true, value: [expected] },
      { known: true, value: [] },
    ]);
    expect(asked).toEqual(['calls of login also-login', 'limit of eu-west-1']);
  });

  it('is read of what anyone writes to a trigger of', async () => {
    const openTriggers = [{ source: 'arn:aws:sns:eu-west-1:111122223333:in' }];

    const { asked } = await read([closed], { found: seen([text]), openTriggers });

    expect(asked).toContain('calls of closed');
  });

  it('asks for no spend limit where nothing sends text messages', async () => {
    const { asked } = await read([login], { found: seen([call('polly.SynthesizeSpeech')]) });

    expect(asked).toEqual(['calls of login']);
  });

  it('has no limit where none is set', async () => {
    const { answers } = await read([login], { found: seen([text]), limit: undefined });

    expect(answers).toEqual([
      { known: true, value: [expect.not.objectContaining({ mostUsdPerMonth: 200 })] },
    ]);
  });

  it.each<[string, Reading, object]>([
    [
      'where its ways in are not',
      { found: seen([]), ways: unknown('denied') },
      { known: false, reason: 'denied' },
    ],
    [
      'where its calls are not',
      { found: { sdkCalls: unknown('an image'), variables: unknown('an image') } },
      { known: false, reason: 'an image' },
    ],
    [
      'where the spend limit is not',
      { found: seen([text]), limit: accessDenied() },
      { known: false, reason: expect.stringContaining('the spend limit of text messages: ') },
    ],
    [
      'in part where a call is made up as it runs',
      { found: seen([], [{ ...place, reason: 'made up' }]) },
      { known: true, value: [], incomplete: 'index.mjs:4: made up' },
    ],
    [
      'in part where a call of a service that is billed is',
      { found: seen([], [{ ...place, service: 'sns', reason: 'made up' }]) },
      { known: true, incomplete: 'index.mjs:4: made up' },
    ],
    [
      'in part where a message goes to what is made up',
      { found: seen([call('sns.Publish', {}, 7)]) },
      {
        known: true,
        value: [],
        incomplete: 'index.mjs:7: what it publishes to is made up as it runs',
      },
    ],
    [
      'whole, and as nothing, where messages go to a topic',
      { found: seen([call('sns.Publish', { TopicArn: '?' })]), limit: accessDenied() },
      { known: true, value: [] },
    ],
    [
      'whole where that is a service that bills nothing by the call',
      { found: seen([], [{ ...place, service: 'dynamodb', reason: 'made up' }]) },
      { known: true, value: [] },
    ],
  ])('is known %s', async (_, reading, expected) => {
    const { answers } = await read([login], reading);

    expect(answers).toEqual([expect.objectContaining(expected)]);
    if (!JSON.stringify(expected).includes('incomplete'))
      expect(answers[0]).not.toHaveProperty('incomplete');
  });
});

interface Reading {
  readonly found: FunctionCalls;
  readonly ways?: Known<readonly EntryPoint[]>;
  readonly openTriggers?: readonly Trigger[];
  readonly limit?: number | undefined | Error;
}

async function read(targets: readonly FunctionTarget[], reading: Reading) {
  const { found, ways, openTriggers = [] } = reading;
  const limit = 'limit' in reading ? reading.limit : 200;
  const asked: string[] = [];
  const waysTo = ({ arn }: FunctionTarget): Known<readonly EntryPoint[]> =>
    arn === closed.arn ? { known: true, value: [] } : { known: true, value: [anyone] };

  const collect = meteredCalls({
    waysIn: async (all) => new Map(all.map((target) => [target.arn, ways ?? waysTo(target)])),
    openTriggers: async (all) =>
      new Map(all.map(({ arn }) => [arn, { known: true, value: openTriggers }])),
    calls: async (arns) => {
      if (arns.length > 0) asked.push(`calls of ${arns.map((arn) => arn.split(':')[6]).join(' ')}`);
      return new Map(arns.map((arn) => [arn, found]));
    },
    smsLimit: async (region) => {
      asked.push(`limit of ${region}`);
      if (limit instanceof Error) throw limit;
      return limit;
    },
  });
  const answers = await collect(targets);

  return { asked, answers: targets.map(({ arn }) => answers.get(arn)) };
}

function seen(
  calls: readonly SdkCall[],
  unresolved: readonly UnresolvedCalls[] = [],
): FunctionCalls {
  return {
    sdkCalls: { known: true, value: { calls, unresolved } },
    variables: { known: true, value: {} },
  };
}
