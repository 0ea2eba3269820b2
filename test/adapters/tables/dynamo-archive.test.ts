import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand, PutCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  dynamoArchive,
  dynamoDigestStates,
} from '../../../functions/adapters/tables/dynamo-archive.ts';
import { coverageItem, findingItem } from '../../../functions/adapters/tables/finding-items.ts';
import { coverageOf, happened } from '../../domain/notification/samples.ts';
import { mockClient } from '../../fakes/mock-client.ts';

const table = mockClient(DynamoDBDocumentClient);
const client = new DynamoDBClient({ region: 'eu-west-1' });
const opened = happened('opened');
const state = { reportedAt: '2026-11-25T04:00:00.000Z', reported: ['0123456789ab'] };
/** The same, as it has always been stored. */
const storedState = {
  ...{ pk: 'digest', sk: 'state' },
  ...{ toldAt: state.reportedAt, told: state.reported },
};

beforeEach(() => table.reset());

describe('dynamoArchive', () => {
  it('reads every page, and leaves out what the digest keeps for itself', async () => {
    const LastEvaluatedKey = { pk: 'a', sk: 'b' };
    table
      .on(ScanCommand)
      .resolvesOnce({ Items: [findingItem(opened)], LastEvaluatedKey })
      .resolves({ Items: [storedState, coverageItem(coverageOf())] });

    const items = await Array.fromAsync(dynamoArchive(client, 'findings').everything());

    expect(items).toEqual([opened.finding, coverageOf()]);
    expect(table.commandCalls(ScanCommand)[0]?.args[0].input).toMatchObject({
      TableName: 'findings',
      ConsistentRead: true,
    });
  });

  it.each([
    ['lacks its fields', { pk: 'arn', sk: 'code/secret#KEY' }, 'arn code/secret#KEY'],
    [
      'is about what is no target',
      {
        ...findingItem(opened),
        pk: 'arn:aws:lambda:::function:',
        target: 'arn:aws:lambda:::function:',
      },
      `arn:aws:lambda:::function: ${findingItem(opened).sk}`,
    ],
    ['has a long key', { pk: 'x'.repeat(2_000), sk: 's' }, 'x'.repeat(300)],
    ['has no key', {}, ' '],
  ])(
    'goes on when an item %s, and names it: unreadable is not absent',
    async (_, bad, unreadable) => {
      table.on(ScanCommand).resolves({ Items: [bad, findingItem(opened)] });

      const items = await Array.fromAsync(dynamoArchive(client, 'findings').everything());

      expect(items).toEqual([{ unreadable }, opened.finding]);
    },
  );

  it('does not take an answer without items for an empty table', async () => {
    table.on(ScanCommand).resolves({});

    await expect(Array.fromAsync(dynamoArchive(client, 'findings').everything())).rejects.toThrow(
      'it has no Items',
    );
  });
});

describe('dynamoDigestStates', () => {
  const states = dynamoDigestStates(client, 'findings');

  it('brings back what was written', async () => {
    await states.write(state, undefined);
    const Item = written()?.Item ?? {};
    table.on(GetCommand).resolves({ Item });

    expect(Item).toEqual(storedState);
    expect(await states.read()).toEqual(state);
    expect(table.commandCalls(GetCommand)[0]?.args[0].input).toMatchObject({
      Key: { pk: Item.pk, sk: Item.sk },
      ConsistentRead: true,
    });
  });

  it('brings back what it remembers of rules', async () => {
    const rules = {
      unused: new Map([['gone', '2026-11-25T04:00:00.000Z']]),
      reported: new Set(['unused gone']),
    };
    await states.write({ ...state, rules }, undefined);
    table.on(GetCommand).resolves({ Item: written()?.Item ?? {} });

    expect(await states.read()).toEqual({ ...state, rules });
  });

  it('brings back since when a digest waits, and leaves the state alone', async () => {
    table.on(GetCommand).resolves({});
    expect(await states.waitingSince()).toBeUndefined();

    await states.wait('2026-11-25T04:00:00.000Z');
    const Item = written()?.Item ?? {};
    table.on(GetCommand).resolves({ Item });

    expect(await states.waitingSince()).toBe('2026-11-25T04:00:00.000Z');
    expect(Item).toMatchObject({ pk: 'digest', sk: 'wait' });
  });

  it('knows when there was no digest yet', async () => {
    table.on(GetCommand).resolves({});

    expect(await states.read()).toBeUndefined();
  });

  it.each([
    ['there was no digest before', undefined, 'attribute_not_exists(pk)'],
    ['the state is the one that was read', state, 'toldAt = :before'],
  ])('writes only while %s', async (_, before, ConditionExpression) => {
    await states.write({ ...state, reportedAt: 'later' }, before);

    expect(written()).toMatchObject({ ConditionExpression, Item: { toldAt: 'later' } });
  });
});

function written() {
  return table.commandCalls(PutCommand)[0]?.args[0].input;
}
