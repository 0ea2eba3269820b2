import {
  DescribeRuleCommand,
  EventBridgeClient,
  ResourceNotFoundException,
} from '@aws-sdk/client-eventbridge';
import { beforeEach, expect, it } from 'vitest';
import { eventRules } from '../../../functions/adapters/aws/event-rules.ts';
import { calledActions } from '../../builders/called-actions.ts';
import { mockClient } from '../../fakes/mock-client.ts';
import { accessDenied } from '../../fakes/targets.ts';

const events = mockClient(EventBridgeClient);
const arn = 'arn:aws:events:eu-west-1:111122223333:rule/shop/daily';
let listed: ReadonlyMap<string, unknown>;
const read = (of = arn) =>
  eventRules(
    (region) => new EventBridgeClient({ region }),
    async () => listed,
  )(of);

beforeEach(() => {
  events.reset();
  listed = new Map();
});

it('is read from the listing of the default bus, and no call is made about it alone', async () => {
  listed = new Map([[arn, { State: 'DISABLED' }]]);

  expect(await read()).toEqual({ arn, state: 'off', takesAll: false });
  expect(events.calls()).toEqual([]);
});

it('is asked for where the listing does not say its state', async () => {
  listed = new Map([[arn, {}]]);
  events.on(DescribeRuleCommand).resolves({ State: 'ENABLED' });

  expect(await read()).toEqual({ arn, state: 'on', takesAll: false });
});

it.each([
  ['ENABLED', '{}', { state: 'on', takesAll: true }],
  [
    'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS',
    '{"source":["a"]}',
    { state: 'on', takesAll: false },
  ],
  ['DISABLED', undefined, { state: 'off', takesAll: false }],
] as const)('one that is %s, by the pattern %s', async (State, EventPattern, expected) => {
  events
    .on(DescribeRuleCommand, { Name: 'daily', EventBusName: 'shop' })
    .resolves({ State, EventPattern });

  expect(await read()).toEqual({ arn, ...expected });
  expect(calledActions('events', events)).toEqual(['events:DescribeRule']);
});

it('says of one that is not there that it is gone', async () => {
  events
    .on(DescribeRuleCommand)
    .rejects(new ResourceNotFoundException({ message: 'none', $metadata: {} }));

  expect(await read()).toEqual({ arn, state: 'gone', takesAll: false });
});

it('throws when it is denied, when it has no state, and for what is no rule', async () => {
  events.on(DescribeRuleCommand).rejectsOnce(accessDenied()).resolves({});

  await expect(read()).rejects.toThrow('not authorised');
  await expect(read()).rejects.toThrow();
  await expect(read('arn:aws:s3:::daily')).rejects.toThrow('the ARN of no rule');
});
