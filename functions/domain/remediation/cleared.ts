import type { Target } from '../../core/target.ts';
import {
  everyType,
  leavesNothingOut,
  type ResourceType,
  type Statement,
  type StatementFaults,
} from '../../engines/iam/index.ts';
import { limited, withCalledActions, withoutActions, withScoped } from './narrowed.ts';
import { isPlaceholder } from './placeholder.ts';

/**
 * A statement as it should be: without anything that is wrong with it, whichever check reports it,
 * so that no two findings undo each other's fixes.
 */
export function cleared(found: StatementFaults, role: Target<'role'>): readonly Statement[] {
  const { origin, openEnded, services, unlimited } = found;
  const removed = new Set(unlimited.map(({ name }) => name));
  const left =
    removed.size > 0
      ? withoutActions(origin.statement, (action) => removed.has(action))
      : [origin.statement];

  return left
    .map((statement) => (openEnded ? limited(statement) : statement))
    .map((statement) =>
      services.reduce((less, { service }) => withCalledActions(less, service), statement),
    )
    .flatMap((statement) => onUsed(statement, found, role));
}

/** Of a statement, the actions that it allows on everything limited to what the functions use. */
function onUsed(
  statement: Statement,
  { openEnded, data, services, wide }: StatementFaults,
  role: Target<'role'>,
): readonly Statement[] {
  const types = openEnded
    ? everyType()
    : [...data, ...services, ...wide].flatMap((each) => each.types);
  const named = statement.resources.patterns.filter((pattern) => !isWide(pattern, types, role));
  if (named.length === statement.resources.patterns.length) return [statement];

  const actions = new Set([
    ...data.flatMap(({ kind }) => kind.actions),
    ...wide.map(({ action }) => action.name),
  ]);
  const isScoped = (action: string) => openEnded || isPlaceholder(action) || actions.has(action);
  return withScoped(statement, isScoped, named);
}

function isWide(pattern: string, types: readonly ResourceType[], role: Target<'role'>): boolean {
  return types.some(({ arns }) => arns.some((arn) => leavesNothingOut(pattern, arn, role)));
}
