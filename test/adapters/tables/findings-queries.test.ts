import { ConditionalCheckFailedException, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  ScanCommand,
} from '@aws-sdk/lib-dynamodb';
import { beforeEach, describe, expect, it } from 'vitest';
import { coverageItem, findingItem } from '../../../functions/adapters/tables/finding-items.ts';
import { findingsQueries } from '../../../functions/adapters/tables/findings-queries.ts';
import { unsuppress } from '../../../functions/domain/suppression.ts';
import { sampleCoverage, sampleFinding } from '../../cli/samples.ts';
import { mockClient } from '../../fakes/mock-client.ts';

const table = mockClient(DynamoDBDocumentClient);
const queries = findingsQueries(new DynamoDBClient({ region: 'eu-west-1' }), 'findings');
const finding = sampleFinding();
const item = findingItem({ kind: 'opened', finding });

beforeEach(() => table.reset());

describe('findingsQueries', () => {
  it('reads open findings of a severity from their index, page after page, the newest first', async () => {
    table
      .on(QueryCommand)
      .resolvesOnce({ Items: [item], LastEvaluatedKey: { pk: 'x' } })
      .resolvesOnce({ Items: [item] });

    expect(await Array.fromAsync(queries.open('high'))).toEqual([finding, finding]);
    expect(table.commandCalls(QueryCommand)[1]?.args[0].input).toMatchObject({
      TableName: 'findings',
      IndexName: 'open',
      ScanIndexForward: false,
      ExpressionAttributeValues: { ':severity': 'high' },
      ExclusiveStartKey: { pk: 'x' },
    });
  });

  it('reads findings of a check from their index', async () => {
    table.on(QueryCommand).resolves({ Items: [item] });

    expect(await Array.fromAsync(queries.ofCheck(finding.check))).toEqual([finding]);
    expect(table.commandCalls(QueryCommand)[0]?.args[0].input).toMatchObject({
      IndexName: 'byCheck',
      ExpressionAttributeValues: { ':check': finding.check },
    });
  });

  it('reads all findings, and nothing else that lies in the table', async () => {
    table.on(ScanCommand).resolves({ Items: [item, coverageItem(sampleCoverage())] });

    expect(await Array.fromAsync(queries.all())).toEqual([finding]);
    expect(table.commandCalls(ScanCommand)[0]?.args[0].input).toMatchObject({
      FilterExpression: 'attribute_exists(subject)',
    });
  });

  it('leaves out rows that cannot be read, and keeps their keys in mind', async () => {
    const own = findingsQueries(new DynamoDBClient({ region: 'eu-west-1' }), 'findings');
    const bad = { ...item, target: 'arn:aws:lambda:::function:' };
    table.on(ScanCommand).resolves({ Items: [bad, item, { pk: 'p', sk: 's' }] });
    table.on(QueryCommand).resolves({ Items: [{ pk: 'p', sk: 's' }, item] });
    expect(own.unreadable()).toEqual([]);

    expect(await Array.fromAsync(own.all())).toEqual([finding]);
    expect(await Array.fromAsync(own.open('high'))).toEqual([finding]);

    expect(own.unreadable()).toEqual([`${item.pk} ${item.sk}`, 'p s']);
  });

  it('reads what a scanner has seen, but for what is gone', async () => {
    const gone = coverageItem(sampleCoverage({ gone: true }));
    table.on(QueryCommand).resolves({ Items: [coverageItem(sampleCoverage()), gone] });

    expect(await Array.fromAsync(queries.coverage('code'))).toEqual([sampleCoverage()]);
    expect(table.commandCalls(QueryCommand)[0]?.args[0].input).toMatchObject({
      ExpressionAttributeValues: { ':check': 'code/coverage' },
    });
  });

  it('reads one finding, and when a scanner last ran, as they are now', async () => {
    const Key = { pk: finding.target, sk: `${finding.check}#${finding.subject}` };
    table.on(GetCommand).resolves({});
    table.on(GetCommand, { Key, ConsistentRead: true }).resolves({ Item: item });
    table
      .on(GetCommand, { Key: { pk: 'arn', sk: 'code/coverage' }, ConsistentRead: true })
      .resolves({ Item: coverageItem(sampleCoverage()) });

    expect(await queries.find(finding.target, finding.check, finding.subject)).toEqual(finding);
    expect(await queries.lastRun('code', 'arn')).toBe(sampleCoverage().observedAt);
    expect(await queries.coverageOf('code', 'arn')).toEqual(sampleCoverage());
    expect(await queries.coverageOf('usage', 'arn')).toBeUndefined();
    expect(await queries.find('arn', 'code/x', 'y')).toBeUndefined();
    expect(await queries.lastRun('usage', 'arn')).toBeUndefined();
  });

  it('writes a finding only while it is what it was, and says whether it did', async () => {
    const suppressed = sampleFinding({
      status: 'suppressed',
      changedAt: '2026-11-21T00:00:00.000Z',
    });
    const transition = unsuppress(suppressed, '2026-11-25T00:00:00.000Z');
    table
      .on(PutCommand)
      .resolvesOnce({})
      .rejectsOnce(new ConditionalCheckFailedException({ message: 'no', $metadata: {} }))
      .rejectsOnce(new Error('broken'));

    expect(await queries.write(transition)).toBe(true);
    expect(await queries.write(transition)).toBe(false);
    await expect(queries.write(transition)).rejects.toThrow('broken');
    expect(table.commandCalls(PutCommand)[0]?.args[0].input).toMatchObject({
      Item: { transition: 'unsuppressed', openSeverity: 'high' },
      ConditionExpression: 'changedAt = :before',
      ExpressionAttributeValues: { ':before': suppressed.changedAt },
    });
  });
});
