import { counted } from '../../core/amounts.ts';
import { lines } from '../../core/evidence.ts';
import { powersIn } from '../../core/mark.ts';
import { roleTarget } from '../../core/target.ts';
import { type Detail, failIfAny } from '../../domain/check.ts';
import { type Changer, type Changers, matches } from '../../engines/iam/index.ts';
import { defineCheck } from '../define-check.ts';

export const mutableBy = defineCheck({
  id: 'permissions/mutable-by',
  target: 'account',
  title: 'Role or user other than a deploy role can change functions',
  severity: 'info',
  practice: 'permissions',
  rationale:
    'A principal that can change the code of a function acts with its permissions; one that can ' +
    'change its configuration can give it another layer or role; one that can change its ' +
    'policy can let anyone in. Each such role or IAM user is one finding, with the functions in ' +
    'it. Administrators can do all that anyway and are only counted, and what service control ' +
    'policies of the organization deny is left out. The severity is medium once the setting ' +
    'deployRoles names the roles and users that deploy.',
  remediation:
    'Remove lambda:UpdateFunctionCode, lambda:UpdateFunctionConfiguration, lambda:UpdateAlias, ' +
    'lambda:AddPermission and lambda:PutResourcePolicy from the principal, or limit them to ' +
    'the functions that it is for. Name the roles and users that deploy in the setting deployRoles.',
  references: [
    'https://docs.aws.amazon.com/lambda/latest/dg/access-control-identity-based.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html',
  ],
  suppression: {
    covers:
      'what the role or user can change, and of how many functions, up to the next power of two',
  },
  cwe: 'CWE-732',
  needs: ['changers', 'deployRoles'],

  evaluate({ changers, deployRoles }) {
    const severity = deployRoles.length > 0 ? 'medium' : 'info';

    return failIfAny(
      changers.roles
        .filter(({ role }) => !deploys(role, deployRoles))
        .map((changer) => ({ ...detailOf(changer, changers), severity })),
    );
  },
});

/** By its name, or by its whole ARN. */
function deploys(role: string, globs: readonly string[]): boolean {
  const { name } = roleTarget(role);

  return globs.some((glob) => matches(glob, name) || matches(glob, role));
}

function detailOf(changer: Changer, { administrators, of }: Changers): Detail {
  const { role, may, isConditional, count, functions } = changer;
  const under = isConditional ? ', under conditions' : '';
  const more = count - functions.length;

  return {
    subject: role,
    mark: [...may.map((change) => `${change}${under}`), ...powersIn(count, 'functions')],
    summary: `${nameOf(role)} can change ${may.join(', ')} of ${ofHowMany(count, of)}${under}`,
    evidence: lines(
      ...functions,
      ...(more > 0 ? [`and ${more} more`] : []),
      `not counted: ${counted(administrators, 'administrator')} of the account`,
    ),
  };
}

/** `deploy`, `user anna` */
function nameOf(principal: string): string {
  const { name } = roleTarget(principal);

  return principal.includes(':user/') ? `user ${name}` : name;
}

function ofHowMany(count: number, of: number): string {
  if (count < of) return `${count} of ${counted(of, 'function')}`;

  return of === 1 ? 'the only function' : `all ${of} functions`;
}
