import { type Detail, defineCheck, failIfAny, lines, pass } from '../../domain/check.ts';
import { actionsMatching, changesThings } from '../../domain/iam/action-catalogue.ts';
import { administration } from '../../domain/iam/administrator.ts';
import { evaluatorOf } from '../../domain/iam/evaluator.ts';
import {
  isWideByDesign,
  type PolicyStatement,
  placeOf,
  reachOf,
  serviceOf,
  statementsOf,
} from '../../domain/iam/policy-statement.ts';
import { contextOf } from '../../domain/iam/request-context.ts';
import { statementMark } from '../../domain/iam/statement-mark.ts';
import { fillWildcards, unspelt } from '../../domain/iam/wildcard.ts';
import { weighedByReach } from '../../domain/reach.ts';
import { withCalledActions } from '../../domain/remedy/narrowed.ts';
import { statementRemedy } from '../../domain/remedy/statement-remedy.ts';
import type { Target } from '../../domain/target.ts';

export const serviceWildcard = defineCheck({
  id: 'permissions/service-wildcard',
  target: 'role',
  title: 'A role allows every action of a service',
  severity: 'medium',
  practice: 'permissions',
  rationale:
    'No function uses all of a service. Among the rest are the actions that delete, that open a ' +
    'resource to others, and those that AWS has yet to add. The policies that AWS keeps for running ' +
    'functions (AWSLambda…) are no finding.',
  remediation: 'Replace the wildcard by the actions that the function calls.',
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege',
  ],
  suppression: { covers: 'on which resources the service is allowed, under which conditions' },
  cwe: 'CWE-250',
  needs: ['permissions', 'configuration', 'now', 'openFunctions'],

  evaluate({ permissions, configuration, now, openFunctions }) {
    if (administration(permissions)) return pass;

    const decide = evaluatorOf(permissions);
    const context = contextOf(configuration, now);
    const isInForce = ({ service, origin }: WholeService) =>
      origin.statement.resources.patterns
        .map((pattern) => fillWildcards(pattern, unspelt))
        .some((name) => {
          const resource = origin.statement.resources.scope === 'only' ? name : unspelt;
          return decide({ action: `${service}:${unspelt}`, resource, context }).answer !== 'denied';
        });

    const whole = permissions.policies
      .filter((policy) => !isWideByDesign(policy))
      .flatMap(statementsOf)
      .flatMap(wholeServices);
    const byService = Map.groupBy(whole.filter(isInForce), ({ service }) => service);
    const details = [...byService]
      .map(([service, found]) => detailOf(service, found, configuration))
      .toSorted((a, b) => (a.subject < b.subject ? -1 : 1));

    return failIfAny(weighedByReach(details, 'medium', openFunctions));
  },
});

interface WholeService {
  readonly service: string;
  readonly origin: PolicyStatement;
}

function wholeServices(origin: PolicyStatement): readonly WholeService[] {
  const { effect, actions, resources } = origin.statement;
  if (effect !== 'Allow' || actions.scope === 'all but') return [];

  const isOfFunctions = resources.scope === 'only' && resources.patterns.every(isOwnLogGroup);
  return actions.patterns
    .map(serviceOf)
    .filter((service) => service !== undefined)
    .filter((service) => !(service === 'logs' && isOfFunctions) && !isHarmless(service))
    .map((service) => ({ service, origin }));
}

/** Such as that of prices: it has nothing that could be changed. What nobody knows may. */
function isHarmless(service: string): boolean {
  const actions = actionsMatching(`${service}:*`);

  return actions.length > 0 && !actions.some(changesThings);
}

/** There is little in a function's own logs that it could not write there anyway. */
function isOwnLogGroup(resource: string): boolean {
  return /^arn:[^:]*:logs:[^:]*:[^:]*:log-group:\/aws\/lambda\/[^*?]/.test(resource);
}

function detailOf(service: string, found: readonly WholeService[], role: Target<'role'>): Detail {
  const actions = actionsMatching(`${service}:*`);
  const changing = actions.filter(changesThings).length;
  const policies = [...new Set(found.map(({ origin }) => origin.policy.name))].join(' and ');
  const count =
    actions.length > 0 ? ` (${actions.length} today, ${changing} of which change things)` : '';

  return {
    subject: `${service}:*`,
    mark: found.flatMap(({ origin }) =>
      statementMark(origin.statement, { actions: [`${service}:*`] }),
    ),
    summary: `${policies} ${policies.includes(' and ') ? 'allow' : 'allows'} every action of ${service}${count}`,
    evidence: lines(
      ...new Set(
        found.map(({ origin }) => `${placeOf(origin)}, allows ${reachOf(origin.statement)}`),
      ),
    ),
    remediation: statementRemedy(
      `Replace ${service}:* by the actions that the functions call.`,
      role,
      found.map(({ origin }) => ({
        origin,
        proposed: [withCalledActions(origin.statement, service)],
      })),
    ),
  };
}
