import { expect, it } from 'vitest';
import { broadDataAccess } from '../../../functions/checks/permissions/broad-data-access.ts';
import { describeCheck } from '../../builders/describe-check.ts';
import { judgedRole } from '../../builders/judged-role.ts';
import { policyOf, type Written } from '../../builders/role-of.ts';

const secret = { Action: 'secretsmanager:GetSecretValue' };
const inRegion = 'arn:aws:secretsmanager:eu-west-1:111122223333:secret';
const via = { StringEquals: { 'kms:ViaService': 's3.eu-west-1.amazonaws.com' } };

describeCheck(broadDataAccess, {
  passes: [
    passing('a secret by name', [[{ ...secret, Resource: `${inRegion}:orders-AbCdEf` }]]),
    passing('secrets of a prefix', [[{ ...secret, Resource: `${inRegion}:orders/*` }]]),
    passing("another account's secrets", [
      [{ ...secret, Resource: 'arn:aws:secretsmanager:*:444455556666:secret:*' }],
    ]),
    passing('one bucket', [[{ Action: 's3:GetObject', Resource: 'arn:aws:s3:::invoices/*' }]]),
    passing('names of secrets', [[{ Action: 'secretsmanager:ListSecrets' }]]),
    passing('keys through a service', [[{ Action: 'kms:Decrypt', Condition: via }]]),
    passing('secrets of a tag', [
      [{ ...secret, Condition: { StringEquals: { 'aws:ResourceTag/app': 'orders' } } }],
    ]),
    passing('what a Deny takes back', [
      [secret, { ...secret, Effect: 'Deny', NotResource: `${inRegion}:a` }],
    ]),
    passing('what the boundary takes back', [[secret]], [{ ...secret, Resource: `${inRegion}:a` }]),
    passing('an administrator, which is a finding already', [[{ Action: '*' }]]),
    attached('to look at the whole account', ['ReadOnlyAccess']),
    attached('to run functions', ['AWSLambdaExecute']),
    attached(
      'to run functions, within a boundary',
      ['service-role/AWSLambdaRole'],
      [{ Action: '*' }],
    ),
  ],
  fails: [
    failing('any secret', [[secret]], ['secrets']),
    failing('any secret of a region', [[{ ...secret, Resource: `${inRegion}:*` }]], ['secrets']),
    failing(
      'any secret of the own account',
      [[{ ...secret, Condition: { StringEquals: { 'aws:ResourceAccount': '111122223333' } } }]],
      ['secrets'],
    ),
    failing(
      'any secret but one',
      [[secret, { ...secret, Effect: 'Deny', Resource: `${inRegion}:a` }]],
      ['secrets'],
    ),
    failing('parameters by path', [[{ Action: 'ssm:GetParametersByPath' }]], ['parameters']),
    failing('every object', [[{ Action: 's3:Get*', Resource: 'arn:aws:s3:::*/*' }]], ['objects']),
    failing(
      'every key',
      [[{ Action: 'kms:Decrypt', Resource: 'arn:aws:kms:*:*:key/*' }]],
      ['keys'],
    ),
    failing(
      'several, by the worst of each statement',
      [[secret, { Action: ['kms:*', 'ssm:Get*'] }]],
      ['secrets', 'parameters'],
    ),
    failing(
      'every secret, by the form of its ARN (attacks 9)',
      [[{ ...secret, Resource: 'arn:aws:secretsmanager:*:*:secret:*-??????' }]],
      ['secrets'],
    ),
    failing(
      'any secret of the region that the boundary leaves',
      [[secret]],
      ['secrets'],
      [{ ...secret, Resource: `${inRegion}:*` }],
    ),
    failing(
      'NotAction of something else',
      [[{ NotAction: '*:*', Resource: 'a:b' }, secret]],
      ['secrets'],
    ),
    { ...attached('one service', ['AmazonS3ReadOnlyAccess']), subjects: ['objects'] },
    { ...attached('managing functions', ['AWSLambda_FullAccess']), subjects: ['objects'] },
    {
      ...attached('the account, and a policy of its own', ['ReadOnlyAccess', 'AmazonS3Other']),
      subjects: ['objects'],
    },
    {
      ...attached(
        'the account, by its name alone',
        [],
        undefined,
        '111122223333:policy/ReadOnlyAccess',
      ),
      subjects: ['objects'],
    },
  ],
});

it('is one finding for all that a statement opens, with a fix that leaves nothing of it', () => {
  const opened = { Action: ['secretsmanager:GetSecretValue', 'kms:Decrypt', 's3:PutObject'] };

  expect(broadDataAccess.evaluate(judgedRole([[opened]]))).toMatchObject({
    details: [
      {
        subject: 'secrets',
        summary:
          "p0 allows secretsmanager:GetSecretValue on any of the account's secrets and kms:Decrypt on any of its keys",
        evidence: [
          {
            text: 'inline policy p0, statement 1, allows secretsmanager:GetSecretValue, kms:Decrypt, s3:PutObject on *',
          },
          { text: 'besides, it allows on any object: s3:PutObject' },
          { text: 'besides, it can destroy data: s3:PutObject' },
        ],
        remediation: expect.not.stringContaining('"Resource": "*"\n}\n\nTo change'),
      },
    ],
  });
});

it.each([
  ['medium', 'any key to decrypt by', [{ Action: 'kms:Decrypt' }]],
  ['high', 'any key, which it can delete as well', [{ Action: 'kms:*' }]],
  ['high', 'any secret, and any key', [{ ...secret, Action: [secret.Action, 'kms:Decrypt'] }]],
  ['high', 'any secret', [secret]],
])('is %s for %s', (severity, _, statements) => {
  expect(broadDataAccess.evaluate(judgedRole([statements]))).toMatchObject({
    details: [{ severity }],
  });
});

it('names the statement that opens it', () => {
  expect(broadDataAccess.evaluate(judgedRole([[{ ...secret, Sid: 'S' }]]))).toMatchObject({
    details: [
      {
        summary: "p0 allows secretsmanager:GetSecretValue on any of the account's secrets",
        evidence: [
          { text: 'inline policy p0, statement S, allows secretsmanager:GetSecretValue on *' },
        ],
      },
    ],
  });
});

function passing(name: string, documents: Written[][], boundary?: Written[]) {
  return { name, facts: judgedRole(documents, boundary) };
}

function failing(name: string, documents: Written[][], subjects: string[], boundary?: Written[]) {
  return { ...passing(name, documents, boundary), subjects };
}

/** A role with policies of AWS that read every object. */
function attached(
  name: string,
  names: readonly string[],
  boundary?: Written[],
  other?: `${number}:policy/${string}`,
) {
  const arns = names.map((each) => `arn:aws:iam::aws:policy/${each}`);
  const policies = [...arns, ...(other ? [`arn:aws:iam::${other}`] : [])].map((arn) => ({
    ...policyOf(arn, [{ Action: 's3:Get*' }]),
    source: 'managed' as const,
    arn,
  }));
  const facts = judgedRole([], boundary);

  return { name, facts: { ...facts, permissions: { ...facts.permissions, policies } } };
}
