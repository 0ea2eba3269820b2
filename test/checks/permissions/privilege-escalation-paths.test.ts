import { describe, expect, it } from 'vitest';
import { privilegeEscalation } from '../../../functions/checks/permissions/privilege-escalation.ts';
import {
  type EscalationPath,
  escalationPaths,
  escalationResources,
} from '../../../functions/data/escalation-paths.ts';
import type { Verdict } from '../../../functions/domain/check.ts';
import { noControls } from '../../../functions/engines/iam/organization-controls.ts';
import { roleChains } from '../../../functions/engines/iam/role-graph.ts';
import {
  account,
  accountOfRoles,
  arnOf,
  functionArn,
  groupArn,
  identitiesOf,
  trusting,
  userArn,
  type WrittenRole,
} from '../../builders/account-roles.ts';
import type { Written } from '../../builders/role-of.ts';

const NOW = '2026-11-25T03:00:00.000Z';
const all = { Action: '*' };
const harmless = { Action: 's3:ListBucket' };
const ownPolicy = `arn:aws:iam::${account}:policy/own`;
const otherPolicy = `arn:aws:iam::${account}:policy/other`;
const services = [
  ...new Set(escalationPaths.flatMap(({ passedTo, runsAs }) => [...passedTo, ...runsAs])),
];

/** An account in which every path leads somewhere. */
const roles: Readonly<Record<string, WrittenRole>> = {
  ...Object.fromEntries(
    services.map((Service) => [
      adminOf(Service),
      { may: [all], trusts: [{ Principal: { Service } }], runs: [] },
    ]),
  ),
  'admin-lambda.amazonaws.com': { may: [all], trusts: [trusting.lambda], runs: ['f'] },
  'admin-account': { may: [all], trusts: [trusting.account] },
  held: { may: [all], boundary: [harmless], trusts: [trusting.account] },
  low: { may: [harmless], attached: { [otherPolicy]: [harmless] }, trusts: [trusting.account] },
};
const identities = identitiesOf(
  {
    admin: { may: [all] },
    plain: { may: [harmless] },
    member: { may: [harmless], in: ['staff'] },
    held: { may: [all], boundary: [harmless] },
  },
  { admins: { may: [all] }, staff: { may: [harmless] } },
);

/** Read once, for all of the accounts that differ in one role. */
const others = accountOfRoles(roles);

const paths = escalationPaths.map((path) => [path.actions.join(' '), path] as const);

describe.each(paths)('%s', (_, path) => {
  const forms: readonly [string, readonly Written[]][] = [
    ['on everything', path.actions.map((Action) => ({ Action }))],
    ['on what it names', path.actions.map((action) => named(action, path))],
  ];

  it.each(forms)('is found %s, with each of its actions', (_form, may) => {
    const verdict = judge({ may });

    expect(verdict).toMatchObject({ outcome: 'fail' });
    const text = textOf(verdict);
    const shown = [path, ...shorterThan(path)].filter(({ actions }) =>
      actions.every((action) => text.includes(action)),
    );
    expect(shown).not.toEqual([]);
  });

  it.each(forms)('is none %s under a Deny', (_form, may) => {
    expect(judge({ may: [...may, { Effect: 'Deny', Action: path.actions }] })).toEqual({
      outcome: 'pass',
    });
  });

  it.each(forms)('is none %s within a boundary without it', (_form, may) => {
    expect(judge({ may, boundary: [{ NotAction: path.actions }] })).toEqual({ outcome: 'pass' });
  });
});

function judge(role: WrittenRole) {
  const attached = { [ownPolicy]: [harmless] };
  const [a] = accountOfRoles({ a: { ...role, attached } });
  const onward = a && roleChains({ roles: [...others, a], identities }, NOW).get(arnOf('a'));
  if (!(a?.permissions.known && onward?.known)) throw new Error('it is not known');

  return privilegeEscalation.evaluate({
    permissions: a.permissions.value,
    configuration: a.target,
    now: NOW,
    onward: onward.value,
    openFunctions: [],
    controls: noControls,
  });
}

/** Without the fix, which shows the statements as they are. */
function textOf(verdict: Verdict): string {
  const details = verdict.outcome === 'fail' ? verdict.details : [];

  return details
    .flatMap(({ summary, evidence }) => [summary, ...evidence.map(({ text }) => text)])
    .join('\n');
}

/** Paths that take some of the actions of a path: the finding shows those instead. */
function shorterThan({ actions }: EscalationPath): readonly EscalationPath[] {
  return escalationPaths.filter(
    (other) =>
      other.actions.length < actions.length &&
      other.actions.every((action) => actions.includes(action)),
  );
}

function adminOf(service: string): string {
  return `admin-${service}`;
}

function named(action: string, path: EscalationPath): Written {
  const { arns } = escalationResources.get(action) ?? { arns: [] };

  return {
    Action: action,
    Resource: arns.length > 0 ? arns.map((arn) => namedOf(arn, path)) : '*',
  };
}

function namedOf(template: string, path: EscalationPath): string {
  const [, kind] = /:iam::\{account\}:(\w+)\//.exec(template) ?? [];
  const own = kind === undefined ? undefined : identityOf(kind, path);
  if (own !== undefined) return own;
  if (template.includes(':lambda:')) return functionArn('f');

  return template
    .replaceAll('{partition}', 'aws')
    .replaceAll('{region}', 'eu-west-1')
    .replaceAll('{account}', account)
    .replaceAll('{name}', 'x');
}

function identityOf(kind: string, path: EscalationPath): string | undefined {
  const { actions, passedTo } = path;
  const [first = ''] = actions;
  const isAlone = actions.length === 1;

  if (kind === 'user') {
    if (first === 'iam:DeleteUserPermissionsBoundary') return userArn('held');
    return userArn(
      /UserPolicy$/.test(actions.join()) || /UserPolicy,/.test(actions.join()) ? 'plain' : 'admin',
    );
  }
  if (kind === 'group') return groupArn(first === 'iam:AddUserToGroup' ? 'admins' : 'staff');
  if (kind === 'policy') return isAlone ? ownPolicy : otherPolicy;
  if (kind !== 'role') return undefined;

  const [service] = passedTo;
  if (service !== undefined) return arnOf(adminOf(service));
  if (first === 'iam:DeleteRolePermissionsBoundary') return arnOf('held');
  if (first === 'sts:AssumeRole') return arnOf('admin-account');
  if (first === 'iam:UpdateAssumeRolePolicy') return arnOf(adminOf('lambda.amazonaws.com'));
  return arnOf(isAlone ? 'a' : 'low');
}
