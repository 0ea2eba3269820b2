import {
  DescribeAuthorizerCommand,
  GetTopicRuleCommand,
  IoTClient,
  IoTServiceException,
  ListAuthorizersCommand,
  ListTopicRulesCommand,
  ResourceNotFoundException,
  UnauthorizedException,
} from '@aws-sdk/client-iot';
import { beforeEach, describe, expect, it } from 'vitest';
import { iotCallers } from '../../../functions/adapters/aws/iot-callers.ts';
import { calledActions } from '../../builders/called-actions.ts';
import { factSources } from '../../builders/fact-sources.ts';
import { mockClient } from '../../fakes/mock-client.ts';
import { accessDenied } from '../../fakes/targets.ts';

const here = 'eu-west-1:111122223333';
const orders = `arn:aws:lambda:${here}:function:orders`;
const rule = `arn:aws:iot:${here}:rule/daily`;
const authorizer = `arn:aws:iot:${here}:authorizer/devices`;
const about = { message: 'denied', $metadata: {} };
const iot = mockClient(IoTClient);
const clock = () => new Date('2026-06-15T03:00:00.000Z');
const callers = () => iotCallers((region) => new IoTClient({ region }), clock);
const one = (arn: string) => callers().one(arn, 'us-east-1');
const sql = "SELECT * FROM 'orders/+'";
const toOrders = { lambda: { functionArn: orders } };

beforeEach(() => {
  iot.reset();
  iot.on(ListTopicRulesCommand).resolves({ rules: [{ ruleArn: rule, topicPattern: 'orders/+' }] });
  iot.on(ListAuthorizersCommand).resolves({ authorizers: [{ authorizerArn: authorizer }] });
});

describe('a rule', () => {
  it.each([
    ['runs', { actions: [toOrders] }, { runs: [{ arn: orders }] }],
    [
      'runs an alias',
      { actions: [{ lambda: { functionArn: `${orders}:live` } }] },
      { runs: [{ arn: orders, qualifier: 'live' }] },
    ],
    [
      'is off',
      { actions: [toOrders], ruleDisabled: true },
      { isOff: true, runs: [{ arn: orders }] },
    ],
    ['runs it for its errors', { actions: [], errorAction: toOrders }, { runs: [{ arn: orders }] }],
    [
      'runs it in its SQL',
      { actions: [], sql: `SELECT aws_lambda("${orders}", *) FROM 'orders/+'` },
      { runs: [{ arn: orders, isAwaited: true }] },
    ],
    [
      'writes elsewhere',
      { actions: [{ s3: { bucketName: 'b', key: 'k', roleArn: 'r' } }] },
      { runs: [] },
    ],
  ])('%s', async (_, found, expected) => {
    iot.on(GetTopicRuleCommand, { ruleName: 'daily' }).resolves({ rule: { sql, ...found } });

    expect(await one(rule)).toEqual({
      exists: true,
      iot: { isOff: false, topic: 'orders/+', ...expected },
    });
  });

  it.each([UnauthorizedException, ResourceNotFoundException])(
    'is gone where no listing has it, and AWS IoT answers as of one that is denied',
    async (Refusal) => {
      iot.on(ListTopicRulesCommand).resolves({ rules: [] });
      iot.on(GetTopicRuleCommand).rejects(new Refusal(about));

      expect(await one(rule)).toEqual({ exists: false });
    },
  );

  it('is there where it is younger than the listing', async () => {
    iot.on(ListTopicRulesCommand).resolves({ rules: [] });
    iot.on(GetTopicRuleCommand).resolves({ rule: { sql, actions: [toOrders] } });

    expect(await one(rule)).toMatchObject({
      exists: true,
      iot: { runs: [{ arn: orders }], topic: 'orders/+' },
    });
  });

  it.each<[string, () => void]>([
    ['is listed', () => iot.on(GetTopicRuleCommand).rejects(new UnauthorizedException(about))],
    [
      'could not be listed',
      () => {
        iot.on(ListTopicRulesCommand).rejects(accessDenied());
        iot.on(GetTopicRuleCommand).rejects(new UnauthorizedException(about));
      },
    ],
    [
      'is not listed, and may not be read',
      () => {
        iot.on(ListTopicRulesCommand).resolves({ rules: [] });
        iot.on(GetTopicRuleCommand).rejects(accessDenied());
      },
    ],
    ['has no text', () => iot.on(GetTopicRuleCommand).resolves({ rule: { actions: [] } })],
  ])('is not known where it %s', async (_, given) => {
    given();

    await expect(one(rule)).rejects.toThrow();
  });
});

describe('an authorizer', () => {
  const described = { authorizerFunctionArn: orders, status: 'ACTIVE' } as const;
  const waits = { arn: orders, isAwaited: true };

  it.each([
    ['asks for a signature', { signingDisabled: false }, { runs: [waits] }],
    ['asks for one by default', {}, { runs: [waits] }],
    ['asks for none', { signingDisabled: true }, { runs: [waits], isUnsigned: true }],
    ['is not active', { status: 'INACTIVE' as const }, { runs: [waits], isOff: true }],
  ])('%s', async (_, some, expected) => {
    iot
      .on(DescribeAuthorizerCommand, { authorizerName: 'devices' })
      .resolves({ authorizerDescription: { ...described, ...some } });

    expect(await one(authorizer)).toEqual({ exists: true, iot: { isOff: false, ...expected } });
  });

  it('is gone where there is none', async () => {
    iot.on(DescribeAuthorizerCommand).rejects(new ResourceNotFoundException(about));

    expect(await one(authorizer)).toEqual({ exists: false });
  });

  it.each([
    accessDenied(),
    new IoTServiceException({ ...about, name: 'ThrottlingException', $fault: 'client' }),
  ])('is not known where it cannot be read', async (error) => {
    iot.on(DescribeAuthorizerCommand).rejects(error);

    await expect(one(authorizer)).rejects.toThrow();
  });
});

it('asks nothing of anything else', async () => {
  expect(await one(`arn:aws:iot:${here}:provisioningtemplate/x`)).toBeUndefined();
  expect(iot.calls()).toEqual([]);
});

it('lists all rules and active authorizers of a region', async () => {
  expect(await callers().all('eu-west-1')).toEqual([rule, authorizer]);
  expect(iot.commandCalls(ListAuthorizersCommand)[0]?.args[0].input).toMatchObject({
    status: 'ACTIVE',
  });
});

it('reads no more than some hundred of them', async () => {
  const rules = Array.from({ length: 200 }, (_, index) => ({ ruleArn: `${rule}${index}` }));
  iot.on(ListTopicRulesCommand).resolves({ rules });

  await expect(callers().all('eu-west-1')).rejects.toThrow('more than 200');
});

it('asks once a sweep, and calls exactly what the fact declares', async () => {
  iot.on(GetTopicRuleCommand).resolves({ rule: { sql, actions: [] } });
  iot.on(DescribeAuthorizerCommand).rejects(new ResourceNotFoundException(about));
  const { one: ask, all, authorizers } = callers();

  for (const arn of [rule, rule, authorizer, authorizer]) await ask(arn, 'eu-west-1');
  await all('eu-west-1');
  await all('eu-west-1');
  await authorizers('eu-west-1');

  const declared = factSources.function.triggerSources.map(({ action }) => action);
  expect(calledActions('iot', iot).toSorted()).toEqual(
    declared.filter((action) => action.startsWith('iot:')).toSorted(),
  );
  expect(iot.calls()).toHaveLength(4);
});
