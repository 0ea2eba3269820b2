import { lines } from '../../core/evidence.ts';
import { roleTarget } from '../../core/target.ts';
import { failIfAny } from '../../domain/check.ts';
import { type Change, type Changer, matches } from '../../engines/iam/index.ts';
import { defineCheck } from '../define-check.ts';

/** Roles named one by one; the others are counted. */
const MOST_NAMED = 10;

export const mutableBy = defineCheck({
  id: 'permissions/mutable-by',
  target: 'function',
  title: 'Roles other than deploy roles can change the function',
  severity: 'info',
  practice: 'permissions',
  rationale:
    'A role that can change the code of the function acts with its permissions; one that can ' +
    'change its configuration can give it another layer or role; one that can change its ' +
    'policy can let anyone in. Administrators can do all that anyway and are only counted. IAM ' +
    'users and service control policies are not checked. The severity is medium once the ' +
    'setting deployRoles names the roles that deploy.',
  remediation:
    'Remove lambda:UpdateFunctionCode, lambda:UpdateFunctionConfiguration, lambda:UpdateAlias, ' +
    'lambda:AddPermission and lambda:PutResourcePolicy from these roles, or limit them to the ' +
    'functions that they are for. Name the roles that deploy in the setting deployRoles.',
  references: [
    'https://docs.aws.amazon.com/lambda/latest/dg/access-control-identity-based.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html',
  ],
  suppression: { covers: 'the roles, and what each of them can change' },
  cwe: 'CWE-732',
  needs: ['changers', 'deployRoles'],

  evaluate({ changers: { administrators, roles }, deployRoles }) {
    const others = roles.filter(({ role }) => !deploys(role, deployRoles));
    if (others.length === 0) return failIfAny([]);

    return failIfAny([
      {
        subject: 'function',
        mark: others.flatMap(markOf),
        severity: deployRoles.length > 0 ? 'medium' : 'info',
        summary: `${counted(others.length)} can change the function's ${changesOf(others)}`,
        evidence: lines(
          ...others.slice(0, MOST_NAMED).map(lineOf),
          ...(others.length > MOST_NAMED ? [`and ${others.length - MOST_NAMED} more`] : []),
          `not counted: ${administrators} ${administrators === 1 ? 'administrator' : 'administrators'} of the account`,
        ),
      },
    ]);
  },
});

/** By its name, or by its whole ARN. */
function deploys(role: string, globs: readonly string[]): boolean {
  const { name } = roleTarget(role);

  return globs.some((glob) => matches(glob, name) || matches(glob, role));
}

function changesOf(changers: readonly Changer[]): string {
  return inWords([...new Set(changers.flatMap(({ may }) => may))]);
}

function markOf({ role, may, isConditional }: Changer): readonly string[] {
  return may.map((change) => `${role}: ${change}${isConditional ? ', under conditions' : ''}`);
}

function lineOf({ role, may, isConditional }: Changer): string {
  return `${role}: ${inWords(may)}${isConditional ? ', under conditions' : ''}`;
}

function inWords(changes: readonly Change[]): string {
  return ['code', 'configuration', 'policy']
    .filter((change) => changes.some((each) => each === change))
    .join(', ');
}

function counted(number: number): string {
  return number === 1 ? 'One role' : `${number} roles`;
}
