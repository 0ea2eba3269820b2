import { type Statement, selectsAction } from '../policy-document.ts';
import type { PolicyStatement } from '../policy-statement.ts';
import { contains } from '../resource-overlap.ts';
import { hasWildcard } from '../wildcard.ts';
import type { Need } from './need.ts';

/** Actions by any of which a caller overwrites or deletes an item, or an object, that it can name. */
const alike: readonly (readonly string[])[] = [
  ['dynamodb:BatchWriteItem', 'dynamodb:DeleteItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem'],
  ['s3:DeleteObject', 's3:PutObject'],
];

/**
 * Whether an action destroys no more than code does anyway: the code writes to the one table or bucket
 * that the statement names.
 *
 * @param code what it calls.
 * @param allows all that the role is allowed: a call about a table that is not known is about that of a
 * statement if no other allows it.
 */
export function isWrittenAnyway(
  action: string,
  { statement }: PolicyStatement,
  code: readonly Need[],
  allows: readonly PolicyStatement[],
): boolean {
  const others = alike.find((group) => group.includes(action))?.filter((each) => each !== action);
  const whole = wholeNamed(statement);
  if (!others || whole === undefined) return false;

  return code
    .filter((need) => others.includes(need.action) && selectsAction(statement.actions, need.action))
    .some(({ action: written, resources }) =>
      resources === undefined
        ? allows.every((other) => other.statement === statement || !allowsIt(other, written))
        : resources.some((pattern) => isWithin(pattern, whole, statement)),
    );
}

function allowsIt({ statement }: PolicyStatement, action: string): boolean {
  return selectsAction(statement.actions, action);
}

function isWithin(pattern: string, whole: string, { resources }: Statement): boolean {
  return (
    wholeOf(pattern) === whole &&
    resources.patterns.some((own) => contains(own, pattern) || contains(pattern, own))
  );
}

/** `table/orders` or `bucket`, where a statement is about that one and nothing else. */
function wholeNamed({ resources: { scope, patterns } }: Statement): string | undefined {
  if (scope === 'all but') return undefined;
  const [first, ...others] = new Set(patterns.map(wholeOf));

  return others.length === 0 ? first : undefined;
}

/** Of a table or a bucket, by which its indexes and objects are known; undefined with a wildcard. */
function wholeOf(pattern: string): string | undefined {
  const [, , service, , , ...rest] = pattern.split(':');
  const parts = rest.join(':').split('/');
  const whole = (service === 's3' ? parts.slice(0, 1) : parts.slice(0, 2)).join('/');

  return whole === '' || hasWildcard(whole) ? undefined : whole;
}
