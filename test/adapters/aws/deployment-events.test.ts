import { CloudTrailClient, LookupEventsCommand } from '@aws-sdk/client-cloudtrail';
import { beforeEach, describe, expect, it } from 'vitest';
import { deploymentEvents } from '../../../functions/adapters/aws/deployment-events.ts';
import { deploymentSurveyGrants } from '../../../functions/facts/deployment-survey.ts';
import { calledActions } from '../../builders/called-actions.ts';
import { mockClient } from '../../fakes/mock-client.ts';
import { accessDenied } from '../../fakes/targets.ts';

const cloudTrail = mockClient(CloudTrailClient);
const operation = 'UpdateFunctionCode20150331v2';
const [since, until] = ['2026-11-27T02:00:00.000Z', '2026-11-28T02:00:00.000Z'];
const at = new Date('2026-11-27T10:31:00Z');
const alice = 'arn:aws:sts::111122223333:assumed-role/ci-deploy/alice';
const read = () =>
  Array.fromAsync(
    deploymentEvents((region) => new CloudTrailClient({ region }))(
      'eu-west-1',
      operation,
      since,
      until,
    ),
  );

beforeEach(() => cloudTrail.reset());

describe('deploymentEvents', () => {
  it('lists those of an operation, fifty a page, and keeps of a record who, when and what', async () => {
    cloudTrail
      .on(LookupEventsCommand)
      .resolvesOnce({ Events: [looked({ accessKeyId: 'ASIAEXAMPLE' })], NextToken: 'more' })
      .resolvesOnce({ Events: [] });

    const pages = await read();

    expect(pages).toEqual([
      {
        deployments: [
          {
            function: 'lambda:eu-west-1:111122223333:function:shop',
            deployment: {
              at: '2026-11-27T10:31:00Z',
              by: 'arn:aws:iam::111122223333:role/ci-deploy',
              session: 'alice',
            },
          },
        ],
        oldest: at.toISOString(),
      },
      { deployments: [], oldest: undefined },
    ]);
    expect(cloudTrail.commandCalls(LookupEventsCommand)[1]?.args[0].input).toEqual({
      LookupAttributes: [{ AttributeKey: 'EventName', AttributeValue: operation }],
      StartTime: new Date(since),
      EndTime: new Date(until),
      MaxResults: 50,
      NextToken: 'more',
    });
    expect(calledActions('cloudtrail', cloudTrail)).toEqual(
      deploymentSurveyGrants.map(({ action }) => action),
    );
  });

  it.each<[string, object | string]>([
    ['was refused', { errorCode: 'AccessDenied' }],
    [
      'is about a function of another account by its ARN',
      named('arn:aws:lambda:eu-west-1:444455556666:function:shop'),
    ],
    [
      'is about a function of another account by a part of its ARN',
      named('444455556666:function:shop'),
    ],
    [
      'is about a function of another region',
      named('arn:aws:lambda:us-east-1:111122223333:function:shop'),
    ],
    ['names none', { requestParameters: null }],
    ['is no JSON', '{'],
    ['is nested beyond measure', `${'['.repeat(10_000)}`],
  ])('passes over a record that %s, and over no other', async (_, record) => {
    cloudTrail.on(LookupEventsCommand).resolves({
      Events: [
        typeof record === 'string' ? { ...looked(), CloudTrailEvent: record } : looked({}, record),
        looked(),
      ],
    });

    expect((await read())[0]?.deployments).toHaveLength(1);
  });

  it.each<[string, object]>([
    ['it is denied', accessDenied()],
    ['there is no list', {}],
    ['an event has no record', { Events: [{ EventTime: at }] }],
  ])('throws when %s', async (_, answer) => {
    const call = cloudTrail.on(LookupEventsCommand);
    answer instanceof Error ? call.rejects(answer) : call.resolves(answer);

    await expect(read()).rejects.toThrow();
  });
});

function named(functionName: string) {
  return { requestParameters: { functionName } };
}

function looked(identity: object = {}, record: object = {}) {
  return {
    EventTime: at,
    CloudTrailEvent: JSON.stringify({
      eventSource: 'lambda.amazonaws.com',
      eventName: operation,
      eventTime: '2026-11-27T10:31:00Z',
      awsRegion: 'eu-west-1',
      recipientAccountId: '111122223333',
      sourceIPAddress: '198.51.100.7',
      userIdentity: { type: 'AssumedRole', arn: alice, ...identity },
      requestParameters: { functionName: 'shop' },
      ...record,
    }),
  };
}
