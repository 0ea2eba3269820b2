import { actionsMatching } from './action-catalogue.ts';
import type { Selection, Statement } from './policy-document.ts';
import { isOfAws, type PolicyStatement } from './policy-statement.ts';
import type { EvaluatedRole } from './wide-grants.ts';
import { fillWildcards, matches, unspelt } from './wildcard.ts';

/** What no statement names: one with it allows all but what it names, if it allows anything. */
const otherAction = `${unspelt}:${unspelt}`;
/** One that is in no region and account, as a bucket is, and one that is. */
const otherResources = [
  `arn:aws:${unspelt}:::${unspelt}`,
  `arn:aws:${unspelt}:${unspelt}:${unspelt}:${unspelt}`,
];

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

  return effect === 'Allow' && isAllBut && !isEmpty(statement) && isInForce(statement, evaluated);
}

/** Whether it allows text messages to phones and nothing besides: to publish, but to no topic and no device that is named. */
export function sendsTextsAlone({ actions, resources }: Statement): boolean {
  const allowed = actions.patterns.flatMap((pattern) => {
    const found = actionsMatching(pattern);
    return found.length > 0 ? found.map(({ name }) => name) : [pattern];
  });

  return (
    actions.scope === 'only' &&
    allowed.every((name) => name === 'sns:Publish') &&
    leavesOut(resources, anyTopic)
  );
}

const anyTopic = `arn:aws:sns:${unspelt}:${unspelt}:${unspelt}`;

/** Its exceptions leave nothing, as `"NotResource": "*"` does. */
function isEmpty({ actions, resources }: Statement): boolean {
  return (
    leavesOut(actions, otherAction) || otherResources.every((other) => leavesOut(resources, other))
  );
}

function leavesOut({ scope, patterns }: Selection, other: string): boolean {
  return scope === 'all but' && patterns.some((pattern) => matches(pattern, other));
}

function isInForce(statement: Statement, { decide, context }: EvaluatedRole): boolean {
  return probesOf(statement.actions, [otherAction]).some((action) =>
    probesOf(statement.resources, otherResources).some(
      (resource) => decide({ action, resource, context }).answer !== 'denied',
    ),
  );
}

function probesOf({ scope, patterns }: Selection, others: readonly string[]): readonly string[] {
  return scope === 'all but' ? others : patterns.map((pattern) => fillWildcards(pattern, unspelt));
}
