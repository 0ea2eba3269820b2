import { expect, it } from 'vitest';
import {
  wideIotPolicies,
  wideIotPolicy,
} from '../../../functions/checks/permissions/wide-iot-policy.ts';
import type { AccountPart } from '../../../functions/domain/account-parts.ts';
import {
  type IotPolicyPart,
  iotPolicyPart,
  type PublishedRule,
} from '../../../functions/domain/exposure/iot-publishers.ts';
import { describeCheck } from '../../builders/describe-check.ts';
import { closedRuleOf, publishedRuleOf } from '../../builders/published-rule-of.ts';
import { functionNamed } from '../../fakes/targets.ts';

const configuration = functionNamed('orders');
const wide = (...names: string[]) =>
  publishedRuleOf({
    publishers: { guests: [], policies: names.map((name) => ({ name, isForAll: true as const })) },
  });
const weekly = 'arn:aws:iot:eu-west-1:111122223333:rule/weekly';

describeCheck(wideIotPolicy, {
  passes: [
    { name: 'no rule', facts: factsOf([]) },
    { name: 'a policy that names topics', facts: factsOf([closedRuleOf()]) },
    {
      name: 'guests of an identity pool, of whom another check speaks',
      facts: factsOf([publishedRuleOf()]),
    },
  ],
  fails: [
    { name: 'a policy that allows all', facts: factsOf([wide('fleet')]), subjects: ['fleet'] },
    { name: 'two of them', facts: factsOf([wide('fleet', 'taps')]), subjects: ['fleet', 'taps'] },
    {
      name: 'one by two rules, once',
      facts: factsOf([wide('fleet'), { ...wide('fleet'), rule: weekly }]),
      subjects: ['fleet'],
    },
  ],
});

it('names the policy, and the rules', () => {
  const verdict = wideIotPolicy.evaluate(
    factsOf([wide('fleet'), { ...wide('fleet'), rule: weekly }, closedRuleOf()]),
  );

  expect(verdict).toMatchObject({
    details: [
      {
        mark: ['daily', 'weekly'],
        summary:
          'Each device with the IoT policy fleet can publish to any topic, and so run it by daily, and 1 more',
        evidence: [
          { text: 'fleet allows iot:Publish on every topic, and is attached' },
          { text: 'the rule daily runs it' },
          { text: 'the rule weekly runs it' },
        ],
      },
    ],
  });
});

describeCheck(wideIotPolicies, {
  passes: [{ name: 'no function that one runs', facts: accountOf([]) }],
  fails: [
    {
      name: 'one policy, whatever functions it runs',
      facts: accountOf([partOf('orders'), partOf('refunds')]),
      subjects: [arnOf('fleet')],
    },
    {
      name: 'two policies, and one of the same name in another region',
      facts: accountOf([
        partOf('orders'),
        partOf('orders', { policy: 'taps' }),
        partOf('orders', { region: 'us-east-1' }),
      ]),
      subjects: [arnOf('fleet'), arnOf('taps'), arnOf('fleet', 'us-east-1')],
    },
  ],
});

it('names the functions of each owner, and the rules', () => {
  const verdict = wideIotPolicies.evaluate(
    accountOf(
      [
        partOf('orders', { owned: { owner: 'payments' }, rules: ['weekly', 'daily'] }),
        partOf('refunds'),
      ],
      [partOf('accepted'), partOf('accepted', { policy: 'taps' })],
    ),
  );

  expect(verdict).toMatchObject({
    details: [
      {
        mark: ['orders (eu-west-1)', 'refunds (eu-west-1)', 'daily', 'weekly'],
        summary:
          'Each device with the IoT policy fleet can publish to any topic, and so run 2 functions',
        evidence: [
          { text: 'fleet allows iot:Publish on every topic, and is attached' },
          { text: 'payments: orders (eu-west-1)' },
          { text: 'without an owner: refunds (eu-west-1)' },
          { text: 'by the rules daily, weekly' },
          { text: 'left out: 1 function whose finding is suppressed' },
        ],
        owned: { owner: 'payments' },
        remediation: expect.stringContaining('--policy-name fleet --region eu-west-1'),
      },
    ],
  });
});

it('notes a function as it is read again', () => {
  const verdict = wideIotPolicy.evaluate(
    factsOf([wide('fleet'), { ...wide('fleet'), rule: weekly }, wide('fleet')]),
  );
  const [detail] = verdict.outcome === 'fail' ? verdict.details : [];

  expect(iotPolicyPart.parse(detail?.part?.value)).toEqual({
    policy: 'fleet',
    rules: ['daily', 'weekly'],
  });
});

function partOf(
  name: string,
  {
    policy = 'fleet',
    rules = ['daily'],
    region = 'eu-west-1',
    owned = {},
  }: Partial<IotPolicyPart> & { readonly region?: string; readonly owned?: object } = {},
): AccountPart<IotPolicyPart> {
  const arn = `arn:aws:lambda:${region}:111122223333:function:${name}`;

  return { arn, severity: 'medium', owned, value: { policy, rules } };
}

function arnOf(policy: string, region = 'eu-west-1'): string {
  return `arn:aws:iot:${region}:111122223333:policy/${policy}`;
}

function accountOf(
  parts: readonly AccountPart<IotPolicyPart>[],
  accepted: readonly AccountPart<IotPolicyPart>[] = [],
) {
  return { wideIotPolicies: { parts, accepted } };
}

function factsOf(iotPublishers: readonly PublishedRule[]) {
  return { iotPublishers, configuration };
}
