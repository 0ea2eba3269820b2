import { describe, expect, it } from 'vitest';
import {
  permissionRemediation,
  withCondition,
  withoutPrincipals,
} from '../../../functions/domain/remediation/permission-remediation.ts';
import type { ResourceStatement } from '../../../functions/engines/iam/resource-policy.ts';
import { orders, resourcePolicyOf, when } from '../../builders/resource-policy-of.ts';

const account = { operator: 'StringEquals', key: 'aws:SourceAccount', values: ['111122223333'] };
const bucket = when('ArnLike', 'AWS:SourceArn', 'arn:aws:s3:::invoices');

describe('the remedy of a permission', () => {
  it('adds the narrower one before it removes the wider one', () => {
    expect(commandsIn({ Condition: bucket.Condition })).toEqual([
      `aws lambda add-permission --function-name ${orders.arn} --region eu-west-1 --statement-id S-narrow --action lambda:InvokeFunction --principal s3.amazonaws.com --source-arn arn:aws:s3:::invoices --source-account 111122223333`,
      `aws lambda remove-permission --function-name ${orders.arn} --region eu-west-1 --statement-id S`,
    ]);
  });

  it('names the alias whose policy it is', () => {
    expect(commandsIn({}, 'live').join()).toContain(
      `--function-name ${orders.arn} --qualifier live`,
    );
  });

  it.each<[string, object]>([
    [
      'a condition that AddPermission has no option for',
      when('IpAddress', 'aws:SourceIp', '1.1.1.1'),
    ],
    [
      'a text where AddPermission writes an ARN',
      when('StringLike', 'aws:SourceArn', 'arn:aws:s3:*'),
    ],
    ['several values', when('ArnLike', 'aws:SourceArn', ['arn:aws:s3:::a', 'arn:aws:s3:::b'])],
    ['several actions', { Action: ['lambda:InvokeFunction', 'lambda:GetFunction'] }],
    ['several principals', { Principal: { AWS: ['111122223333', '444455556666'] } }],
    ['all but some principals', { Principal: undefined, NotPrincipal: { AWS: '111122223333' } }],
    ['no name to remove it by', { Sid: undefined }],
  ])('rewrites the whole policy for %s', (_, statement) => {
    expect(commandsIn(statement, 'live')).toEqual([
      `aws lambda get-resource-policy --resource-arn ${orders.arn}:live --region eu-west-1 --query Policy --output text > policy.json`,
      expect.stringMatching(/^#/),
      `aws lambda put-resource-policy --resource-arn ${orders.arn}:live --region eu-west-1 --policy file://policy.json`,
    ]);
  });

  it('only removes what should go', () => {
    const policy = policyWith({});
    const [statement] = policy.statements;
    const text = statement && permissionRemediation('Do.', { target: orders, policy, statement });

    expect(text).toContain('As it should be\n(gone)');
    expect(text).toContain('remove-permission');
    expect(text).not.toContain('add-permission');
  });
});

describe('a statement under a condition more', () => {
  it('keeps all that it asked for, but what that implies', () => {
    const Condition = {
      StringLike: { 'aws:SourceAccount': '*', 'aws:SourceVpc': 'vpc-1' },
      ArnLike: { 'aws:SourceArn': 'arn:aws:s3:::b' },
    };
    const narrowed = withCondition(statementWith({ Condition }), account);

    expect(narrowed.conditions.map(({ operator, key }) => `${operator} ${key}`)).toEqual([
      'StringLike aws:SourceVpc',
      'ArnLike aws:SourceArn',
      'StringEquals aws:SourceAccount',
    ]);
  });

  it('keeps a line on the same key that it does not imply', () => {
    const Condition = { StringNotEquals: { 'aws:SourceAccount': '111122223333' } };

    expect(withCondition(statementWith({ Condition }), account).conditions).toHaveLength(2);
  });
});

it('a statement without some principals lets in the others, if there are any', () => {
  const some = statementWith({ Principal: { AWS: ['111122223333', '444455556666'] } });
  const allBut = statementWith({ Principal: undefined, NotPrincipal: { AWS: '111122223333' } });

  expect(withoutPrincipals(some, ['444455556666'])?.principals.named).toEqual([
    { kind: 'AWS', name: '111122223333' },
  ]);
  expect(withoutPrincipals(some, ['444455556666', '111122223333'])).toBeUndefined();
  expect(withoutPrincipals(allBut, ['*'])).toBeUndefined();
});

function policyWith(statement: object, qualifier?: string) {
  const written = {
    Sid: 'S',
    Effect: 'Allow',
    Principal: { Service: 's3.amazonaws.com' },
    Action: 'lambda:InvokeFunction',
    Resource: orders.arn,
    ...statement,
  };

  return resourcePolicyOf([written], qualifier);
}

function statementWith(statement: object): ResourceStatement {
  const [parsed] = policyWith(statement).statements;
  if (!parsed) throw new Error('no statement');

  return parsed;
}

function commandsIn(written: object, qualifier?: string): readonly string[] {
  const policy = policyWith(written, qualifier);
  const statement = statementWith(written);
  const proposed = withCondition(statement, account);
  const text = permissionRemediation('Do.', { target: orders, policy, statement, proposed });

  return (/\n\nTo change [^\n]*\n(.*?)(?:\n\n|$)/s.exec(text)?.[1] ?? '').split('\n');
}
