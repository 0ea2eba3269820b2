import type { Selection, Statement } from './policy-document.ts';
import { isOfAws, type PolicyStatement } from './policy-statement.ts';
import type { EvaluatedRole } from './wide-grants.ts';
import { fillWildcards, unspelt } from './wildcard.ts';

/**
 * Whether a statement allows all but what it names, and nothing takes that back. What AWS lists
 * action by action is deliberate; its resources cannot be changed in this account.
 */
export function isOpenEnded(
  { statement, policy }: PolicyStatement,
  evaluated: EvaluatedRole,
): boolean {
  const { effect, actions, resources } = statement;
  const isAllBut =
    actions.scope === 'all but' || (resources.scope === 'all but' && !isOfAws(policy));

  return effect === 'Allow' && isAllBut && isInForce(statement, evaluated);
}

function isInForce(statement: Statement, { decide, context }: EvaluatedRole): boolean {
  return probesOf(statement.actions, `${unspelt}:${unspelt}`).some((action) =>
    probesOf(statement.resources, `arn:aws:${unspelt}:::${unspelt}`).some(
      (resource) => decide({ action, resource, context }).answer !== 'denied',
    ),
  );
}

function probesOf({ scope, patterns }: Selection, other: string): readonly string[] {
  return scope === 'all but' ? [other] : patterns.map((pattern) => fillWildcards(pattern, unspelt));
}
