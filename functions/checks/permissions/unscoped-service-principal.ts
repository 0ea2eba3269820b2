import { lines } from '../../core/evidence.ts';
import type { FunctionTarget } from '../../core/target.ts';
import { type Detail, failIfAny } from '../../domain/check.ts';
import { statementMark } from '../../domain/permissions/statement-mark.ts';
import {
  permissionRemediation,
  withCondition,
} from '../../domain/remediation/permission-remediation.ts';
import {
  accessBy,
  type Condition,
  describeSelection,
  isForAnyone,
  namesBuckets,
  type ResourcePolicy,
  type ResourceStatement,
  statementSubject,
  statementTitle,
  staysInAccount,
} from '../../engines/iam/index.ts';
import { defineCheck } from '../define-check.ts';

export const unscopedServicePrincipal = defineCheck({
  id: 'permissions/unscoped-service-principal',
  target: 'function',
  title: 'Confused deputy: service may act for any account',
  severity: 'high',
  practice: 'permissions',
  rationale:
    'The service acts for every AWS account. Any account that has it send events to this ' +
    "function, from a bucket, a topic or a rule of its own, gets in under the service's name " +
    '(a confused deputy). The ARN of a bucket is no limit: it holds no account, and once the ' +
    'bucket is deleted anyone can take its name. While the bucket exists, its name belongs to one ' +
    'account: a statement that names buckets in full is medium.',
  remediation:
    'Add a condition on aws:SourceAccount, and on aws:SourceArn where there is one source.',
  references: [
    'https://docs.aws.amazon.com/lambda/latest/dg/permissions-function-services.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html',
  ],
  suppression: { covers: 'what the statement grants to which services' },
  cwe: 'CWE-441',
  needs: ['resourcePolicies', 'configuration'],

  evaluate({ resourcePolicies, configuration }) {
    return failIfAny(
      resourcePolicies.flatMap((policy) =>
        policy.statements
          .filter(({ effect }) => effect === 'Allow')
          .flatMap((statement) => detailOf(statement, policy, configuration)),
      ),
    );
  },
});

function detailOf(
  statement: ResourceStatement,
  policy: ResourcePolicy,
  target: FunctionTarget,
): readonly Detail[] {
  const open = accessBy(statement, policy, target.arn).filter(
    (access) => isForAnyone(access) && !staysInAccount(access),
  );
  const services = [...new Set(open.map(({ principal }) => principal.name))];
  if (services.length === 0) return [];

  const who = { scope: 'only', patterns: services } as const;

  return [
    {
      subject: statementSubject(statement, policy),
      mark: statementMark(statement, { principals: services }),
      ...(isOfNamedBuckets(services, statement) && { severity: 'medium' }),
      summary: `${statementTitle(statement)} allows ${describeSelection(statement.actions)} to ${describeSelection(who)}, for any account`,
      evidence: lines(...statement.conditions.map(evidenceOf)),
      remediation: permissionRemediation(
        `Name in ${statementTitle(statement)} the account for which the service may act.`,
        { target, policy, statement, proposed: withCondition(statement, ofAccount(target)) },
      ),
    },
  ];
}

/** Such a name is free for others only once the bucket is gone: see permissions/dangling-trigger. */
function isOfNamedBuckets(services: readonly string[], { conditions }: ResourceStatement): boolean {
  return services.every((name) => name === 's3.amazonaws.com') && conditions.some(namesBuckets);
}

function evidenceOf({ operator, key, values }: Condition): string {
  const shown = describeSelection({ scope: 'only', patterns: values });

  return `${operator} ${key} ${shown} does not name the account`;
}

function ofAccount({ account }: FunctionTarget): Condition {
  return { operator: 'StringEquals', key: 'aws:SourceAccount', values: [account] };
}
