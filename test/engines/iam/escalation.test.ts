import { describe, expect, it } from 'vitest';
import { escalationPaths } from '../../../functions/data/escalation-paths.ts';
import { escalationsOf } from '../../../functions/engines/iam/escalation.ts';
import { judgedRole } from '../../builders/judged-role.ts';
import type { Written } from '../../builders/role-of.ts';

function waysOf(documents: readonly (readonly Written[])[], boundary?: readonly Written[]) {
  const { permissions, configuration, now } = judgedRole(documents, boundary);

  return escalationsOf(permissions, configuration, now);
}

function namesOf(documents: readonly (readonly Written[])[], boundary?: readonly Written[]) {
  return waysOf(documents, boundary).map(({ steps }) =>
    steps.map(({ action }) => action).join(' '),
  );
}

describe('every path', () => {
  it.each(escalationPaths.map(({ actions }) => [actions.join(' '), actions] as const))(
    '%s is open to who may do all of it on everything',
    (name, actions) => {
      expect(namesOf([[{ Action: actions }]])).toContain(name);
    },
  );

  it.each(escalationPaths.map(({ actions }) => [actions.join(' '), actions] as const))(
    '%s is closed without its last step, by a Deny of it, or by a boundary without it',
    (name, actions) => {
      const last = actions.at(-1);
      const deny = { Effect: 'Deny', Action: last };

      expect(namesOf([[{ Action: [...actions.slice(0, -1), 's3:ListBucket'] }]])).not.toContain(
        name,
      );
      expect(namesOf([[{ Action: actions }, deny]])).not.toContain(name);
      expect(namesOf([[{ Action: actions }]], [{ NotAction: last }])).not.toContain(name);
    },
  );

  it('is found over several policies', () => {
    const ways = namesOf([[{ Action: 'iam:PassRole' }], [{ Action: 'ec2:RunInstances' }]]);

    expect(ways).toEqual(['iam:PassRole ec2:RunInstances']);
  });
});

it('puts what makes an administrator for sure first, then the shortest', () => {
  const ways = waysOf([[{ Action: ['iam:PassRole', 'iam:PutRolePolicy', 'lambda:*'] }]]);

  expect(ways[0]).toMatchObject({ endsAsAdministrator: true, steps: [{ on: 'itself' }] });
  expect(ways.at(1)?.steps).toHaveLength(1);
  expect(ways.at(-1)?.steps.length).toBeGreaterThan(1);
});

it('looks at all that a statement says of the same action', () => {
  const only = namesOf([[{ Action: 'iam:PutRolePolicy' }]]);
  const allBut = namesOf([[{ NotAction: 'iam:PutRolePolicy' }]]);
  const elsewhere = namesOf([[{ Action: 'iam:PutRolePolicy', Resource: 'arn:aws:iam::*:role/x' }]]);

  expect(only).toContain('iam:PutRolePolicy');
  expect(allBut).not.toContain('iam:PutRolePolicy');
  expect(allBut).toContain('iam:AttachRolePolicy');
  expect(elsewhere).not.toContain('iam:PutRolePolicy');
  expect(namesOf([[{ Action: 'IAM:putrolepolicy' }]])).toEqual(only);
  expect(namesOf([[{ Action: 'iam:PutRolePolicy' }]])).toEqual(only);
});

it('counts its own role once, whatever else it may do with it', () => {
  const { configuration } = judgedRole([]);
  const actions = ['iam:PutRolePolicy', 'sts:AssumeRole', 'iam:UpdateAssumeRolePolicy'];

  expect(namesOf([[{ Action: actions, Resource: configuration.arn }]])).toEqual([
    'iam:PutRolePolicy',
  ]);
});
