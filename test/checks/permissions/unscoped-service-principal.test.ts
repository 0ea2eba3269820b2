import { expect, it } from 'vitest';
import { unscopedServicePrincipal } from '../../../functions/checks/permissions/unscoped-service-principal.ts';
import type { ResourcePolicy } from '../../../functions/engines/iam/resource-policy.ts';
import { describeCheck } from '../../builders/describe-check.ts';
import { orders, resourcePolicyOf, when } from '../../builders/resource-policy-of.ts';

const own = '111122223333';
const s3 = { Service: 's3.amazonaws.com' };
const api = { Service: 'apigateway.amazonaws.com' };
const alexa = { Service: 'alexa-appkit.amazon.com' };
const bucket = { 'AWS:SourceArn': 'arn:aws:s3:::invoices' };
const allow = {
  Sid: 'S',
  Effect: 'Allow',
  Principal: s3,
  Action: 'lambda:InvokeFunction',
  Resource: orders.arn,
};

describeCheck(unscopedServicePrincipal, {
  passes: [
    { name: 'no policy', facts: factsOf() },
    passing('a bucket and its account', {
      Condition: { ArnLike: bucket, StringEquals: { 'AWS:SourceAccount': own } },
    }),
    passing('an account only', when('StringEquals', 'aws:SourceAccount', own)),
    passing('an organization', when('StringEquals', 'aws:SourceOrgID', 'o-abc123')),
    passing('an API', {
      Principal: api,
      ...when('ArnLike', 'AWS:SourceArn', `arn:aws:execute-api:eu-west-1:${own}:abc/*/POST/orders`),
    }),
    passing('any API of the account', {
      Principal: api,
      ...when('ArnLike', 'aws:SourceArn', `arn:aws:execute-api:*:${own}:*`),
    }),
    passing('a rule', {
      Principal: { Service: 'events.amazonaws.com' },
      ...when('ArnEquals', 'aws:SourceArn', `arn:aws:events:eu-west-1:${own}:rule/nightly`),
    }),
    passing('a source without an account that is no bucket', {
      Principal: api,
      ...when('ArnLike', 'aws:SourceArn', 'arn:aws:apigateway:eu-west-1::/restapis/abc'),
    }),
    passing('Secrets Manager, which asks whether its caller may invoke', {
      Principal: { Service: 'secretsmanager.amazonaws.com' },
    }),
    passing('a load balancer, which calls functions of its own account alone', {
      Principal: { Service: 'elasticloadbalancing.amazonaws.com' },
    }),
    passing('the replicator of Lambda@Edge', {
      Principal: { Service: 'replicator.lambda.amazonaws.com' },
      Action: 'lambda:GetFunction',
    }),
    passing('a skill of Alexa', {
      Principal: alexa,
      ...when('StringEquals', 'lambda:EventSourceToken', 'amzn1.ask.skill.1'),
    }),
    passing('an account: that is for another check', { Principal: { AWS: '999988887777' } }),
    passing('everyone: that is for another check', { Principal: '*' }),
    passing('everyone among the services', { Principal: { Service: '*' } }),
    passing('a Deny', { Effect: 'Deny' }),
    passing('what a Deny takes back', {}, {}),
    passing('what a Deny takes back from everyone', {}, { Principal: '*', Action: '*' }),
    passing(
      'what a Deny leaves to the account',
      when('ArnLike', 'aws:SourceArn', bucket['AWS:SourceArn']),
      {
        Principal: '*',
        ...when('StringNotEquals', 'aws:SourceAccount', own),
      },
    ),
  ],
  fails: [
    failing('a service', {}),
    failing('a bucket without its account', { Condition: { ArnLike: bucket } }),
    failing('buckets of any name and account', {
      Condition: { ArnLike: { 'aws:SourceArn': 'arn:aws:s3:::*' } },
    }),
    failing('an API of any account', {
      Principal: api,
      ...when('ArnLike', 'aws:SourceArn', 'arn:aws:execute-api:eu-west-1:*:*'),
    }),
    failing(
      'an account, if the service names one',
      when('StringEqualsIfExists', 'aws:SourceAccount', own),
    ),
    failing('any account', when('StringLike', 'aws:SourceAccount', '*')),
    failing('all accounts but one', when('StringNotEquals', 'aws:SourceAccount', '999988887777')),
    failing(
      'a condition that is about something else',
      when('StringEquals', 'lambda:FunctionUrlAuthType', 'NONE'),
    ),
    failing('Alexa without a token', { Principal: alexa }),
    failing('a service beside an account', { Principal: { ...s3, AWS: own } }),
    failing('a Deny of another service', {}, { Principal: api }),
    failing('a Deny of another action', {}, { Action: 'lambda:GetFunction' }),
    failing('a Deny that may not hold', {}, when('Bool', 'unknown:Key', 'true')),
    {
      name: 'an alias only (case 14)',
      facts: factsOf(resourcePolicyOf([{ ...allow, Resource: `${orders.arn}:live` }], 'live')),
      subjects: ['live/S'],
    },
    {
      name: 'two statements, one of them scoped',
      facts: factsOf(
        resourcePolicyOf([
          allow,
          { ...allow, Sid: 'T', ...when('StringEquals', 'aws:SourceAccount', own) },
        ]),
      ),
      subjects: ['function/S'],
    },
  ],
});

it('names the services, why the condition does not help, and how it should be', () => {
  const Condition = { ArnLike: bucket, StringLike: { 'aws:SourceAccount': '*' } };

  expect(unscopedServicePrincipal.evaluate(failing('', { Condition }).facts)).toMatchObject({
    details: [
      {
        summary: 'statement S allows lambda:InvokeFunction to s3.amazonaws.com, for any account',
        evidence: [
          { text: 'ArnLike AWS:SourceArn arn:aws:s3:::invoices does not name the account' },
          { text: 'StringLike aws:SourceAccount * does not name the account' },
        ],
        remediation: expect.stringMatching(/^Name in statement S the account/),
      },
    ],
  });
});

it.each<readonly [string, string | undefined, object]>([
  ['a bucket by name: while it exists, the name is of one account', 'medium', { ArnLike: bucket }],
  ['a bucket by its text', 'medium', { StringEquals: bucket }],
  ['buckets by a pattern', undefined, { ArnLike: { 'aws:SourceArn': 'arn:aws:s3:::inv*' } }],
  ['a bucket, if the service names one', undefined, { ArnLikeIfExists: bucket }],
  ['every bucket but one', undefined, { ArnNotLike: bucket }],
  ['no source', undefined, {}],
])('severity where it names %s: %s', (_, severity, Condition) => {
  expect(severityOf({ Condition })).toBe(severity);
});

it('stays high where another service is let in beside S3', () => {
  const Principal = { Service: ['s3.amazonaws.com', 'apigateway.amazonaws.com'] };

  expect(severityOf({ Principal, Condition: { ArnLike: bucket } })).toBeUndefined();
});

function severityOf(changes: object): string | undefined {
  const verdict = unscopedServicePrincipal.evaluate(failing('', changes).facts);

  return verdict.outcome === 'fail' ? verdict.details[0].severity : 'passes';
}

it.each([
  ['without a source', {}, []],
  ['with a bucket', { ArnLike: bucket }, ['AWS:SourceArn']],
  ['with a bucket, by its text', { StringEquals: bucket }, ['AWS:SourceArn']],
])('the condition that it proposes %s passes, and keeps the source', (_, Condition, kept) => {
  const verdict = unscopedServicePrincipal.evaluate(failing('', { Condition }).facts);
  const text = verdict.outcome === 'fail' ? verdict.details[0].remediation : '';
  const proposed: { Condition: object } = JSON.parse(
    /As it should be\n(.*?\n\})/s.exec(text ?? '')?.[1] ?? '',
  );

  expect(Object.values(proposed.Condition).flatMap(Object.keys)).toEqual([
    ...kept,
    'aws:SourceAccount',
  ]);
  expect(unscopedServicePrincipal.evaluate(failing('', proposed).facts)).toEqual({
    outcome: 'pass',
  });
});

it('keeps a hostile name from adding a line to the commands', () => {
  const { facts } = failing('', { Sid: 'S\nrm -rf /' });

  expect(unscopedServicePrincipal.evaluate(facts)).toMatchObject({
    details: [{ remediation: expect.not.stringContaining('\nrm') }],
  });
});

function passing(name: string, statement: object, denial?: object) {
  const statements = [
    { ...allow, ...statement },
    ...(denial ? [{ ...allow, Sid: 'D', Effect: 'Deny', ...denial }] : []),
  ];

  return { name, facts: factsOf(resourcePolicyOf(statements)) };
}

function failing(name: string, statement: object, denial?: object) {
  return { ...passing(name, statement, denial), subjects: ['function/S'] };
}

function factsOf(...resourcePolicies: readonly ResourcePolicy[]) {
  return { resourcePolicies, configuration: orders };
}
