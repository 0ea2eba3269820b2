import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { beforeEach, describe, expect, it } from 'vitest';
import { receivedMessage, sqsQueue } from '../../../functions/adapters/delivery/sqs-queue.ts';
import { inMemoryFacts, inMemoryNight } from '../../../functions/adapters/tables/in-memory.ts';
import type { Chunk, FactStore, SweepStep } from '../../../functions/app/ports.ts';
import { accountTarget } from '../../../functions/core/target.ts';
import { mockClient } from '../../fakes/mock-client.ts';
import { account, functionNamed, layerNamed, roleNamed } from '../../fakes/targets.ts';

const sqs = mockClient(SQSClient);
const gone = functionNamed('gone').arn;
const chunk: Chunk = {
  targets: [
    functionNamed('orders', { versions: ['1', '2'], layers: ['arn:layer:1'], loadsMore: true }),
    functionNamed('wrapped', { handler: 'datadog.handler', wrappedHandler: 'index.handler' }),
    functionNamed('image', { packageType: 'Image', runtime: undefined, handler: undefined }),
    roleNamed('service/orders'),
    layerNamed('common:3'),
    layerNamed('theirs:1', 'eu-west-1', '999988887777'),
    { ...account, unlisted: [{ fact: 'functions of eu-west-1', reason: 'denied' }] },
  ],
  gone: [gone, layerNamed('theirs:2', 'eu-west-1', '999988887777').arn],
  sweep: '2026-01-02T02:00:00.000Z',
  listedAt: '2026-01-02T02:01:00.000Z',
};

let facts: FactStore;
let night: ReturnType<typeof inMemoryNight>;
const queue = () =>
  sqsQueue(new SQSClient({ region: 'eu-west-1' }), 'url', {
    facts,
    ledgerOf: (account) => night.ledgerOf('code', account),
  });
const progress = () => night.read(['code']);
const queued = (sent: Chunk) => queue().send(sent);
const delivered = async (body: string, own = account) => {
  const { message } = await receivedMessage(
    { body, content: JSON.parse(body) },
    { facts, account: own },
  );
  return message;
};
const received = async (body: string): Promise<Chunk> => {
  const message = await delivered(body);
  if ('step' in message) throw new Error('it is a step of a sweep');

  return message;
};

beforeEach(async () => {
  sqs.reset();
  facts = inMemoryFacts();
  night = inMemoryNight(() => new Date(chunk.listedAt));
  await night.ledgerOf('code').begin(chunk.sweep);
});

describe('sqsQueue', () => {
  it('brings back what was sent', async () => {
    await queued(chunk);

    expect(await Promise.all(bodies().map(received))).toEqual([chunk]);
  });

  it.each<[string, Chunk | SweepStep]>([
    [
      'a chunk',
      { sweep: chunk.sweep, gone: [gone], listedAt: chunk.listedAt, targets: chunk.targets },
    ],
    ['a step', { step: 'begin', sweep: chunk.sweep, account: '111122223333' }],
    ['a region', { step: 'region', region: 'eu-west-1', sweep: chunk.sweep }],
    ['a look', { function: gone, sweep: chunk.sweep, step: 'look' }],
  ])('is the same message when it waits, and is read and sent again: %s', async (_, sent) => {
    const send = (some: Chunk | SweepStep) =>
      'targets' in some ? queue().send(some, 60) : queue().sendStep(some, 60);
    await send(sent);
    const [body = ''] = bodies();

    await send(await delivered(body));

    expect(bodies()).toEqual([body, body]);
  });

  it('counts what it sends before it is sent, and not what SQS does not take', async () => {
    await queued(chunk);
    expect(await progress()).toMatchObject([{ messages: 1, targets: chunk.targets.length }]);

    sqs.on(SendMessageCommand).rejects(new Error('no such queue'));
    await expect(queued({ ...chunk, gone: [] })).rejects.toThrow('no such queue');
    expect(await progress()).toMatchObject([{ messages: 1 }]);
  });

  it('sends a step when it is due, and counts it once however often it is sent', async () => {
    const step: SweepStep = { step: 'begin', sweep: chunk.sweep };

    await queue().sendStep(step);
    await queue().sendStep(step, 60);

    const delays = sqs
      .commandCalls(SendMessageCommand)
      .map(({ args: [{ input }] }) => input.DelaySeconds);
    expect(delays).toEqual([0, 60]);
    expect(await progress()).toMatchObject([{ messages: 1, targets: 0 }]);
    expect(bodies()).toEqual([JSON.stringify(step), JSON.stringify(step)]);
  });

  it('sends what is too big for a message in several, and loses none of it', async () => {
    const versions = Array.from({ length: 5_000 }, (_, index) => String(index));
    const big: Chunk = {
      ...chunk,
      targets: Array.from({ length: 100 }, (_, index) => functionNamed(`f${index}`, { versions })),
      gone: Array.from({ length: 10 }, (_, index) => functionNamed(`g${index}`).arn),
    };

    await queued(big);

    const all = await Promise.all(bodies().map(received));
    expect(largest()).toBeLessThan(256 * 1024);
    expect(all.flatMap(({ targets }) => targets)).toEqual(big.targets);
    expect(all.flatMap((each) => each.gone)).toEqual(big.gone);
    expect(new Set(all.map(({ sweep, listedAt }) => `${sweep} ${listedAt}`)).size).toBe(1);
  });

  it('counts bytes, not characters', async () => {
    const targets = ['a', 'b'].map((name) => functionNamed(name, { handler: '🦀'.repeat(40_000) }));

    await queued({ ...chunk, targets });

    expect(largest()).toBeLessThan(256 * 1024);
  });

  it('sends a function with too many versions by itself, cut to the newest, and says so', async () => {
    const versions = Array.from({ length: 35_000 }, (_, index) => String(index + 1));
    const many = functionNamed('many', { versions: versions.toReversed() });
    const targets = [functionNamed('a'), many, functionNamed('b')];

    await queued({ ...chunk, targets, gone: [] });

    const all = (await Promise.all(bodies().map(received))).flatMap((each) => each.targets);
    const [cut] = all.filter(({ name }) => name === 'many');
    expect(largest()).toBeLessThan(256 * 1024);
    expect(all.map(({ name }) => name).toSorted()).toEqual(['a', 'b', 'many']);
    expect(cut).toMatchObject({ cut: expect.stringContaining('it has 35000 published versions') });
    expect(cut && 'versions' in cut && cut.versions.slice(0, 2)).toEqual(['35000', '34999']);
    expect(cut && 'versions' in cut && cut.versions.length).toBeGreaterThan(20_000);
  });

  it('refuses a target that fits no message at all', async () => {
    const targets = [functionNamed('a', { handler: 'x'.repeat(300_000), versions: ['1'] })];

    await expect(queued({ ...chunk, targets, gone: [] })).rejects.toThrow('does not fit');
  });
});

describe('the steps of a sweep', () => {
  const { sweep } = chunk;

  it.each<SweepStep>([
    { step: 'begin', sweep },
    { step: 'region', sweep, region: 'us-gov-west-1' },
    { step: 'end', sweep },
  ])('come back as they were sent: $step', async (step) => {
    await queue().sendStep(step);

    const messages = bodies().map((body) => delivered(body));
    expect(await Promise.all(messages)).toEqual([step]);
  });

  it.each([
    { step: 'region', sweep },
    { step: 'region', sweep, region: 'x/../y' },
    { step: 'other', sweep },
    { step: 'end' },
  ])('are refused when they are none: %j', async (step) => {
    await expect(delivered(JSON.stringify(step))).rejects.toThrow();
  });

  it('are refused when no sweep has sent them', async () => {
    const body = JSON.stringify({ step: 'end', sweep });

    await expect(delivered(body)).rejects.toThrow('no sweep has sent');
  });
});

describe('receivedMessage', () => {
  const made = (change: object) => JSON.stringify({ ...chunk, ...change });

  it.each([
    '',
    '{}',
    '[]',
    made({ targets: [{ kind: 'bucket' }] }),
    made({ targets: [{ kind: 'role', arn: roleNamed('r').arn }] }),
    made({ targets: [{ ...roleNamed('r'), arn: 'arn:r' }] }),
    made({ targets: [{ ...functionNamed('f'), arn: `${functionNamed('f').arn}:1` }] }),
    made({ targets: [{ ...functionNamed('f'), roleArn: 'role' }] }),
    made({ gone: [1] }),
    made({ gone: ['arn:gone'] }),
    made({ gone: [`${gone}\n`] }),
    made({ listedAt: undefined }),
    made({ sweep: undefined }),
    made({ sweep: 'yesterday' }),
  ])('refuses %j', async (body) => {
    await expect(received(body)).rejects.toThrow();
  });

  it('refuses a message that no sweep has sent, however well it is made', async () => {
    await queued(chunk);

    await expect(received(made({ gone: [functionNamed('orders').arn] }))).rejects.toThrow(
      'no sweep has sent this message',
    );
  });

  it.each([
    ['another account', accountTarget('999988887777', 'aws')],
    ['another partition', accountTarget('111122223333', 'aws-cn')],
  ])('refuses what is of %s', async (_, other) => {
    const ofOther = (targets: Chunk['targets'], more: readonly string[]) =>
      delivered(made({ targets, gone: more }), other);

    await expect(ofOther([roleNamed('r')], [])).rejects.toThrow('of another account');
    await expect(ofOther([layerNamed('l:1')], [])).rejects.toThrow('of another account');
    await expect(ofOther([], [gone])).rejects.toThrow('of another account');
  });
});

describe('a message of a member account', () => {
  const member = '222233334444';
  const there = functionNamed('f', {
    account: member,
    arn: functionNamed('f').arn.replace('111122223333', member),
  });

  it('comes back as it was sent, and counts for that account', async () => {
    const own = { ...chunk, account: member, targets: [there], gone: [there.arn] };
    await night.ledgerOf('code', member).begin(chunk.sweep);

    await queued(own);
    await queue().sendStep({ step: 'begin', sweep: chunk.sweep, account: member });

    const [first = '', second = ''] = bodies();
    expect(await received(first)).toEqual(own);
    expect(await delivered(second)).toMatchObject({ account: member });
    expect(await night.read(['code'], member)).toMatchObject([{ messages: 2, targets: 1 }]);
    expect(await progress()).toMatchObject([{ messages: 0 }]);
  });

  it.each([
    ['a target', { targets: [functionNamed('f')], gone: [] }],
    ['anything as gone', { targets: [], gone: [functionNamed('f').arn] }],
    ['a layer that others use', { targets: [layerNamed('l:1')], gone: [] }],
  ])('names %s of no other account', async (_, content) => {
    const own = { ...chunk, ...content, account: member };
    await queued(own);

    await expect(received(JSON.stringify(own))).rejects.toThrow('of another account');
  });

  it.each(['12', '2222333344445', `${member}\n`])('is of no account %j', async (wrong) => {
    const body = JSON.stringify({ ...chunk, account: wrong, targets: [], gone: [] });

    await expect(received(body)).rejects.toThrow();
  });
});

function largest(): number {
  return Math.max(...bodies().map((body) => Buffer.byteLength(body)));
}

function bodies(): readonly string[] {
  return sqs
    .commandCalls(SendMessageCommand)
    .map(({ args: [{ input }] }) => input.MessageBody ?? '');
}
