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

/** Of a path: what a role of a name may do that can go it. */
const forms: readonly [string, (own: string, path: EscalationPath) => readonly Written[]][] = [
  ['on everything', (_own, { actions }) => actions.map((Action) => ({ Action }))],
  ['on what it names', (own, path) => path.actions.map((action) => named(action, path, own))],
];

const limits: readonly [string, (role: WrittenRole, path: EscalationPath) => WrittenRole][] = [
  [
    'under a Deny',
    (role, { actions }) => ({
      may: [...(role.may ?? []), { Effect: 'Deny', Action: actions }],
    }),
  ],
  [
    'within a boundary without it',
    (role, { actions }) => ({ ...role, boundary: [{ NotAction: actions }] }),
  ],
];

/** All that cannot, in one account: each has the others about it, and none of them makes another powerful. */
const limited = judgedIn(
  Object.fromEntries(
    paths.flatMap(([name, path]) =>
      forms.flatMap(([form, may]) =>
        limits.map(([limit, within]) => {
          const own = nameOf(name, form, limit);

          return [own, within({ may: may(own, path) }, path)] as const;
        }),
      ),
    ),
  ),
);

describe.each(paths)('%s', (name, path) => {
  it.each(forms)('is found %s, with each of its actions', (_form, may) => {
    const verdict = judgedIn({ a: { may: may('a', path) } }).get('a');

    expect(verdict).toMatchObject({ outcome: 'fail' });
    const text = textOf(verdict);
    const shown = [path, ...shorterThan(path)].filter(({ actions }) =>
      actions.every((action) => text.includes(action)),
    );
    expect(shown).not.toEqual([]);
  });

  for (const [limit] of limits) {
    it.each(forms)(`is none %s ${limit}`, (form) => {
      expect(limited.get(nameOf(name, form, limit))).toEqual({ outcome: 'pass' });
    });
  }
});

/** Of a role that cannot go a path. */
function nameOf(path: string, form: string, limit: string): string {
  return `${path} ${form} ${limit}`.replaceAll(/[^\w]+/g, '-');
}

/** What the check says of each of these roles, which are all in the account of the others. */
function judgedIn(roles: Readonly<Record<string, WrittenRole>>): ReadonlyMap<string, Verdict> {
  const attached = { [ownPolicy]: [harmless] };
  const own = accountOfRoles(
    Object.fromEntries(Object.entries(roles).map(([name, role]) => [name, { ...role, attached }])),
  );
  const chains = roleChains({ roles: [...others, ...own], identities }, NOW);

  return new Map(
    own.map(({ target, permissions }) => {
      const onward = chains.get(target.arn);
      if (!(permissions.known && onward?.known)) throw new Error('it is not known');

      const verdict = privilegeEscalation.evaluate({
        permissions: permissions.value,
        configuration: target,
        now: NOW,
        onward: onward.value,
        openFunctions: [],
        controls: noControls,
      });
      return [target.name, verdict];
    }),
  );
}

/** Without the fix, which shows the statements as they are. */
function textOf(verdict: Verdict | undefined): string {
  const details = verdict?.outcome === 'fail' ? verdict.details : [];

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

function named(action: string, path: EscalationPath, own: string): Written {
  const { arns } = escalationResources.get(action) ?? { arns: [] };

  return {
    Action: action,
    Resource: arns.length > 0 ? arns.map((arn) => namedOf(arn, path, own)) : '*',
  };
}

function namedOf(template: string, path: EscalationPath, role: string): string {
  const [, kind] = /:iam::\{account\}:(\w+)\//.exec(template) ?? [];
  const own = kind === undefined ? undefined : identityOf(kind, path, role);
  if (own !== undefined) return own;
  if (template.includes(':lambda:')) return functionArn('f');

  return template
    .replaceAll('{partition}', 'aws')
    .replaceAll('{region}', 'eu-west-1')
    .replaceAll('{account}', account)
    .replaceAll('{name}', 'x');
}

function identityOf(kind: string, path: EscalationPath, role: string): string | undefined {
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
  return arnOf(isAlone ? role : 'low');
}
