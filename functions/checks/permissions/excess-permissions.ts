import { type Evidence, firstOf, lines } from '../../core/evidence.ts';
import { failIfAny, pass } from '../../domain/check.ts';
import {
  excessInBrief,
  severityOfExcess,
  wildInBrief,
} from '../../domain/permissions/excess-words.ts';
import { operationNames } from '../../domain/permissions/operation-names.ts';
import {
  provenPolicy,
  rightSizeRemediation,
} from '../../domain/remediation/right-size-remediation.ts';
import {
  administration,
  type ExcessGrant,
  excessAccess,
  type FunctionUse,
  harmOf,
  hasWildcard,
  type LastAccess,
  placeOf,
  showsCalls,
  type UnseenCalls,
} from '../../engines/iam/index.ts';
import { defineCheck } from '../define-check.ts';

const LEAD = 'Give the role a policy of what its functions need, and nothing else.';

export const excessPermissions = defineCheck({
  id: 'permissions/excess-permissions',
  target: 'role',
  title: 'Role allows more than its functions use',
  severity: 'medium',
  practice: 'permissions',
  rationale:
    'What no function uses serves only an intruder. In excess is what no code of the functions ' +
    'calls, IAM has not seen used within the window, and Lambda does not need for them. It is low ' +
    'where nothing of it does harm or reads data, as where it overwrites a table that the code ' +
    'writes to anyway; a statement that is dangerous in itself is a finding of its own. Where code ' +
    'does not show what a function calls, permissions/unused-service and permissions/unused-action ' +
    'report what IAM has not seen.',
  remediation: LEAD,
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege',
    'https://docs.aws.amazon.com/lambda/latest/dg/lambda-intro-execution-role.html',
  ],
  suppression: { covers: 'the permissions that nothing uses, as the policies write them' },
  cwe: 'CWE-250',
  frameworks: { owasp: ['S5:2017'], csa: ['SAS-4'], cis: ['12.4'] },
  replaces: ['permissions/unused-service', 'permissions/unused-action'],
  needs: ['permissions', 'configuration', 'now', 'lastAccess', 'codeUse'],

  evaluate({ permissions, configuration, now, lastAccess, codeUse }) {
    if (administration(permissions) || !showsCalls(codeUse)) return pass;

    const sized = { permissions, role: configuration, now, lastAccess };
    const { grants, undecided } = excessAccess(sized, codeUse, operationNames);
    if (grants.length === 0) return pass;

    return failIfAny([
      {
        subject: 'role',
        mark: [...new Set(grants.map(({ pattern }) => pattern))],
        summary: `${headOf(grants)}: ${excessInBrief(grants)}`,
        severity: severityOfExcess(grants),
        evidence: [
          ...lines(codeLine(codeUse), accessLine(lastAccess)),
          ...grantLines(grants),
          ...undecidedLines(undecided),
        ],
        remediation: rightSizeRemediation(
          LEAD,
          configuration,
          permissions.policies,
          provenPolicy(sized, codeUse, operationNames),
          codeUse.map(({ name }) => name),
        ),
      },
    ]);
  },
});

/** Of a wildcard some may be used. */
function headOf(grants: readonly ExcessGrant[]): string {
  return grants.some(({ needed }) => needed > 0)
    ? 'The role allows more than anything uses'
    : 'Nothing uses what the role allows';
}

const MOST_LINES = 12;
const MOST_FUNCTIONS = 5;

function codeLine(uses: readonly FunctionUse[]): string {
  const names = firstOf(
    uses.map(({ name }) => name),
    MOST_FUNCTIONS,
  ).join(', ');

  return `the code of ${uses.length === 1 ? 'its function' : `its ${uses.length} functions`} calls none of what is in excess: ${names}`;
}

function accessLine(lastAccess: LastAccess | undefined): string {
  return lastAccess
    ? `IAM has seen none of it used within ${lastAccess.days} days, as far as it reports`
    : 'of what the role used before, IAM cannot say enough yet: its code alone shows this';
}

function grantLines(grants: readonly ExcessGrant[]): readonly Evidence[] {
  const texts = [...Map.groupBy(grants, ({ origin }) => placeOf(origin))].flatMap(
    ([place, some]) => {
      const wild = some.filter(({ pattern }) => hasWildcard(pattern)).map(wildInBrief);
      const named = some.filter(({ pattern }) => !hasWildcard(pattern));
      const list = firstOf(
        named.map(({ pattern }) => pattern),
        MOST_LINES,
      ).join(', ');

      return [...wild, ...(list === '' ? [] : [list])].map((text) => `${place}: ${text}`);
    },
  );

  return lines(...firstOf(texts, MOST_LINES), ...harmLines(grants));
}

function harmLines(grants: readonly ExcessGrant[]): readonly string[] {
  const actions = [
    ...new Map(
      grants.flatMap((grant) => grant.actions).map((action) => [action.name, action]),
    ).values(),
  ];

  return [...Map.groupBy(actions, harmOf)].flatMap(([harm, some]) =>
    harm === undefined
      ? []
      : [
          `it ${harm}: ${firstOf(
            some.map(({ name }) => name),
            MOST_FUNCTIONS,
          ).join(', ')}`,
        ],
  );
}

function undecidedLines(undecided: readonly UnseenCalls[]): readonly Evidence[] {
  const services = [...new Map(undecided.map((each) => [each.service, each])).values()];
  if (services.length === 0) return [];

  return services.slice(0, MOST_FUNCTIONS).map(({ service, why, path, line }) => ({
    text: `what is needed of ${service} could not be decided, and is left out: ${why}`,
    ...(path !== undefined && { path }),
    ...(line !== undefined && { line }),
  }));
}
