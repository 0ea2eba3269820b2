import { describe, expect, it } from 'vitest';
import { accountWideChange } from '../../../functions/checks/permissions/account-wide-change.ts';
import { adminRole } from '../../../functions/checks/permissions/admin-role.ts';
import { broadDataAccess } from '../../../functions/checks/permissions/broad-data-access.ts';
import { notActionAllow } from '../../../functions/checks/permissions/not-action-allow.ts';
import { privilegeEscalation } from '../../../functions/checks/permissions/privilege-escalation.ts';
import { resourceWildcard } from '../../../functions/checks/permissions/resource-wildcard.ts';
import { serviceWildcard } from '../../../functions/checks/permissions/service-wildcard.ts';
import { unusedAction } from '../../../functions/checks/permissions/unused-action.ts';
import { unusedService } from '../../../functions/checks/permissions/unused-service.ts';
import type { Detail } from '../../../functions/domain/check.ts';
import { remediationIn } from '../../../functions/domain/remediation/remediation-text.ts';
import {
  actionsMatching,
  wholeCatalogue,
} from '../../../functions/engines/iam/action-catalogue.ts';
import { administration } from '../../../functions/engines/iam/administrator.ts';
import { parsePolicy, type Statement } from '../../../functions/engines/iam/policy-document.ts';
import { placeOf, statementsOf } from '../../../functions/engines/iam/policy-statement.ts';
import { namingOf } from '../../../functions/engines/iam/resource-types.ts';
import type { RolePermissions } from '../../../functions/engines/iam/role-permissions.ts';
import { judgedRole } from '../../builders/judged-role.ts';
import type { Written } from '../../builders/role-of.ts';
import { examples, fc, seed } from '../../property.ts';

/** Every check that prints statements of a role's policies. */
const checks = [
  adminRole,
  notActionAllow,
  broadDataAccess,
  serviceWildcard,
  accountWideChange,
  resourceWildcard,
  privilegeEscalation,
];

/** Policies as functions have them, from guides, generators and haste. */
const policies: readonly (readonly [string, ...Written[]])[] = [
  ['a table', { Action: 'dynamodb:*' }],
  [
    'a table, narrowed in name only',
    { Action: 'dynamodb:*Item', Resource: 'arn:aws:dynamodb:*:*:table/*' },
  ],
  ['a bucket and the rest', { Action: ['s3:GetObject', 's3:PutObject', 's3:ListAllMyBuckets'] }],
  ['every object', { Action: 's3:*', Resource: 'arn:aws:s3:::*/*' }],
  ['a bucket by name', { Action: 's3:*', Resource: ['arn:aws:s3:::a', 'arn:aws:s3:::a/*'] }],
  [
    'a mix of names and stars',
    { Action: ['s3:GetObject', 's3:DeleteObject'], Resource: ['arn:aws:s3:::a/*', '*'] },
  ],
  ['secrets and keys', { Sid: 'S', Action: ['secretsmanager:GetSecretValue', 'kms:Decrypt'] }],
  ['secrets, whole', { Sid: 'S', Action: ['secretsmanager:*', 'kms:*'] }],
  ['parameters', { Action: ['ssm:GetParameter*', 'ssm:PutParameter', 'ssm:DescribeParameters'] }],
  ['text messages', { Action: 'sns:Publish' }],
  [
    'text messages only',
    { Action: 'sns:Publish' },
    { Effect: 'Deny', Action: 'sns:Publish', Resource: 'arn:aws:sns:*:*:*' },
  ],
  ['translations', { Action: ['translate:TranslateText', 'comprehend:DetectDominantLanguage'] }],
  [
    'a vendor of models',
    {
      Action: [
        'bedrock:InvokeModel',
        'bedrock:PutFoundationModelEntitlement',
        'bedrock:PutModelInvocationLoggingConfiguration',
        'bedrock:List*',
      ],
    },
  ],
  ['models, whole', { Action: 'bedrock:*' }],
  [
    'a deployment',
    {
      Action: [
        'cloudformation:*',
        'iam:PassRole',
        'iam:CreateRole',
        'iam:PutRolePolicy',
        'lambda:*',
        's3:*',
      ],
    },
  ],
  [
    'a change set with secrets',
    {
      Sid: 'D',
      Action: [
        'cloudformation:CreateChangeSet',
        'cloudformation:ExecuteChangeSet',
        'secretsmanager:*',
        'iam:PassRole',
      ],
    },
  ],
  [
    'a starter of tasks',
    { Action: ['ecs:RunTask', 'ecs:StopTask', 'ecs:DescribeTasks'] },
    { Action: 'iam:PassRole', Resource: 'arn:aws:iam::111122223333:role/task' },
  ],
  [
    'a starter of tasks, any role',
    { Action: ['ecs:RunTask', 'ecs:RegisterTaskDefinition', 'iam:PassRole'] },
  ],
  [
    'a cleaner of schedules',
    { Action: ['scheduler:ListSchedules', 'scheduler:DeleteSchedule', 'scheduler:GetSchedule'] },
  ],
  [
    'a cleaner of snapshots',
    {
      Action: [
        'ec2:DescribeSnapshots',
        'ec2:DeleteSnapshot',
        'ec2:CreateSnapshot',
        'ec2:CreateTags',
      ],
    },
  ],
  [
    'a starter of instances',
    { Action: ['ec2:RunInstances', 'ec2:TerminateInstances', 'ec2:Describe*', 'iam:PassRole'] },
  ],
  [
    'a hand on instances',
    { Action: ['ssm:SendCommand', 'ssm:GetCommandInvocation', 'ssm:StartSession'] },
  ],
  [
    'a maker of functions',
    { Action: ['lambda:CreateFunction', 'lambda:InvokeFunction'] },
    { Sid: 'Pass', Action: 'iam:PassRole' },
  ],
  [
    'a changer of code',
    {
      Action: ['lambda:UpdateFunctionCode', 'lambda:InvokeFunction'],
      Resource: 'arn:aws:lambda:*:*:function:*',
    },
  ],
  [
    'a rotator',
    {
      Action: [
        'secretsmanager:DescribeSecret',
        'secretsmanager:GetSecretValue',
        'secretsmanager:PutSecretValue',
        'secretsmanager:UpdateSecretVersionStage',
      ],
    },
    { Action: 'secretsmanager:GetRandomPassword' },
  ],
  [
    'a maker of users',
    { Action: ['iam:CreateUser', 'iam:CreateAccessKey', 'iam:AttachUserPolicy', 'iam:List*'] },
  ],
  [
    'a changer of its own policy',
    {
      Action: ['iam:PutRolePolicy', 'iam:GetRole'],
      Resource: 'arn:aws:iam::111122223333:role/orders',
    },
  ],
  ['IAM by the role', { Action: 'iam:*', Resource: 'arn:aws:iam::*:role/app-*' }],
  ['a taker of roles', { Action: 'sts:AssumeRole' }],
  [
    'all but a few actions',
    { NotAction: ['iam:*', 'organizations:*'], Resource: 'arn:aws:s3:::*' },
  ],
  [
    'all but a few resources',
    { Action: ['s3:*', 'dynamodb:PutItem'], NotResource: 'arn:aws:s3:::payroll/*' },
  ],
  ['everything', { Action: '*' }],
  [
    'IAM of any role, and to pass one',
    {
      Action: ['lookoutvision:CreateProject', 'iam:PassRole', 'iam:*'],
      Resource: ['arn:aws:iam::*:role/*', 'arn:aws:s3:::a/*'],
    },
  ],
  ['IAM, whole', { Action: ['iam:*', 's3:*', 'ec2:Describe*'] }],
  [
    'everything of some kinds',
    { Action: '*', Resource: ['arn:aws:dynamodb:*:*:table/*', 'arn:aws:sqs:*:*:*'] },
  ],
  [
    'what Lambda needs',
    {
      Action: [
        'logs:CreateLogGroup',
        'logs:CreateLogStream',
        'logs:PutLogEvents',
        'ec2:CreateNetworkInterface',
        'ec2:DeleteNetworkInterface',
        'xray:PutTraceSegments',
      ],
    },
  ],
  ['logs, whole', { Action: 'logs:*', Resource: 'arn:aws:logs:*:*:*' }],
  ['events', { Action: ['events:PutEvents', 'events:PutRule', 'events:PutTargets'] }],
  ['mail', { Action: ['ses:SendEmail', 'ses:SendRawEmail'] }],
  [
    'names',
    {
      Action: [
        'route53:ChangeResourceRecordSets',
        'route53:ListHostedZones',
        'acm:RequestCertificate',
      ],
    },
  ],
  ['users of an app', { Action: 'cognito-idp:Admin*' }],
  ['a database by its interface', { Action: ['rds-data:*', 'secretsmanager:GetSecretValue'] }],
  [
    'a region of all tables',
    {
      Action: 'dynamodb:Query',
      Condition: { StringEquals: { 'aws:RequestedRegion': 'eu-west-1' } },
    },
  ],
];

const realistic = policies.map(
  ([name, ...written]) => [name, written] as [string, readonly Written[]],
);

describe('a policy as it should be', () => {
  it.each(realistic)('of %s is no finding, whichever check printed it', (_, written) => {
    expectClean(judgedRole([written]).permissions);
  });

  it.each(realistic)('of %s is none either with names in its places', (_, written) => {
    expectClean(judgedRole([written]).permissions, filledIn);
  });

  it(`is no finding, of roles that a generator writes (with seed=${seed})`, () => {
    const documents = fc.array(fc.array(statement, { minLength: 1, maxLength: 2 }), {
      minLength: 1,
      maxLength: 2,
    });

    for (const written of fc.sample(documents, { numRuns: examples(50, 2_000), seed })) {
      expectClean(judgedRole(written).permissions);
    }
  });

  it.each(realistic)(
    'of %s is no finding where an unused part is taken out of it',
    (_, written) => {
      const facts = judgedRole([written]);
      const services = new Set(
        written.flatMap(({ Action = [] }) =>
          [Action].flat().map((name) => String(name).split(':')[0] ?? ''),
        ),
      );
      const lastAccess = {
        days: 90,
        since: '2026-08-27T03:00:00.000Z',
        recent: [],
        services: [...services].map((service, index) => ({
          service,
          actions: [],
          ...(index === 0 && { lastAt: '2026-11-20T03:00:00.000Z' }),
        })),
      };

      for (const check of [unusedAction, unusedService]) {
        const verdict = check.evaluate({ ...facts, lastAccess });
        for (const detail of verdict.outcome === 'fail' ? verdict.details : []) {
          expectGone(changesIn(detail), facts.permissions);
        }
      }
    },
  );
});

/**
 * All that is printed is applied: nothing is left. Each by itself leaves nothing of what it is about.
 * What an administrator has besides is printed once it is none.
 */
function expectClean(before: RolePermissions, then = (each: Statement) => each): void {
  const details = judge(before);
  if (details.some(({ remediation = '' }) => isCut(remediation))) return;
  const all = details.map(changesIn);
  for (const changes of all) expectGone(changes, before);

  if (administration(before)) return;
  const after = applied(new Map(all.flatMap((changes) => [...changes])), before, then);
  expect(judge(after).map(said), said(details[0])).toEqual([]);
}

function expectGone(changes: Changes, before: RolePermissions): void {
  const after = applied(changes, before);
  const left = statementsIn(after).filter(({ statement }) => isNew(statement, before));
  const remaining = judge({ policies: after.policies }).filter(({ evidence }) =>
    left.some((origin) => evidence.some(({ text }) => text.includes(`${placeOf(origin)}, allows`))),
  );

  expect(remaining.map(said)).toEqual([]);
}

/** What has no room is done likewise, and is not printed. */
function isCut(remediation: string): boolean {
  return /too long to be shown here|Likewise \d+ more/.test(remediation);
}

function judge(permissions: RolePermissions): readonly Detail[] {
  const facts = { ...judgedRole([]), permissions };

  return checks.flatMap((check) => {
    const verdict = check.evaluate(facts);
    return verdict.outcome === 'fail' ? verdict.details : [];
  });
}

function said(detail: Detail | undefined): string {
  return detail ? `${detail.summary}\n${detail.remediation}` : '';
}

/** By where they stand, the statements that a remediation prints. */
type Changes = ReadonlyMap<string, readonly Statement[]>;

function changesIn({ remediation = '' }: Detail): Changes {
  const printed = remediationIn(remediation).parts.flatMap(({ title, text }) => {
    const [, place] = /^As it should be: (.*)$/.exec(title) ?? [];
    return place === undefined
      ? []
      : [[place, statementsOf({ ...policy, statements: parsed(text) })] as const];
  });

  return new Map(
    printed.map(([place, origins]) => [place, origins.map(({ statement: each }) => each)]),
  );
}

const policy = { name: 'p', source: 'inline' } as const;

function parsed(text: string): readonly Statement[] {
  return text === '(gone)' ? [] : parsePolicy(`{"Statement":[${text}]}`, 'as it should be');
}

function applied(
  changes: Changes,
  { policies }: RolePermissions,
  then = (each: Statement) => each,
): RolePermissions {
  return {
    policies: policies.map((each) => ({
      ...each,
      statements: statementsOf(each).flatMap((origin) =>
        (changes.get(placeOf(origin)) ?? [origin.statement]).map(then),
      ),
    })),
  };
}

function statementsIn({ policies }: RolePermissions) {
  return policies.flatMap(statementsOf);
}

function isNew(statement: Statement, before: RolePermissions): boolean {
  const text = JSON.stringify(statement);

  return !statementsIn(before).some((origin) => JSON.stringify(origin.statement) === text);
}

/** As its owner fills it in: with a name for each resource, and reads for the actions of a service. */
function filledIn(statement: Statement): Statement {
  const actions = statement.actions.patterns.flatMap((pattern) =>
    pattern.includes('<') ? readsOf(pattern.split(':')[0] ?? '') : [pattern],
  );
  const named = [...new Set(actions.flatMap(arnsFor))];
  const resources = statement.resources.patterns.flatMap((pattern) =>
    pattern.includes('<') ? named : [pattern],
  );

  return {
    ...statement,
    actions: { scope: statement.actions.scope, patterns: actions },
    resources: { scope: statement.resources.scope, patterns: resources },
  };
}

function readsOf(service: string): readonly string[] {
  const reads = actionsMatching(`${service}:*`).filter(({ access }) => access === 'read');

  return reads.length > 0 ? reads.slice(0, 3).map(({ name }) => name) : ['s3:GetObject'];
}

function arnsFor(action: string): readonly string[] {
  return actionsMatching(action)
    .flatMap((each) => namingOf(each)?.types ?? [])
    .flatMap(({ arns }) => arns)
    .map((arn) => {
      const [, , service, region, account, ...name] = arn.split(':');
      const place = [region === '' ? '' : 'eu-west-1', account === '*' ? '111122223333' : account];
      return ['arn', 'aws', service, ...place, name.join(':').replaceAll('*', 'app')].join(':');
    });
}

const services = [
  's3',
  'dynamodb',
  'sqs',
  'iam',
  'kms',
  'lambda',
  'secretsmanager',
  'ssm',
  'ec2',
  'bedrock',
  'sts',
  'events',
  'cloudformation',
  'account',
  'translate',
];
const known = wholeCatalogue().map(({ name }) => name);
const ofServices = known.filter((name) => services.includes(name.split(':')[0] ?? ''));
const action = fc.oneof(
  fc.constantFrom(...ofServices),
  fc.constantFrom(...known),
  fc.constantFrom('iam:PassRole', 'sts:AssumeRole', 'kms:Decrypt', 's3:GetObject'),
  fc
    .tuple(fc.constantFrom(...services), fc.constantFrom('*', 'Get*', 'Put*', '*Item', 'Create*'))
    .map(([service, operation]) => `${service}:${operation}`),
);
const resource = fc.constantFrom(
  ...['*', 'arn:aws:dynamodb:*:*:table/*', 'arn:aws:s3:::*/*', 'arn:aws:s3:::a/*'],
  ...['arn:aws:iam::*:role/*', 'arn:aws:iam::111122223333:role/orders', 'arn:aws:sns:*:*:*'],
  ...['arn:aws:lambda:*:*:function:*', 'arn:aws:secretsmanager:*:*:secret:*'],
);
const actions = fc.array(action, { minLength: 1, maxLength: 3 });
const resources = fc.array(resource, { minLength: 1, maxLength: 2 });
const statement: fc.Arbitrary<Written> = fc.oneof(
  { weight: 8, arbitrary: fc.record({ Action: actions, Resource: resources }) },
  { weight: 1, arbitrary: fc.record({ NotAction: actions, Resource: resources }) },
  { weight: 1, arbitrary: fc.record({ Action: actions, NotResource: resources }) },
  {
    weight: 1,
    arbitrary: fc.record({ Effect: fc.constant('Deny'), Action: actions, Resource: resources }),
  },
);
