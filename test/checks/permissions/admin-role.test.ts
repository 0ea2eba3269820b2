import { expect, it } from 'vitest';
import { adminRole } from '../../../functions/checks/permissions/admin-role.ts';
import { describeCheck } from '../../describe-check.ts';
import { roleNamed } from '../../fakes/targets.ts';
import { roleOf, type Written } from '../../role-of.ts';

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

it('tells which statements make it so, and what did not help', () => {
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

  expect(adminRole.evaluate({ permissions, configuration, openFunctions: [] })).toMatchObject({
    details: [
      {
        summary: 'policy p0 allows nearly every action on everything',
        evidence: [
          { text: 'p0 (inline), statement All, allows * on *' },
          { text: 'p1 (inline), statement 1, takes back only iam:* on *' },
          {
            text: 'p1 (inline), statement 2, takes back only * on * when DateLessThan aws:CurrentTime',
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
    facts: { permissions: roleOf([statements], boundary), configuration, openFunctions: [] },
  };
}

function failing(name: string, statements: readonly Written[], boundary?: readonly Written[]) {
  return { ...passing(name, statements, boundary), subjects: ['role'] };
}

it('takes what would be findings of their own for evidence, and not all of many', () => {
  const queues = Array.from({ length: 11 }, (_, index) => ({ Sid: `S${index}`, Action: 'sqs:*' }));
  const narrow = { Action: 's3:GetObject', Resource: 'arn:aws:s3:::a/*' };
  const verdict = adminRole.evaluate({
    openFunctions: [],
    configuration,
    permissions: roleOf([
      [{ Action: '*' }, narrow],
      [{ NotAction: 's3:*', Resource: 'a:b' }],
      queues,
    ]),
  });

  expect(verdict).toMatchObject({
    details: [
      {
        subject: 'role',
        evidence: [
          { text: 'p0 (inline), statement 1, allows * on *' },
          { text: 'p1 (inline), statement 1, allows all but s3:* on a:b besides' },
          ...queues.slice(0, 9).map(({ Sid }) => ({
            text: `p2 (inline), statement ${Sid}, allows sqs:* on * besides`,
          })),
          { text: 'and 2 more as wide' },
          { text: expect.any(String) },
        ],
      },
    ],
  });
});
