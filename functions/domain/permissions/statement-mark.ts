import { compareTexts } from '../../core/compare-texts.ts';
import { fingerprint } from '../../core/fingerprint.ts';
import type { Mark } from '../../core/mark.ts';
import type {
  Condition,
  ResourceStatement,
  Selection,
  Statement,
} from '../../engines/iam/index.ts';

/** Beyond it a statement is marked as one thing. */
const MOST_GRANTS = 2_000;

/** What of a statement a finding is about. */
interface Concerned {
  /** @default all actions of the statement, as it spells them. */
  readonly actions?: readonly string[];
  /** @default all principals of the statement, if it is of a resource policy. */
  readonly principals?: readonly string[];
}

/**
 * What a statement grants, one by one: an action, on a resource, to a principal. Its name and its
 * place are not part of it, and neither is the order in which anything is written.
 *
 * Under a condition each grant is another one than without, so that a condition that is changed or
 * lost makes all of them new. The values of conditions are in it as a digest alone.
 */
export function statementMark(
  statement: Statement | ResourceStatement,
  concerned: Concerned = {},
): Mark {
  const actions = concerned.actions ?? termsOf(statement.actions);
  const principals = concerned.principals ?? principalsOf(statement);
  const resources = termsOf(statement.resources);
  const when = conditionsInBrief(statement.conditions);

  if (actions.length * resources.length * Math.max(1, principals.length) > MOST_GRANTS) {
    const all = [actions, resources, principals].map((terms) => terms.toSorted(compareTexts));
    return [`a statement of very many grants ~${digestOf(all)}${when}`];
  }

  const grants = actions.flatMap((action) =>
    resources.map((resource) => `${action.toLowerCase()} on ${resource}`),
  );
  return principals.length === 0
    ? grants.map((grant) => `${grant}${when}`)
    : grants.flatMap((grant) => principals.map((who) => `${grant} to ${who}${when}`));
}

/** Pattern by pattern; all but some of them is one term. */
function termsOf({ scope, patterns }: Selection): readonly string[] {
  return scope === 'only' ? patterns : [`all but ${patterns.toSorted(compareTexts).join(', ')}`];
}

function principalsOf(statement: Statement | ResourceStatement): readonly string[] {
  if (!('principals' in statement)) return [];

  const { scope, named } = statement.principals;
  return termsOf({ scope, patterns: named.map(({ name }) => name) });
}

/** ` when stringequals aws:sourcevpc ~0123456789abcdef0123`: their values are in the digest. */
export function conditionsInBrief(conditions: readonly Condition[]): string {
  if (conditions.length === 0) return '';

  const sorted = conditions
    .map(({ operator, key, values }) => ({
      label: `${operator} ${key}`.toLowerCase(),
      values: values.toSorted(compareTexts),
    }))
    .toSorted((a, b) => compareTexts(JSON.stringify(a), JSON.stringify(b)));

  return ` when ${sorted.map(({ label }) => label).join(' and ')} ~${digestOf(sorted)}`;
}

function digestOf(value: unknown): string {
  return fingerprint(JSON.stringify(value)).slice(0, 20);
}
