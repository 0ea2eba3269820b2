import { describe, expect, it, vi } from 'vitest';
import type { AccountRole, AccountRoles } from '../../../functions/app/account-readers.ts';
import { perTarget } from '../../../functions/app/collectors.ts';
import type { FactStore } from '../../../functions/app/ports.ts';
import type { AppsyncApi } from '../../../functions/domain/exposure/appsync-api.ts';
import type { BalancerRule } from '../../../functions/domain/exposure/balancer-rule.ts';
import type { FunctionUrl } from '../../../functions/domain/exposure/function-url.ts';
import type { PublishedRule } from '../../../functions/domain/exposure/iot-publishers.ts';
import { parseTrustPolicy } from '../../../functions/engines/iam/trust-policy.ts';
import {
  rolePowerSurvey,
  surveyedRolePowers,
} from '../../../functions/facts/function/role-power.ts';
import { withoutUsers } from '../../builders/account-roles.ts';
import { appsyncApiOf } from '../../builders/appsync-api-of.ts';
import { balancerRuleOf } from '../../builders/balancer-rule-of.ts';
import { closedRuleOf, publishedRuleOf } from '../../builders/published-rule-of.ts';
import { roleOf } from '../../builders/role-of.ts';
import { routeOf } from '../../builders/way-of.ts';
import { recordedFacts } from '../../fakes/fact-store.ts';
import { functionNamed } from '../../fakes/targets.ts';

const orders = functionNamed('orders');
const clock = () => new Date('2026-11-24T02:00:00Z');
const lambdas = trusting('lambda.amazonaws.com');
const basic: AccountRole = {
  permissions: { known: true, value: roleOf([[{ Action: 'logs:PutLogEvents' }]]) },
  trust: lambdas,
  createdAt: { known: true, value: undefined },
  lastUsedAt: { known: true, value: undefined },
};

describe('the survey of how much roles give', () => {
  it('brings it to a function that an open route leads to', async () => {
    expect(await powerBy(async () => rolesWith(basic))).toMatchObject({
      known: true,
      value: { gives: 'little' },
    });
  });

  it('brings it to a function that anyone runs by a rule of AWS IoT, and to no other', async () => {
    const by = async (rule: PublishedRule) =>
      powerBy(async () => rolesWith(basic), 'AWS_IAM', [], [], [], [rule]);

    expect(await by(publishedRuleOf())).toMatchObject({ value: { gives: 'little' } });
    expect(await by(closedRuleOf())).toMatchObject({ value: undefined });
  });

  it('brings it to a function that an open load balancer leads to, and to no other', async () => {
    const read = async () => rolesWith(basic);
    const internal = balancerRuleOf({ isInternal: true });

    expect(await powerBy(read, 'AWS_IAM', [balancerRuleOf()])).toMatchObject({
      value: { gives: 'little' },
    });
    expect(await powerBy(read, 'AWS_IAM', [internal])).toMatchObject({ value: undefined });
  });

  it('brings it to a function that an AppSync API with a key leads to, and to no other', async () => {
    const read = async () => rolesWith(basic);
    const signed = appsyncApiOf({ authentication: 'AWS_IAM' });

    expect(await powerBy(read, 'AWS_IAM', [], [appsyncApiOf()])).toMatchObject({
      value: { gives: 'little' },
    });
    expect(await powerBy(read, 'AWS_IAM', [], [signed])).toMatchObject({ value: undefined });
  });

  it('brings it to a function that has a URL', async () => {
    const url = { url: 'https://x.on.aws/', authType: 'NONE' };

    expect(await powerBy(async () => rolesWith(basic), 'AWS_IAM', [], [], [url])).toMatchObject({
      value: { gives: 'little' },
    });
  });

  it.each([
    ['unknown, where what was read gives little', 'logs:PutLogEvents', undefined],
    ['much, where what was read gives it already', 's3:*', 'much'],
  ])('is %s, and a policy was not', async (_, Action, gives) => {
    const permissions = {
      known: true as const,
      value: roleOf([[{ Action }]]),
      incomplete: 'the details lack a policy',
    };
    const answer = await powerBy(async () => rolesWith({ ...basic, permissions }));

    expect(answer).toMatchObject({
      known: true,
      ...(gives === undefined
        ? { value: undefined, unweighed: 'the details lack a policy' }
        : { value: { gives } }),
    });
  });

  it('asks for no other function', async () => {
    const answer = await powerBy(async () => Promise.reject(new Error('denied')), 'AWS_IAM');

    expect(answer).toEqual({ known: true, value: undefined });
  });

  it.each([
    ['the roles of the account', async () => Promise.reject(new Error('denied')), 'denied'],
    ['the role', async () => rolesWith(unreadable), 'malformed'],
    ['a role that is not listed', async () => withoutUsers(new Map()), 'not among'],
    [
      'a role that Lambda may not take up',
      async () => rolesWith({ ...basic, trust: trusting('ec2.amazonaws.com') }),
      'not among',
    ],
  ])('says that nothing can be weighed without %s', async (_, read, reason) => {
    expect(await powerBy(read)).toEqual({
      known: true,
      value: undefined,
      unweighed: expect.stringContaining(reason),
    });
  });

  it('says so where no survey has been', async () => {
    const routes = perTarget(() => [routeOf()]);

    const answer = (
      await surveyedRolePowers(recordedFacts(), {
        routes,
        rules: none,
        apis: none,
        urls: none,
        published: none,
      })([orders])
    ).get(orders.arn);

    expect(answer).toMatchObject({ value: undefined, unweighed: expect.any(String) });
  });

  it('says of one that is damaged that it cannot be weighed, and weighs the others', async () => {
    const facts = recordedFacts();
    const stock = functionNamed('stock', { roleArn: `${orders.roleArn}-of-stock` });
    const power = { gives: 'little', writes: false, because: 'it may write logs' };
    const powers = {
      [orders.roleArn]: { known: true, value: { ...power, gives: 'all' } },
      [stock.roleArn]: { known: true, value: power },
    };
    await facts.write('role-powers', new Map([['account', { known: true, value: powers }]]));

    const answers = await collectorOf(facts)([orders, stock]);

    expect(answers.get(orders.arn)).toMatchObject({
      value: undefined,
      unweighed: expect.stringContaining('damaged'),
    });
    expect(answers.get(stock.arn)).toEqual({ known: true, value: power });
  });

  it.each([[undefined], ['text'], [[]], [null]])(
    'can weigh none where %j is stored for all',
    async (value) => {
      const facts = recordedFacts();
      await facts.write('role-powers', new Map([['account', { known: true, value }]]));

      expect((await collectorOf(facts)([orders])).get(orders.arn)).toMatchObject({
        value: undefined,
        unweighed: expect.stringContaining('damaged'),
      });
    },
  );

  it('reads nothing where no way in is open', async () => {
    const facts = recordedFacts();
    const read = vi.spyOn(facts, 'read');

    const answers = await collectorOf(facts, 'AWS_IAM')([orders]);

    expect(answers.get(orders.arn)).toEqual({ known: true, value: undefined });
    expect(read).not.toHaveBeenCalled();
  });
});

function collectorOf(facts: FactStore, authorization = 'NONE') {
  const routes = perTarget(() => [routeOf({ authorization })]);

  return surveyedRolePowers(facts, {
    routes,
    rules: none,
    apis: none,
    urls: none,
    published: none,
  });
}

const none = perTarget(() => []);

const unreadable: AccountRole = {
  permissions: { known: false, reason: 'malformed' },
  trust: { known: false, reason: 'malformed' },
  createdAt: { known: false, reason: 'malformed' },
  lastUsedAt: { known: false, reason: 'malformed' },
};

async function powerBy(
  read: () => Promise<AccountRoles>,
  authorization = 'NONE',
  rules: readonly BalancerRule[] = [],
  apis: readonly AppsyncApi[] = [],
  urls: readonly FunctionUrl[] = [],
  published: readonly PublishedRule[] = [],
) {
  const facts = recordedFacts();
  await rolePowerSurvey({ read }, facts, clock).survey([], []);

  const collect = surveyedRolePowers(facts, {
    routes: perTarget(() => [routeOf({ authorization })]),
    rules: perTarget(() => rules),
    apis: perTarget(() => apis),
    urls: perTarget(() => urls),
    published: perTarget(() => published),
  });
  return (await collect([orders])).get(orders.arn);
}

function rolesWith(role: AccountRole): AccountRoles {
  return withoutUsers(new Map([[orders.roleArn, role]]));
}

function trusting(Service: string): AccountRole['trust'] {
  const Statement = { Effect: 'Allow', Principal: { Service }, Action: 'sts:AssumeRole' };

  return { known: true, value: parseTrustPolicy(JSON.stringify({ Statement })) };
}
