import { expect, it } from 'vitest';
import { accountWideChange } from '../../../functions/checks/permissions/account-wide-change.ts';
import { describeCheck } from '../../builders/describe-check.ts';
import { judgedRole } from '../../builders/judged-role.ts';
import { policyOf, type Written } from '../../builders/role-of.ts';

const entitle = { Sid: 'Models', Action: 'bedrock:PutFoundationModelEntitlement' };

describeCheck(accountWideChange, {
  passes: [
    passing('what only looks', [[{ Action: ['account:Get*', 'bedrock:ListFoundationModels'] }]]),
    passing('what writes and harms nothing', [
      [
        {
          Action: [
            ...['xray:PutTraceSegments', 'xray:PutTelemetryRecords', 'cloudwatch:PutMetricData'],
            ...['textract:AnalyzeDocument', 'logs:PutResourcePolicy', 'logs:CreateLogDelivery'],
            ...['ecr:GetAuthorizationToken', 'iam:CreateServiceLinkedRole', 'kms:CreateKey'],
          ],
        },
      ],
    ]),
    passing('what takes a resource, which is another finding', [
      [{ Action: ['cloudtrail:StopLogging', 'iam:PutRolePolicy'] }],
    ]),
    passing('what may be about one of several kinds', [[{ Action: 'wafv2:DisassociateWebACL' }]]),
    passing('a whole service, which is another finding', [[{ Action: 'bedrock:*' }]]),
    passing('a statement that reads all secrets, which is a finding already', [
      [{ Action: [entitle.Action, 'secretsmanager:GetSecretValue'] }],
    ]),
    passing('what is no resource of it', [[{ ...entitle, Resource: 'arn:aws:bedrock:*:*:*' }]]),
    passing('a Deny', [[{ ...entitle, Effect: 'Deny' }]]),
    passing('what a Deny takes back', [[entitle, { Effect: 'Deny', Action: 'bedrock:Put*' }]]),
    passing('what the boundary leaves out', [[entitle]], [{ Action: 's3:*' }]),
    passing('what hangs on a condition', [
      [{ ...entitle, Condition: { StringEquals: { 'aws:PrincipalTag/team': 'models' } } }],
    ]),
    passing('an administrator, which is a finding already', [[{ Action: '*' }, entitle]]),
    { name: "a policy of AWS's own", facts: attached('arn:aws:iam::aws:policy/Some') },
  ],
  fails: [
    failing('model entitlements (judgement M)', [[entitle]]),
    failing('the logs of models', [[{ Action: 'bedrock:PutModelInvocationLoggingConfiguration' }]]),
    failing('contacts of the account, of which there is one', [
      [
        {
          Sid: 'A',
          Action: 'account:PutAlternateContact',
          Resource: 'arn:aws:account::*:account',
        },
      ],
    ]),
    failing('limits of text messages', [[{ Sid: 'A', Action: 'sns:SetSMS*' }]]),
    failing('a wildcard of actions', [[{ Sid: 'A', Action: 'bedrock:Put*' }]]),
    failing('the organization', [
      [{ Sid: 'A', Action: ['organizations:LeaveOrganization', 's3:PutObject'] }],
    ]),
    {
      name: 'a policy of the account',
      facts: attached('arn:aws:iam::111122223333:policy/a'),
      subjects: ['role'],
    },
  ],
});

it('says what it can do, and takes it and nothing else away', () => {
  const written = { Action: [entitle.Action, 'bedrock:ListFoundationModels'] };

  expect(accountWideChange.evaluate(judgedRole([[written]]))).toMatchObject({
    details: [
      {
        severity: 'high',
        summary: 'inline policy p0, statement 1, allows bedrock:PutFoundationModelEntitlement',
        evidence: [
          {},
          { text: 'it can change the account: bedrock:PutFoundationModelEntitlement' },
        ],
        remediation: expect.stringContaining('"Action": "bedrock:ListFoundationModels"'),
      },
    ],
  });
});

it('is one finding for all statements of a role', () => {
  const logs = { Action: 'bedrock:PutModelInvocationLoggingConfiguration' };

  expect(accountWideChange.evaluate(judgedRole([[entitle, logs]]))).toMatchObject({
    details: [
      {
        subject: 'role',
        summary:
          'inline policy p0, statement Models, allows bedrock:PutFoundationModelEntitlement; 1 more statement',
      },
    ],
  });
  expect(accountWideChange.subjectNow?.('p0/Models')).toBe('role');
});

it('weighs more where anyone can invoke a function of the role', () => {
  const facts = { ...judgedRole([[entitle]]), openFunctions: ['f'] };

  expect(accountWideChange.evaluate(facts)).toMatchObject({ details: [{ severity: 'critical' }] });
});

function attached(arn: string) {
  const { statements } = policyOf('m', [entitle]);

  return {
    ...judgedRole([]),
    permissions: { policies: [{ name: 'm', source: 'managed' as const, arn, statements }] },
  };
}

function passing(name: string, documents: Written[][], boundary?: Written[]) {
  return { name, facts: judgedRole(documents, boundary) };
}

function failing(name: string, documents: Written[][]) {
  return { ...passing(name, documents), subjects: ['role'] };
}
