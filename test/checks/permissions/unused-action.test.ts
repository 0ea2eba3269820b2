import { expect, it } from 'vitest';
import { unusedAction } from '../../../functions/checks/permissions/unused-action.ts';
import type { ActionAccess, LastAccess } from '../../../functions/engines/iam/last-access.ts';
import { describeCheck } from '../../builders/describe-check.ts';
import { judgedRole } from '../../builders/judged-role.ts';
import type { Written } from '../../builders/role-of.ts';

const since = '2026-08-27T03:00:00.000Z';
const lately = '2026-11-20T03:00:00.000Z';
const longAgo = '2026-08-01T03:00:00.000Z';
const both = { Sid: 'Tables', Action: ['dynamodb:CreateTable', 'dynamodb:DeleteTable'] };

describeCheck(unusedAction, {
  passes: [
    passing('actions that are used', both, [used('CreateTable'), used('DeleteTable')]),
    passing('an action that IAM does not track', { Action: ['dynamodb:GetItem'] }, []),
    passing('a service that is not used: that is for another check', both, [], {
      services: [{ service: 'dynamodb', lastAt: longAgo, actions: [] }],
    }),
    passing('a service that IAM does not report', both, [], { services: [] }),
    passing('what has been allowed only of late', both, [], { recent: ['dynamodb'] }),
    passing('what Lambda itself needs', { Action: 'dynamodb:DescribeStream' }, []),
    passing('what is denied', { ...both, Effect: 'Deny' }, []),
    passing('an administrator', { Action: '*' }, []),
    {
      name: 'an administrator that is allowed some things twice',
      facts: { ...passing('', both, []).facts, ...judgedRole([[both, { Action: '*' }]]) },
    },
    {
      name: 'a role of which nothing could be unused: young, or gone',
      facts: { ...judgedRole([[both]]), lastAccess: undefined },
    },
  ],
  fails: [
    failing('one action of two', both, [used('CreateTable')]),
    failing('an action that was last used before the window', both, [
      used('CreateTable'),
      { name: 'dynamodb:DeleteTable', lastAt: longAgo },
    ]),
    failing(
      'an action that IAM reports, though the table here lacks it',
      { Action: 'dynamodb:GetItem' },
      [{ name: 'dynamodb:GetItem' }],
    ),
    failing('what a wildcard takes in', { Action: 'dynamodb:*' }, [used('CreateTable')]),
    failing('in whichever case it is written', { Action: 'DYNAMODB:deletetable' }, []),
  ],
});

it('names the actions, and takes them and nothing else out of the statement', () => {
  const { facts } = passing('', both, [used('CreateTable')]);

  expect(unusedAction.evaluate(facts)).toMatchObject({
    details: [
      {
        summary: 'The role uses dynamodb, but not dynamodb:DeleteTable',
        evidence: [
          { text: 'not used within 90 days, as far as IAM reports' },
          { text: 'dynamodb:DeleteTable' },
          { text: expect.stringContaining('statement Tables') },
        ],
        remediation: expect.stringMatching(/As it should be.*"Action": "dynamodb:CreateTable"/s),
      },
    ],
  });
});

it('names each of many actions, a line of eight at a time', () => {
  const { facts } = passing('', { Action: 'dynamodb:*' }, []);

  const verdict = unusedAction.evaluate(facts);

  const [detail] = verdict.outcome === 'fail' ? verdict.details : [];
  const lines = (detail?.evidence ?? []).map(({ text }) => text.split(', ')).slice(1, -1);
  const named = lines.flat();
  expect(named.length).toBeGreaterThan(16);
  expect(new Set(named).size).toBe(named.length);
  expect(named).toContain('dynamodb:DeleteTable');
  expect(lines.slice(0, -1).map(({ length }) => length)).toEqual(lines.slice(1).map(() => 8));
});

it('changes no statement that allows none of them', () => {
  const { permissions } = judgedRole([[both, { Sid: 'Items', Action: 'dynamodb:GetItem' }]]);
  const { facts } = passing('', both, [used('CreateTable')]);
  const verdict = unusedAction.evaluate({ ...facts, permissions });

  expect(verdict).toMatchObject({
    details: [{ remediation: expect.not.stringContaining('statement Items') }],
  });
});

function passing(
  name: string,
  statement: Written,
  actions: readonly ActionAccess[],
  more: Partial<LastAccess> = {},
) {
  const services = [{ service: 'dynamodb', lastAt: lately, actions }];
  const lastAccess: LastAccess = { days: 90, since, services, recent: [], ...more };

  return { name, facts: { ...judgedRole([[statement]]), lastAccess } };
}

function failing(...about: Parameters<typeof passing>) {
  return { ...passing(...about), subjects: ['dynamodb'] };
}

function used(name: string): ActionAccess {
  return { name: `dynamodb:${name}`, lastAt: lately };
}
