import { ConditionalCheckFailedException, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  processSlots,
  type SlotsOf,
  type TimeSlots,
  tableSlots,
} from '../../../functions/adapters/aws/time-slots.ts';
import { mockClient } from '../../fakes/mock-client.ts';
import { examples, fc, property } from '../../property.ts';

const dynamo = mockClient(DynamoDBDocumentClient);
const client = new DynamoDBClient({ region: 'eu-west-1' });
let items: Map<string, number>;
let now: number;

beforeEach(() => {
  items = new Map();
  now = Date.parse('2026-11-25T02:00:00Z');
  dynamo.reset();
  dynamo.on(UpdateCommand).callsFake(update);
});

const kinds: readonly (readonly [string, () => SlotsOf])[] = [
  ['a process', () => processSlots(() => now)],
  ['a table', () => tableSlots(client, 'Facts', () => now)],
];

describe.each(kinds)('slots of %s', (_, make) => {
  it('begin now, one interval after another', async () => {
    const slots = make()('control planes', 10);

    const times = await slots(3);

    expect(times[0]).toBe(now);
    expect((times[2] ?? 0) - (times[0] ?? 0)).toBeCloseTo(210);
  });

  it('are behind those that are taken', async () => {
    const slotsOf = make();

    const first = await slotsOf('control planes', 10)(2);
    const then = await slotsOf('control planes', 10)(1);

    expect((then[0] ?? 0) - (first[1] ?? 0)).toBeCloseTo(105);
  });

  it('are not taken while they are too far away', async () => {
    const slots = make()('nvd', 1 / 6);
    await slots(3);

    expect(await slots(1, 15_000)).toEqual([]);
    const [time = 0] = await slots(1, 20_000);
    expect(time - now).toBeCloseTo(18_900);
  });

  it('are not saved up while no one asks', async () => {
    const slots = make()('control planes', 10);
    await slots(2);

    now += 60_000;

    expect((await slots(1))[0]).toBe(now);
  });

  it('of one name leave those of another alone', async () => {
    const slotsOf = make();
    await slotsOf('control planes', 10)(50);

    expect((await slotsOf('apigateway:GetResources', 2.5)(1))[0]).toBe(now);
  });
});

property.prop([
  fc.array(fc.tuple(fc.nat({ max: 3 }), fc.integer({ min: 1, max: 12 }), fc.nat({ max: 3_000 })), {
    maxLength: 40,
  }),
  fc.integer({ min: 2, max: 100 }),
])('no second has more than the rate, however many processes ask', async (asked, rate) => {
  items = new Map();
  const processes = Array.from({ length: 4 }, () => tableSlots(client, 'Facts', () => now));
  const times: number[] = [];

  for (const [who, count, later] of asked) {
    now += later;
    times.push(...((await processes[who]?.('control planes', rate)(count)) ?? []));
  }

  for (const start of times) {
    const within = times.filter((time) => time >= start && time < start + 1_000);
    expect(within.length).toBeLessThanOrEqual(rate);
  }
});

describe('tableSlots', () => {
  it('has its turn though others are quicker before each of its requests', async () => {
    const slots = tableSlots(client, 'Facts', () => now)('control planes', 200);
    await slots(1);
    now += 60_000;
    dynamo.on(UpdateCommand).callsFake((input) => {
      // Another process begins where this one would, and nothing lies ahead where this one queues.
      if (/^SET/.test(input.UpdateExpression)) items.set(input.Key.pk, now + 1);
      else now += 100;
      return update(input);
    });

    const [time = 0] = await slots(1);

    expect(time).toBeGreaterThanOrEqual(now);
  });

  it('takes none that is past before the table has answered', async () => {
    const slots = tableSlots(client, 'Facts', () => now)('control planes', 200);
    dynamo.on(UpdateCommand).callsFake((input) => {
      const answer = update(input);
      now += 400;
      return answer;
    });

    for (const count of [1, 10, 1]) {
      const times = await slots(count);
      expect(times[0]).toBeGreaterThanOrEqual(now - 50);
    }
  });

  it('says so where the table takes longer and longer', async () => {
    const slots = tableSlots(client, 'Facts', () => now)('control planes', 200);
    dynamo.on(UpdateCommand).callsFake((input) => {
      const answer = update(input);
      now += 3_600_000;
      return answer;
    });

    await expect(slots(1)).rejects.toThrow('the table answers too slowly for a slot');
  });

  it('tries again where another process was quicker', async () => {
    let isFirst = true;
    dynamo.on(UpdateCommand).callsFake((input) => {
      // Another process begins between the two requests of this one.
      if (isFirst && /^SET/.test(input.UpdateExpression)) {
        isFirst = false;
        items.set(input.Key.pk, now + 500);
      }
      return update(input);
    });

    expect(await tableSlots(client, 'Facts', () => now)('control planes', 10)(1)).toEqual([
      now + 500,
    ]);
  });

  it('takes several at once for a process that uses all of them, up to a second of them', async () => {
    const slots = tableSlots(client, 'Facts', () => now)('control planes', 10);

    for (let request = 0; request < 200; request += 1) now = Math.max(now, await first(slots));

    expect(updates()).toBeLessThan(50);
    const taken = dynamo.commandCalls(UpdateCommand).map(lengthOf);
    expect(Math.max(...taken)).toBeCloseTo(10 * 105);
  });

  it('takes one at a time for a process that is slower than its slots', async () => {
    const slots = tableSlots(client, 'Facts', () => now)('control planes', 10);

    for (let request = 0; request < 200; request += 1) {
      now = Math.max(now, await first(slots)) + 250;
    }

    const lost = dynamo.commandCalls(UpdateCommand).map(lengthOf).reduce(sum) / 105 - 200;
    expect(lost).toBeLessThan(25);
  });

  it('never gives out one that it has held for too long', async () => {
    const slots = tableSlots(client, 'Facts', () => now)('control planes', 10);
    for (let request = 0; request < 100; request += 1) now = Math.max(now, await first(slots));

    for (const pause of [60, 151, 300, 60_000]) {
      now += pause;
      expect(await first(slots)).toBeGreaterThanOrEqual(now - 50);
    }
  });

  it('gives out none that was past when the table answered', async () => {
    const slots = tableSlots(client, 'Facts', () => now)('control planes', 10);
    for (let request = 0; request < 100; request += 1) now = Math.max(now, await first(slots));
    dynamo.on(UpdateCommand).callsFake((input) => {
      const answer = update(input);
      now += 400;
      return answer;
    });

    for (let request = 0; request < 30; request += 1) {
      const time = await first(slots);
      expect(time).toBeGreaterThanOrEqual(now - 50);
      now = Math.max(now, time);
    }
  });

  it('holds no more of a limit that is lower than a second has', async () => {
    const slots = tableSlots(client, 'Facts', () => now)('apigateway:GetResources', 2.5);

    for (let request = 0; request < 100; request += 1) now = Math.max(now, await first(slots));

    expect(Math.max(...dynamo.commandCalls(UpdateCommand).map(lengthOf))).toBeCloseTo(2 * 420);
  });

  it('throws what else goes wrong', async () => {
    dynamo.on(UpdateCommand).rejects(new Error('throttled'));

    await expect(tableSlots(client, 'Facts')('control planes', 10)(1)).rejects.toThrow('throttled');
  });

  it('keeps its item for a day', async () => {
    await tableSlots(client, 'Facts', () => now)('control planes', 10)(1);

    const values = dynamo.commandCalls(UpdateCommand).at(-1)?.args[0].input;
    expect(values?.Key).toEqual({ pk: 'pace control planes', sk: '0' });
    expect(values?.ExpressionAttributeValues?.[':expires']).toBe(now / 1000 + 86_400);
  });
});

describe('processes that take slots of a busy table', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });

  afterEach(() => {
    vi.useRealTimers();
  });

  property.prop(
    [
      fc.array(
        fc.array(fc.tuple(fc.integer({ min: 1, max: 10 }), fc.nat({ max: 120 })), {
          maxLength: 12,
        }),
        {
          minLength: 2,
          maxLength: 8,
        },
      ),
      fc.infiniteStream(fc.nat({ max: 150 })),
      fc.constantFrom(15, 40, 200),
    ],
    { numRuns: examples(60, 1_000) },
  )('all have their turns, and no second has more than the rate', async (asked, delays, rate) => {
    items = new Map();
    dynamo.on(UpdateCommand).callsFake(async (input) => {
      await sleep(delays.next().value);
      const answer = updateOrFault(input);
      await sleep(delays.next().value);
      if (answer instanceof Error) throw answer;
      return answer;
    });
    const requests: number[] = [];
    const ofOne = async (takes: readonly (readonly [number, number])[]) => {
      const slots = tableSlots(client, 'Facts')('control planes', rate);
      for (const [count, pause] of takes) {
        const times = await slots(count);
        requests.push(...times.map((time) => Math.max(time, Date.now())).filter(inTime(times)));
        await sleep(pause);
      }
    };

    const all = Promise.all(asked.map(ofOne));
    await vi.runAllTimersAsync();
    await all;

    for (const start of requests) {
      const within = requests.filter((time) => time >= start && time < start + 999);
      expect(within.length).toBeLessThanOrEqual(rate);
    }
  });

  /** The others are given back. */
  function inTime(times: readonly number[]) {
    return (request: number, index: number) => request - (times[index] ?? 0) <= 50;
  }
});

async function first(slots: TimeSlots): Promise<number> {
  const [time = 0] = await slots(1);
  return time;
}

function updates(): number {
  return dynamo.commandCalls(UpdateCommand).length;
}

type UpdateInput = ConstructorParameters<typeof UpdateCommand>[0];

/** How long the slots are that an update takes, in milliseconds. */
function lengthOf({ args }: { args: readonly { readonly input: UpdateInput }[] }): number {
  const values = args[0]?.input.ExpressionAttributeValues ?? {};
  return values[':length'] ?? values[':free'] - values[':start'];
}

function sum(a: number, b: number): number {
  return a + b;
}

/** By the timers of the test. */
function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

function updateOrFault(input: Parameters<typeof update>[0]) {
  try {
    return update(input);
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

/** As DynamoDB answers the two updates. */
function update({
  Key,
  UpdateExpression = '',
  ConditionExpression,
  ExpressionAttributeValues: values = {},
}: UpdateInput) {
  const pk = `${Key?.pk}`;
  const free = items.get(pk);
  const isQueued = UpdateExpression.startsWith('ADD');
  const isMet = isQueued
    ? ConditionExpression === undefined ||
      (free !== undefined && free >= values[':now'] && free <= values[':latest'])
    : free === undefined || free < values[':start'];
  if (!isMet) throw new ConditionalCheckFailedException({ message: 'no', $metadata: {} });

  const after = isQueued ? (free ?? 0) + values[':length'] : values[':free'];
  items.set(pk, after);
  return { Attributes: { free: after } };
}
