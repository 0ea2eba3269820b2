import { ConditionalCheckFailedException, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  processSlots,
  type SlotsOf,
  tableSlots,
} from '../../../functions/adapters/aws/time-slots.ts';
import { mockClient } from '../../fakes/mock-client.ts';
import { fc, property } from '../../property.ts';

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

/** As DynamoDB answers the two updates. */
function update({
  Key,
  UpdateExpression = '',
  ExpressionAttributeValues: values = {},
}: ConstructorParameters<typeof UpdateCommand>[0]) {
  const pk = `${Key?.pk}`;
  const free = items.get(pk);
  const isQueued = UpdateExpression.startsWith('ADD');
  const isMet = isQueued
    ? free !== undefined && free >= values[':now'] && free <= (values[':latest'] ?? free)
    : free === undefined || free < values[':now'];
  if (!isMet) throw new ConditionalCheckFailedException({ message: 'no', $metadata: {} });

  const after = isQueued ? (free ?? 0) + values[':length'] : values[':free'];
  items.set(pk, after);
  return { Attributes: { free: after } };
}
