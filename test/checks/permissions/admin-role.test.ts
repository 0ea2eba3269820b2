import { describe, expect, it } from 'vitest';
import { adminRole } from '../../../functions/checks/permissions/admin-role.ts';
import { noControls } from '../../../functions/engines/iam/organization-controls.ts';
import { controlsOf, fullAccess } from '../../builders/controls-of.ts';
import { describeCheck } from '../../builders/describe-check.ts';
import { roleOf, type Written } from '../../builders/role-of.ts';
import { roleNamed } from '../../fakes/targets.ts';

const now = '2026-11-25T03:00:00.000Z';
const all = { Action: '*' };
const configuration = roleNamed('orders');
const denyAll = { Effect: 'Deny', Action: '*' };

describeCheck(adminRole, {
  passes: [
    passing('one service', [{ Action: 's3:*' }]),
    passing('a Deny that takes everything back', [all, denyAll]),
    passing('a boundary of one service', [all], [{ Action: 's3:*' }]),
    passing('a condition that a function cannot meet', [
      { ...all, Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } },
    ]),
  ],
  fails: [
    failing('AdministratorAccess', [all]),
    failing('all of IAM', [{ Action: 'iam:*' }]),
    failing('PowerUserAccess', [{ NotAction: ['iam:*', 'organizations:*', 'account:*'] }]),
    failing('a boundary that limits nothing', [all], [all]),
  ],
});

it('names the statements that make it so, and what did not help', () => {
  const permissions = roleOf(
    [
      [{ ...all, Sid: 'All' }],
      [
        { Effect: 'Deny', Action: 'iam:*' },
        { ...denyAll, Condition: { DateLessThan: { 'aws:CurrentTime': '2020-01-01' } } },
      ],
    ],
    [all],
  );

  expect(verdictOf(permissions)).toMatchObject({
    details: [
      {
        summary: 'policy p0 allows nearly every action on everything, except those of iam',
        evidence: [
          { text: 'inline policy p0, statement All, allows * on *' },
          { text: 'inline policy p1, statement 1, denies only iam:* on *' },
          {
            text: 'inline policy p1, statement 2, denies only * on * when DateLessThan aws:CurrentTime',
          },
          { text: 'the boundary boundary does not stop it' },
          { text: expect.stringMatching(/^its wildcards, .* are part of this finding/) },
        ],
      },
    ],
  });
});

function passing(name: string, statements: readonly Written[], boundary?: readonly Written[]) {
  return {
    name,
    facts: {
      permissions: roleOf([statements], boundary),
      configuration,
      now,
      openFunctions: [],
      controls: noControls,
    },
  };
}

function failing(name: string, statements: readonly Written[], boundary?: readonly Written[]) {
  return { ...passing(name, statements, boundary), subjects: ['role'] };
}

function verdictOf(permissions: ReturnType<typeof roleOf>) {
  return adminRole.evaluate({
    permissions,
    configuration,
    now,
    openFunctions: [],
    controls: noControls,
  });
}

it('takes what would be findings of their own for evidence, and not all of many', () => {
  const queues = Array.from({ length: 11 }, (_, index) => ({ Sid: `S${index}`, Action: 'sqs:*' }));
  const narrow = { Action: 's3:GetObject', Resource: 'arn:aws:s3:::a/*' };
  const verdict = verdictOf(
    roleOf([[{ Action: '*' }, narrow], [{ NotAction: 's3:*', Resource: 'a:b' }], queues]),
  );

  expect(verdict).toMatchObject({
    details: [
      {
        subject: 'role',
        evidence: [
          { text: 'inline policy p0, statement 1, allows * on *' },
          { text: 'inline policy p1, statement 1, allows all but s3:* on a:b besides' },
          ...queues.slice(0, 9).map(({ Sid }) => ({
            text: `inline policy p2, statement ${Sid}, allows sqs:* on * besides`,
          })),
          { text: 'and 2 more as wide' },
          { text: expect.any(String) },
        ],
      },
    ],
  });
});

describe('an administrator under Denies is called what it is', () => {
  const handed = ['iam', 'sts', 'kms', 'lambda', 'ec2', 's3', 'logs'];
  const others = [
    ...['apprunner', 'autoscaling', 'batch', 'bedrock-agentcore', 'cloudformation', 'codebuild'],
    ...[
      'codedeploy',
      'datapipeline',
      'ec2-instance-connect',
      'ecs',
      'eks',
      'glue',
      'sagemaker',
      'secretsmanager',
      'ssm',
    ],
    ...['sso', 'states'],
  ];
  const denied = (services: readonly string[]) => ({
    Effect: 'Deny',
    Action: services.map((service) => `${service}:*`),
  });
  const when = { Condition: { StringNotEquals: { 'aws:PrincipalTag/team': 'ops' } } };

  it.each<[string, string, string, readonly Written[], (readonly Written[])?]>([
    ['a Deny of IAM alone', 'critical', ', except those of iam', [all, denied(['iam'])]],
    [
      'Denies of seven services that leave a way on',
      'critical',
      ', except those of ec2, iam, kms, lambda, logs, s3 and sts',
      [all, denied(handed)],
    ],
    [
      'Denies of all that leads on or holds data',
      'high',
      ', except those of apprunner, autoscaling, batch, bedrock-agentcore, cloudformation, codebuild, ' +
        'codedeploy, datapipeline, ec2, ec2-instance-connect, ecs, eks, glue, iam, kms and 9 more services',
      [all, denied([...handed, ...others])],
    ],
    [
      'the same but for secrets',
      'critical',
      'and 8 more services',
      [all, denied([...handed, ...others].filter((each) => each !== 'secretsmanager'))],
    ],
    [
      'the same, left out instead of denied',
      'high',
      'and 9 more services',
      [{ NotAction: denied([...handed, ...others]).Action }],
    ],
    [
      'the same, by its boundary',
      'high',
      'and 9 more services',
      [all],
      [{ NotAction: denied([...handed, ...others]).Action }],
    ],
    [
      'the same on the resources of each',
      'critical',
      ', except those of iam and s3',
      [all, { ...denied(['*']), Action: '*', Resource: ['arn:aws:s3:::*', 'arn:aws:iam::*:*'] }],
    ],
    [
      'Denies under a condition, which take nothing back for sure',
      'critical',
      'on everything',
      [all, { ...denied([...handed, ...others]), ...when }],
    ],
    [
      'a Deny of some actions of IAM',
      'critical',
      'on everything',
      [all, { Effect: 'Deny', Action: 'iam:Delete*' }],
    ],
  ])('%s: %s', (_, severity, ending, statements, boundary) => {
    expect(verdictOf(roleOf([statements], boundary))).toMatchObject({
      details: [
        { subject: 'role', severity, summary: expect.stringMatching(new RegExp(`${ending}$`)) },
      ],
    });
  });

  it('is none where all but a few services are denied', () => {
    const permissions = roleOf([[all, { Effect: 'Deny', NotAction: ['s3:*', 'logs:*'] }]]);

    expect(verdictOf(permissions)).toEqual({
      outcome: 'pass',
    });
  });
});

it.each<[string, Parameters<typeof controlsOf>[0], string, boolean]>([
  ['leave everything', { root: [fullAccess] }, 'critical', false],
  [
    'keep it from leaving the organization',
    { root: [fullAccess, [{ Effect: 'Deny', Action: 'organizations:*' }]] },
    'critical',
    false,
  ],
  ['leave it queues and topics', { root: [[{ Action: ['sqs:*', 'sns:*'] }]] }, 'high', true],
])('policies of the organization that %s', (_, levels, severity, isHeld) => {
  const facts = { permissions: roleOf([[all]]), configuration, now, openFunctions: [] };
  const verdict = adminRole.evaluate({ ...facts, controls: controlsOf(levels) });
  const evidence = verdict.outcome === 'fail' ? verdict.details[0].evidence : [];

  expect(verdict).toMatchObject({ details: [{ severity, mark: ['everything'] }] });
  expect(evidence.some(({ text }) => text.includes('while they stand'))).toBe(isHeld);
});
