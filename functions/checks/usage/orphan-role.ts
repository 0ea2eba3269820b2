import { lines } from '../../core/evidence.ts';
import { roleTarget } from '../../core/target.ts';
import { type Detail, failIfAny } from '../../domain/check.ts';
import type { OrphanRole } from '../../domain/orphan-role.ts';
import { orphanRoleRemediation } from '../../domain/remediation/orphan-role-remediation.ts';
import { defineCheck } from '../define-check.ts';

const LEAD =
  'Make sure that nothing creates functions which run as it. Then remove its permissions, and ' +
  'delete it if it is not missed.';

/** Of AWS, and by themselves enough to own the account. */
const powerful: ReadonlySet<string> = new Set([
  'AdministratorAccess',
  'PowerUserAccess',
  'IAMFullAccess',
]);

export const orphanRole = defineCheck({
  id: 'usage/orphan-role',
  target: 'account',
  title: 'Orphaned role: no function runs as it',
  severity: 'low',
  practice: 'idle functions',
  rationale:
    'It was created for a function, trusts Lambda alone, and no function of any region runs as ' +
    'it: a principal that may create a function and pass the role has its permissions, and no ' +
    'one watches it. Not reported are roles that were created or used within the window of the ' +
    'setting idleDays, and service-linked roles. It is medium with a managed policy that makes ' +
    'an administrator; inline policies are not read. Published versions count by the last use ' +
    'of their role only. With the setting regions, which may leave some out, it is unknown.',
  remediation: LEAD,
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_manage_delete.html',
    'https://docs.aws.amazon.com/lambda/latest/dg/lambda-intro-execution-role.html',
  ],
  frameworks: { csa: ['SAS-11'] },
  suppression: { covers: 'the role as it was created, and its attached policies' },
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
    summary: `${roleTarget(arn).name} was created for functions, and no function runs as it`,
    // The first lines are those that a message has room for.
    evidence: lines(
      ...[...managed].sort(powerfulFirst).map((policy) => `attached: ${policy}`),
      lastUsedAt === undefined
        ? 'no use on record: IAM keeps 400 days'
        : `last used on ${lastUsedAt.slice(0, 10)}`,
      `created on ${createdAt.slice(0, 10)}`,
    ),
    remediation: orphanRoleRemediation(LEAD, role),
  };
}

function powerfulFirst(one: string, other: string): number {
  return Number(isPowerful(other)) - Number(isPowerful(one));
}

function isPowerful(policy: string): boolean {
  return powerful.has(nameOfAws(policy));
}

/** Empty for a customer's policy, whatever its name. */
function nameOfAws(policy: string): string {
  return /^arn:[\w-]+:iam::aws:policy\/(?:[\w-]+\/)*([\w-]+)$/.exec(policy)?.[1] ?? '';
}
