import { describe, expect, it } from 'vitest';
import { administratorRemediation } from '../../../functions/domain/remediation/administrator-remediation.ts';
import { escalationRemediation } from '../../../functions/domain/remediation/escalation-remediation.ts';
import { ownRolesRemediation } from '../../../functions/domain/remediation/own-roles-remediation.ts';
import { leadOf } from '../../../functions/domain/remediation/remediation-text.ts';
import { trustRemediation } from '../../../functions/domain/remediation/trust-remediation.ts';
import { administration } from '../../../functions/engines/iam/administrator.ts';
import { escalationsOf } from '../../../functions/engines/iam/escalation.ts';
import { judgedRole } from '../../builders/judged-role.ts';
import type { Written } from '../../builders/role-of.ts';
import { trustOf } from '../../builders/trust-of.ts';
import { functionNamed } from '../../fakes/targets.ts';

describe('the remedy of an administrator', () => {
  it.each<[string, Written, object]>([
    [
      'of everything names actions and resources',
      { Action: '*' },
      { Action: '<each action it calls>', Resource: '<ARN of what it uses>' },
    ],
    [
      'of IAM names actions of IAM',
      { Action: ['iam:*', 's3:GetObject'] },
      { Action: ['iam:<each action it calls>', 's3:GetObject'], Resource: '<ARN of what it uses>' },
    ],
    [
      'by all but a few actions names those it needs',
      { NotAction: 'iam:*' },
      { Action: '<each action it calls>', Resource: '<ARN of what it uses>' },
    ],
  ])('%s', (_, written, proposed) => {
    const { permissions, configuration } = judgedRole([[written]]);
    const found = administration(permissions);
    const text = found ? administratorRemediation(found, configuration) : '';

    expect(proposedIn(text)).toEqual([{ Effect: 'Allow', ...proposed }]);
    expect(text).toContain('put-role-permissions-boundary --role-name orders');
  });
});

describe('the remedy of an escalation', () => {
  it.each<[string, readonly Written[], RegExp, readonly object[]]>([
    [
      'pins the role that is handed over, and the service',
      [{ Sid: 'Run', Action: ['iam:PassRole', 'lambda:CreateFunction', 'lambda:InvokeFunction'] }],
      /iam:PassRole .* lambda\.amazonaws\.com/,
      [
        {
          Sid: 'Run',
          Action: 'iam:PassRole',
          Resource: '<ARN of the role it passes>',
          Condition: { StringEquals: { 'iam:PassedToService': 'lambda.amazonaws.com' } },
        },
        {
          Sid: 'RunLambda',
          Action: ['lambda:CreateFunction', 'lambda:InvokeFunction'],
          Resource: '<ARN of the function it uses>',
        },
      ],
    ],
    [
      'takes a change of IAM away',
      [{ Action: ['iam:PutRolePolicy', 's3:GetObject'] }],
      /^Remove iam:PutRolePolicy: /,
      [{ Action: 's3:GetObject', Resource: '<ARN of the object it uses>' }],
    ],
    [
      'closes every way, and leaves nothing that is another finding (judgement M)',
      [
        {
          Sid: 'All',
          Action: ['secretsmanager:*', 'cloudformation:ExecuteChangeSet', 'ssm:SendCommand'],
        },
      ],
      /^Remove .*, or name/,
      [
        {
          Sid: 'All',
          Action: 'secretsmanager:<each action it calls>',
          Resource: '<ARN of the secret it uses>',
        },
        {
          Sid: 'AllCloudformation',
          Action: 'cloudformation:ExecuteChangeSet',
          Resource: '<ARN of the stack it uses>',
        },
        {
          Sid: 'AllSsm',
          Action: 'ssm:SendCommand',
          Resource: '<ARN of the document it uses>',
        },
      ],
    ],
    [
      'names what else it may be used on',
      [{ Action: 'sts:AssumeRole' }],
      /^Remove sts:AssumeRole, or name/,
      [{ Action: 'sts:AssumeRole', Resource: '<ARN of the role it uses>' }],
    ],
  ])('%s', (_, written, lead, proposed) => {
    const { permissions, configuration, now } = judgedRole([written]);
    const [worst] = escalationsOf(permissions, configuration, now);
    const text = worst ? escalationRemediation(worst, permissions, configuration, now) : '';

    expect(leadOf(text)).toMatch(lead);
    expect(proposedIn(text)).toEqual(proposed.map((each) => ({ Effect: 'Allow', ...each })));
  });
});

it('leaves a boundary as it is, which opens nothing by itself', () => {
  const put = { Action: 'iam:PutRolePolicy' };
  const { permissions, configuration, now } = judgedRole([[put]], [{ Action: 'iam:*' }]);
  const [worst] = escalationsOf(permissions, configuration, now);
  const text = worst ? escalationRemediation(worst, permissions, configuration, now) : '';

  expect(text.match(/As it is: .*/g)).toEqual(['As it is: inline policy p0, statement 1']);
});

describe('the remedy of a trust policy', () => {
  const { configuration } = judgedRole([]);
  const forLambda = {
    Effect: 'Allow',
    Principal: { Service: 'lambda.amazonaws.com' },
    Action: 'sts:AssumeRole',
  };

  it.each<[string, readonly Written[], readonly string[], readonly object[]]>([
    [
      'keeps the others of a statement',
      [{ Principal: { Service: 'lambda.amazonaws.com', AWS: '*' } }],
      ['*'],
      [forLambda],
    ],
    [
      'keeps a Deny',
      [
        { Principal: { Service: 'lambda.amazonaws.com' } },
        { Principal: { AWS: '*' } },
        { Effect: 'Deny', Principal: { AWS: '444455556666' } },
      ],
      ['*'],
      [forLambda, { Effect: 'Deny', Principal: { AWS: '444455556666' }, Action: 'sts:AssumeRole' }],
    ],
    ['allows Lambda where no principal is left', [{ Principal: { AWS: '*' } }], ['*'], [forLambda]],
  ])('%s', (_, written, names, proposed) => {
    expect(proposedIn(trustRemediation(trustOf(written), configuration, names))).toEqual(proposed);
  });
});

describe('a role for each function', () => {
  const functions = ['a', 'b', 'c', 'd'].map((name) => functionNamed(name).arn);

  it('is made for a few, and likewise for the others', () => {
    const text = ownRolesRemediation('Do.', functions);

    expect(text.match(/aws iam create-role/g)).toHaveLength(3);
    expect(text).toContain(
      '--function-name a --region eu-west-1 --role arn:aws:iam::111122223333:role/a-role',
    );
    expect(text).toContain('and likewise for 1 more');
    expect(text).not.toContain('delete-function');
  });

  it('may not be worth it', () => {
    expect(
      ownRolesRemediation('Do.', functions.slice(0, 1), { isDeletionPossible: true }),
    ).toContain('aws lambda delete-function --function-name a --region eu-west-1');
  });
});

/** The statements as they should be. */
function proposedIn(text: string): readonly unknown[] {
  const [, written = ''] = /\n\nAs it should be[^\n]*\n(.*?)\n\n/s.exec(text) ?? [];

  return JSON.parse(`[${written}]`);
}
