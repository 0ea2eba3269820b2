import { type Detail, defineCheck, failIfAny, lines, pass } from '../../domain/check.ts';
import { accountData } from '../../domain/iam/account-data.ts';
import {
  actionsMatching,
  type CatalogueAction,
  changesThings,
} from '../../domain/iam/action-catalogue.ts';
import { administration } from '../../domain/iam/administrator.ts';
import { evaluatorOf } from '../../domain/iam/evaluator.ts';
import { describeSelection, type Statement } from '../../domain/iam/policy-document.ts';
import {
  isOfAws,
  type PolicyStatement,
  placeOf,
  reachOf,
  serviceOf,
  spellsNoResource,
  statementsOf,
  subjectOf,
} from '../../domain/iam/policy-statement.ts';
import { contextOf } from '../../domain/iam/request-context.ts';
import { statementMark } from '../../domain/iam/statement-mark.ts';
import { fillWildcards, unspelt } from '../../domain/iam/wildcard.ts';
import { weighedByReach } from '../../domain/reach.ts';
import { withScoped } from '../../domain/remedy/narrowed.ts';
import { statementRemedy } from '../../domain/remedy/statement-remedy.ts';
import type { Target } from '../../domain/target.ts';

const LEAD =
  'Name the resources that the function uses. Keep `*` in a statement of its own for actions that ' +
  'take no resource.';

export const resourceWildcard = defineCheck({
  id: 'permissions/resource-wildcard',
  target: 'role',
  title: 'Actions are allowed on every resource though they could be on a few',
  severity: 'medium',
  practice: 'permissions',
  rationale:
    'A flaw in the function reaches every resource of the account instead of its own. ' +
    'It is worse where the actions write.',
  remediation: LEAD,
  references: [
    'https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege',
  ],
  suppression: { covers: 'what the statement grants' },
  cwe: 'CWE-732',
  needs: ['permissions', 'configuration', 'now', 'openFunctions'],

  evaluate({ permissions, configuration, now, openFunctions }) {
    if (administration(permissions)) return pass;

    const decide = evaluatorOf(permissions);
    const context = contextOf(configuration, now);
    const wideIn = (origin: PolicyStatement) =>
      scopableIn(origin.statement).filter(({ name }) =>
        origin.statement.resources.patterns.filter(spellsNoResource).some((pattern) => {
          const resource = fillWildcards(pattern, unspelt);
          const { answer, deciding } = decide({ action: name, resource, context });
          return (
            answer === 'allowed' && deciding.some(({ statement }) => statement === origin.statement)
          );
        }),
      );

    const details = permissions.policies
      .filter((policy) => !isOfAws(policy))
      .flatMap(statementsOf)
      .flatMap((origin) => detailOf(origin, wideIn(origin), configuration));

    return failIfAny(weighedByReach(details, 'medium', openFunctions));
  },
});

/** Whole services are another check's, and so are all but a few, and the data of the account. */
function scopableIn({ effect, actions, resources }: Statement): readonly CatalogueAction[] {
  const isAsked = effect === 'Allow' && actions.scope === 'only' && resources.scope === 'only';
  if (!isAsked || !resources.patterns.some(spellsNoResource)) return [];

  const found = actions.patterns
    .filter((pattern) => serviceOf(pattern) === undefined)
    .flatMap(actionsMatching)
    .filter(
      ({ name, takesResource }) =>
        takesResource && !needed.has(name) && !describing.has(name) && !readsData.has(name),
    );
  return [...new Set(found)];
}

/**
 * Takes a resource that the function cannot name beforehand, or one that most accounts do not have:
 * metrics are about a dataset, if there is any.
 *
 * Source: "Giving Lambda functions access to resources in an Amazon VPC" (Lambda Developer Guide).
 */
const needed: ReadonlySet<string> = new Set([
  'cloudwatch:GetMetricData',
  'cloudwatch:ListMetrics',
  'cloudwatch:PutMetricData',
  'ec2:AssignPrivateIpAddresses',
  'ec2:CreateNetworkInterface',
  'ec2:DeleteNetworkInterface',
  'ec2:UnassignPrivateIpAddresses',
  'logs:CreateLogGroup',
  'logs:CreateLogStream',
  'logs:PutLogEvents',
]);

/** Tells where a thing is, or how it is set up, to whoever knows its name; and nothing that is in it. */
const describing: ReadonlySet<string> = new Set([
  's3:GetBucketLocation',
  's3:GetBucketPolicy',
  's3:GetBucketPublicAccessBlock',
  'sns:GetTopicAttributes',
  'sqs:GetQueueAttributes',
  'sqs:GetQueueUrl',
]);

const readsData: ReadonlySet<string> = new Set(accountData.flatMap(({ actions }) => actions));

function detailOf(
  origin: PolicyStatement,
  wide: readonly CatalogueAction[],
  role: Target<'role'>,
): readonly Detail[] {
  if (wide.length === 0) return [];

  const writing = wide.filter(changesThings);
  const shown = (writing.length > 0 ? writing : wide).map(({ name }) => name);
  return [
    {
      subject: subjectOf(origin),
      mark: statementMark(origin.statement),
      summary: `${placeOf(origin)}, allows ${describeSelection({ scope: 'only', patterns: shown })} on every resource`,
      evidence: lines(
        `${placeOf(origin)}, allows ${reachOf(origin.statement)}`,
        `${wide.length} of its actions take a resource, ${writing.length} of them change things`,
      ),
      severity: writing.length > 0 ? 'high' : 'medium',
      remediation: statementRemedy(LEAD, role, [{ origin, proposed: scopedIn(origin, wide) }]),
    },
  ];
}

function scopedIn({ statement }: PolicyStatement, wide: readonly CatalogueAction[]) {
  const names = new Set(wide.map(({ name }) => name));
  const named = statement.resources.patterns.filter((pattern) => !spellsNoResource(pattern));

  return withScoped(statement, (action) => names.has(action), named);
}
