import { lines } from '../../core/evidence.ts';
import { roleTarget } from '../../core/target.ts';
import { type Detail, failIfAny } from '../../domain/check.ts';
import type { OrphanRole } from '../../domain/orphan-role.ts';
import { orphanRoleRemedy } from '../../domain/remediation/orphan-role-remedy.ts';
import { defineCheck } from '../define-check.ts';

const LEAD =
  'Make sure that nothing creates functions which run as it. Then take its power away, and delete ' +
  'it when nobody has missed it.';

/** Of AWS, and by themselves enough to own the account. */
const powerful: ReadonlySet<string> = new Set([
  'AdministratorAccess',
  'PowerUserAccess',
  'IAMFullAccess',
]);

export const orphanRole = defineCheck({
  id: 'usage/orphan-role',
  target: 'account',
  title: 'No function runs as this role any more',
  severity: 'low',
  practice: 'dead functions',
  rationale:
    'It was made for a function, trusts Lambda alone, and no function of any region runs as it: ' +
    'whoever may create one and pass the role has what it may do, and nobody looks at it. A role ' +
    'that was made or used within the window of the setting idleDays is left alone, and so are ' +
    'service-linked ones. It is medium with a managed policy that makes an administrator; inline ' +
    'policies are not read. Of published versions it is known only by their use that they run as a ' +
    'role. Where the setting regions leaves out some, it cannot be told.',
  remediation: LEAD,
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_manage_delete.html',
    'https://docs.aws.amazon.com/lambda/latest/dg/lambda-intro-execution-role.html',
  ],
  suppression: { covers: 'the role as it was made, and the policies that are attached to it' },
  needs: ['orphanRoles'],

  evaluate({ orphanRoles }) {
    return failIfAny(orphanRoles.map(detailOf));
  },
});

function detailOf(role: OrphanRole): Detail {
  const { arn, createdAt, lastUsedAt, managed } = role;

  return {
    subject: arn,
    mark: [`made at ${createdAt}`, ...managed],
    severity: managed.some(isPowerful) ? 'medium' : 'low',
    summary: `${roleTarget(arn).name} is for functions, and none runs as it`,
    // The first lines are those that a message has room for.
    evidence: lines(
      ...[...managed].sort(powerfulFirst).map((policy) => `attached: ${policy}`),
      lastUsedAt === undefined
        ? 'IAM, which remembers 400 days, knows of no use'
        : `last used on ${lastUsedAt.slice(0, 10)}`,
      `made on ${createdAt.slice(0, 10)}`,
    ),
    remediation: orphanRoleRemedy(LEAD, role),
  };
}

function powerfulFirst(one: string, other: string): number {
  return Number(isPowerful(other)) - Number(isPowerful(one));
}

function isPowerful(policy: string): boolean {
  return powerful.has(nameOfAws(policy));
}

/** Empty for a policy of somebody else, whatever its name. */
function nameOfAws(policy: string): string {
  return /^arn:[\w-]+:iam::aws:policy\/(?:[\w-]+\/)*([\w-]+)$/.exec(policy)?.[1] ?? '';
}
