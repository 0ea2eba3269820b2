import { type Detail, defineCheck, failIfAny, lines, pass } from '../../domain/check.ts';
import { administration } from '../../domain/iam/administrator.ts';
import { evaluatorOf } from '../../domain/iam/evaluator.ts';
import type { Selection } from '../../domain/iam/policy-document.ts';
import {
  isOfAws,
  type PolicyStatement,
  placeOf,
  reachOf,
  statementsOf,
  subjectOf,
} from '../../domain/iam/policy-statement.ts';
import { contextOf } from '../../domain/iam/request-context.ts';
import { statementMark } from '../../domain/iam/statement-mark.ts';
import { fillWildcards, unspelt } from '../../domain/iam/wildcard.ts';
import { weighedByReach } from '../../domain/reach.ts';
import { limited } from '../../domain/remedy/narrowed.ts';
import { statementRemedy } from '../../domain/remedy/statement-remedy.ts';
import type { Target } from '../../domain/target.ts';

const LEAD =
  'Name what the functions use in Action and Resource, and move the exceptions to a Deny.';

export const notActionAllow = defineCheck({
  id: 'permissions/not-action-allow',
  target: 'role',
  title: 'A statement allows all but what it names',
  severity: 'high',
  practice: 'permissions',
  rationale:
    'NotAction and NotResource allow whatever nobody thought of, and whatever AWS adds next week. ' +
    'In a Deny they are fine.',
  remediation: LEAD,
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notaction.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notresource.html',
  ],
  suppression: { covers: 'what the statement grants' },
  cwe: 'CWE-250',
  needs: ['permissions', 'configuration', 'now', 'openFunctions'],

  evaluate({ permissions, configuration, now, openFunctions }) {
    if (administration(permissions)) return pass;

    const decide = evaluatorOf(permissions);
    const context = contextOf(configuration, now);
    const isInForce = ({ statement }: PolicyStatement) =>
      probesOf(statement.actions, `${unspelt}:${unspelt}`).some((action) =>
        probesOf(statement.resources, `arn:aws:${unspelt}:::${unspelt}`).some(
          (resource) => decide({ action, resource, context }).answer !== 'denied',
        ),
      );

    const details = permissions.policies
      .flatMap(statementsOf)
      .filter(isOpenEnded)
      .filter(isInForce)
      .map((origin) => detailOf(origin, configuration));

    return failIfAny(weighedByReach(details, 'high', openFunctions));
  },
});

/** What AWS lists action by action is thought of; on which resources, nobody here can change. */
function isOpenEnded({ statement, policy }: PolicyStatement): boolean {
  const { effect, actions, resources } = statement;
  if (effect !== 'Allow') return false;

  return actions.scope === 'all but' || (resources.scope === 'all but' && !isOfAws(policy));
}

function probesOf({ scope, patterns }: Selection, other: string): readonly string[] {
  return scope === 'all but' ? [other] : patterns.map((pattern) => fillWildcards(pattern, unspelt));
}

function detailOf(origin: PolicyStatement, role: Target<'role'>): Detail {
  return {
    subject: subjectOf(origin),
    mark: statementMark(origin.statement),
    summary: `${placeOf(origin)}, allows ${reachOf(origin.statement)}`,
    evidence: lines(`${placeOf(origin)}, allows ${reachOf(origin.statement)}`),
    remediation: statementRemedy(LEAD, role, [{ origin, proposed: [limited(origin.statement)] }]),
  };
}
