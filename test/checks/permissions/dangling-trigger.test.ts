import { expect, it } from 'vitest';
import { danglingTrigger } from '../../../functions/checks/permissions/dangling-trigger.ts';
import { describeCheck } from '../../builders/describe-check.ts';
import { orders, resourcePolicyOf, when } from '../../builders/resource-policy-of.ts';

const bucket = 'arn:aws:s3:::invoices';
const rule = 'arn:aws:events:eu-west-1:111122223333:rule/nightly';
const api = 'arn:aws:execute-api:eu-west-1:111122223333:a1b2c3';
const ofIot = 'arn:aws:iot:eu-west-1:111122223333:rule/daily';
const byIot = { Principal: { Service: 'iot.amazonaws.com' } };
const edge = 'arn:aws:cloudfront::111122223333:distribution/E1';
const pool = 'arn:aws:cognito-idp:eu-west-1:111122223333:userpool/eu-west-1_Shop';
const allow = {
  Sid: 'S',
  Effect: 'Allow',
  Principal: { Service: 'events.amazonaws.com' },
  Action: 'lambda:InvokeFunction',
  Resource: orders.arn,
};
const from = (...arns: readonly string[]) => when('ArnLike', 'AWS:SourceArn', arns);
const ofBucket = { Principal: { Service: 's3.amazonaws.com' }, ...from(bucket) };

describeCheck(danglingTrigger, {
  passes: [
    {
      name: 'no policy',
      facts: { resourcePolicies: [], triggerSources: [], configuration: orders },
    },
    ...[
      facts('a source that is there', from(rule), { [rule]: true }),
      facts('a source that could not be looked up (case 1)', from(rule), {}),
      facts('sources by a pattern', from(rule.replace('nightly', '*')), { [rule]: false }),
      facts('any source but one', when('ArnNotLike', 'aws:SourceArn', rule), { [rule]: false }),
      facts('a user pool, whose id no one can take', from(pool), { [pool]: false }),
      facts('a distribution, whose id no one can take', from(edge), { [edge]: false }),
      facts('a Deny', { ...from(rule), Effect: 'Deny' }, { [rule]: false }),
      facts(
        'an account, whatever it acts for',
        { ...from(rule), Principal: { AWS: '111122223333' } },
        {
          [rule]: false,
        },
      ),
      facts('what a Deny takes back (case 7)', from(rule), { [rule]: false }, [
        { ...allow, Effect: 'Deny', Principal: '*', Action: 'lambda:*' },
      ]),
    ],
  ],
  fails: [
    failing('a rule', from(rule), { [rule]: false }),
    failing('a rule of AWS IoT', { ...from(ofIot), ...byIot }, { [ofIot]: false }),
    failing('a bucket', ofBucket, { [bucket]: false }),
    failing('a source by its exact name', when('StringEquals', 'aws:SourceArn', rule), {
      [rule]: false,
    }),
    failing('one of two', from(rule, `${rule}-2`), { [rule]: false, [`${rule}-2`]: true }),
    failing('a route of an API', from(`${api}/*/GET/orders`), { [api]: false }),
    failing(
      'the objects of a bucket',
      { ...ofBucket, ...from(`${bucket}/*`) },
      { [bucket]: false },
    ),
    failing(
      'a list of services (case 5)',
      { ...from(rule), Principal: { Service: ['a', 'b'] } },
      {
        [rule]: false,
      },
    ),
    {
      name: 'an alias (case 14)',
      facts: {
        resourcePolicies: [resourcePolicyOf([{ ...allow, ...from(rule) }], 'live')],
        triggerSources: [{ arn: rule, exists: false }],
        configuration: orders,
      },
      subjects: ['live/S'],
    },
  ],
});

it.each([
  ['high', 'a bucket that anyone can claim', ofBucket, bucket],
  [
    'medium',
    'a bucket of which the account is named',
    {
      ...ofBucket,
      Condition: {
        ArnLike: { 'aws:SourceArn': bucket },
        StringEquals: { 'aws:SourceAccount': '111122223333' },
      },
    },
    bucket,
  ],
  ['medium', 'a rule, which only this account can make again', from(rule), rule],
])('weighs %s %s', (severity, _, statement, arn) => {
  expect(evaluate(statement, { [arn]: false })).toMatchObject({
    details: [
      {
        severity,
        summary: `statement S trusts ${arn}, which no longer exists`,
        remediation: expect.stringContaining('remove-permission'),
      },
    ],
  });
});

it('leaves in the statement what is there', () => {
  const verdict = evaluate(from(rule, `${rule}-2`), { [rule]: false, [`${rule}-2`]: true });

  const [detail] = verdict.outcome === 'fail' ? verdict.details : [];
  expect(detail?.remediation).toContain(`--source-arn ${rule}-2`);
  expect(detail?.evidence).toEqual([{ text: `does not exist: ${rule}` }]);
});

function evaluate(statement: object, exist: Readonly<Record<string, boolean>>) {
  return danglingTrigger.evaluate(facts('', statement, exist).facts);
}

function failing(name: string, statement: object, exist: Readonly<Record<string, boolean>>) {
  return { ...facts(name, statement, exist), subjects: ['function/S'] };
}

function facts(
  name: string,
  statement: object,
  exist: Readonly<Record<string, boolean>>,
  more: readonly object[] = [],
) {
  return {
    name,
    facts: {
      resourcePolicies: [resourcePolicyOf([{ ...allow, ...statement }, ...more])],
      triggerSources: Object.entries(exist).map(([arn, exists]) => ({ arn, exists })),
      configuration: orders,
    },
  };
}
