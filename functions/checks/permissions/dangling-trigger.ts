import { firstOf, lines } from '../../core/evidence.ts';
import type { FunctionTarget } from '../../core/target.ts';
import { type Detail, failIfAny } from '../../domain/check.ts';
import {
  isBucket,
  isNamedByAws,
  namesSource,
  sourceIn,
  sourcesIn,
} from '../../domain/exposure/trigger-source.ts';
import { statementMark } from '../../domain/permissions/statement-mark.ts';
import { permissionRemediation } from '../../domain/remediation/permission-remediation.ts';
import {
  accessBy,
  choosesSource,
  isTakenBack,
  type ResourcePolicy,
  type ResourceStatement,
  statementSubject,
  statementTitle,
} from '../../engines/iam/index.ts';
import { defineCheck } from '../define-check.ts';

const LEAD = 'Remove the permission of the source that no longer exists.';

export const danglingTrigger = defineCheck({
  id: 'permissions/dangling-trigger',
  target: 'function',
  title: 'Permission for a trigger that no longer exists',
  severity: 'medium',
  practice: 'permissions',
  rationale:
    'Anyone who creates a resource of that name can invoke the function with it. The name of a ' +
    'deleted bucket is free for every AWS account: where the grant does not name the account, ' +
    'it is an entry point for strangers. Checked are S3 buckets, SNS topics, EventBridge rules, ' +
    'APIs of API Gateway, and rules and custom authorizers of AWS IoT; not other services, such as CloudWatch Logs, not user pools of Amazon Cognito, whose ids are given once, and not ' +
    'sources in other accounts, which cannot be seen from here.',
  remediation: LEAD,
  references: [
    'https://docs.aws.amazon.com/lambda/latest/dg/permissions-function-services.html',
    'https://docs.aws.amazon.com/AmazonS3/latest/userguide/delete-bucket.html',
  ],
  suppression: { covers: 'what the statement grants, and the sources that no longer exist' },
  cwe: 'CWE-672',
  frameworks: { owasp: ['S6:2017'], csa: ['SAS-11'] },
  needs: ['resourcePolicies', 'triggerSources', 'configuration'],

  evaluate({ resourcePolicies, triggerSources, configuration }) {
    const gone = new Set(
      triggerSources
        .filter(({ arn, exists }) => !exists && !isNamedByAws(arn))
        .map(({ arn }) => arn),
    );

    return failIfAny(
      resourcePolicies.flatMap((policy) =>
        policy.statements.flatMap((statement) => detailOf(statement, policy, configuration, gone)),
      ),
    );
  },
});

function detailOf(
  statement: ResourceStatement,
  policy: ResourcePolicy,
  target: FunctionTarget,
  gone: ReadonlySet<string>,
): readonly Detail[] {
  const missing = [...new Set(sourcesIn(statement))].filter((source) => gone.has(source));
  const isLive = !accessBy(statement, policy, target.arn).every(isTakenBack);
  if (missing.length === 0 || !isLive) return [];

  const isClaimable = missing.some(isBucket) && !namesAccount(statement);
  const [first, ...more] = missing;
  return [
    {
      subject: statementSubject(statement, policy),
      mark: [...statementMark(statement), ...missing],
      severity: isClaimable ? 'high' : 'medium',
      summary: `${statementTitle(statement)} trusts ${first}${more.length > 0 ? ` and ${more.length} more` : ''}, which no longer exists`,
      evidence: lines(
        ...firstOf(
          missing.map((source) => `does not exist: ${source}`),
          10,
        ),
        ...(isClaimable ? ['anyone can create a bucket of that name'] : []),
      ),
      remediation: permissionRemediation(LEAD, {
        target,
        policy,
        statement,
        proposed: without(statement, gone),
      }),
    },
  ];
}

/** A bucket's ARN alone says nothing of whose it is. */
function namesAccount({ conditions }: ResourceStatement): boolean {
  return conditions.some((condition) => !namesSource(condition) && choosesSource(condition));
}

/** Undefined where nothing is left. */
function without(
  statement: ResourceStatement,
  gone: ReadonlySet<string>,
): ResourceStatement | undefined {
  const conditions = statement.conditions.map((condition) =>
    namesSource(condition)
      ? {
          ...condition,
          values: condition.values.filter((value) => !gone.has(sourceIn(value) ?? '')),
        }
      : condition,
  );

  return conditions.every(({ values }) => values.length > 0)
    ? { ...statement, conditions }
    : undefined;
}
