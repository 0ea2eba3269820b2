import { actionsMatching, matches, type Statement, serviceOf } from '../../engines/iam/index.ts';
import { calledAction, isPlaceholder, placeholder, usedResource } from './placeholder.ts';

/** Actions that a wildcard is spelt out to: more are a list that is not read. */
const MOST_SPELT_OUT = 12;

/**
 * Of a statement, some actions on what the functions use, those of each service by themselves, and
 * the rest as before. A pattern that
 * stands for actions of both kinds is spelt out, or limited to what the code calls.
 *
 * @param isScoped of an action's name.
 * @param named those of its resources that may stay as they are.
 */
export function withScoped(
  statement: Statement,
  isScoped: (action: string) => boolean,
  named: readonly string[] = [],
): readonly Statement[] {
  if (statement.actions.scope === 'all but') return [limited(statement)];

  const parts = statement.actions.patterns.map((pattern) => split(pattern, isScoped));
  const scoped = parts.flatMap((part) => part.scoped);
  const rest = parts.flatMap((part) => part.rest);

  return [
    ...[...Map.groupBy(scoped, serviceIn).values()].map((some, index) =>
      onUsed(withActions(numbered(statement, index, some), some), named),
    ),
    ...(rest.length > 0 ? [restOf(statement, rest, scoped.length > 0)] : []),
  ];
}

function serviceIn(pattern: string): string {
  return pattern.toLowerCase().split(':')[0] ?? '';
}

/** The same statement with each `service:*` of a service limited to what the code calls. */
export function withCalledActions(statement: Statement, service: string): Statement {
  if (statement.actions.scope === 'all but') return limited(statement);

  const actions = statement.actions.patterns.map((pattern) =>
    serviceOf(pattern) === service ? calledAction(service) : pattern,
  );

  return withActions(statement, actions);
}

/**
 * A statement without some of its actions; nothing when none is left. A pattern that stands for
 * others besides is spelt out, or limited to what the code calls.
 *
 * @param isGone of an action's name.
 */
export function withoutActions(
  statement: Statement,
  isGone: (action: string) => boolean,
): readonly Statement[] {
  if (statement.actions.scope === 'all but') return [limited(statement)];

  const kept = statement.actions.patterns.flatMap((pattern) => split(pattern, isGone, []).rest);
  return kept.length > 0 ? [withActions(statement, kept)] : [];
}

/**
 * Of a statement, some actions no longer on a resource that it spells out, and the rest as before.
 *
 * @param isScoped of an action's name.
 */
export function withoutResource(
  statement: Statement,
  isScoped: (action: string) => boolean,
  resource: string,
): readonly Statement[] {
  const left = statement.resources.patterns.filter((pattern) => !matches(pattern, resource));
  if (left.length === 0) return withoutActions(statement, isScoped);

  const { scope, patterns } = statement.actions;
  const isWhole =
    scope === 'only' &&
    patterns.every((pattern) => actionsMatching(pattern).every(({ name }) => isScoped(name)));
  return isWhole
    ? [{ ...statement, resources: { scope: 'only', patterns: left } }]
    : withScoped(statement, isScoped, left);
}

/** A statement limited to what the code calls on what it uses, which only its owner knows. */
export function limited(statement: Statement): Statement {
  const { actions, resources } = statement;
  const isWide = ({ scope, patterns }: Statement['actions']) =>
    scope === 'all but' || patterns.some((pattern) => /^\*+$/.test(pattern));
  const only = (what: string) => ({ scope: 'only' as const, patterns: [placeholder(what)] });

  return {
    ...statement,
    actions: isWide(actions) ? only('each action it calls') : actions,
    resources: isWide(resources) ? only('ARN of what it uses') : resources,
  };
}

/** What a pattern stands for, in two; `many` stands for a part that is too long to be spelt out. */
function split(
  pattern: string,
  isScoped: (action: string) => boolean,
  many: readonly string[] = [limitedPattern(pattern)],
): { readonly scoped: readonly string[]; readonly rest: readonly string[] } {
  const names = isPlaceholder(pattern)
    ? [pattern]
    : actionsMatching(pattern).map(({ name }) => name);
  const scoped = names.filter(isScoped);
  if (scoped.length === 0) return { scoped: [], rest: [pattern] };
  if (scoped.length === names.length) return { scoped: [pattern], rest: [] };

  const rest = names.filter((name) => !isScoped(name));
  if (rest.length > MOST_SPELT_OUT) {
    return many.length > 0
      ? { scoped: many, rest: [] }
      : { scoped: [], rest: [limitedPattern(pattern)] };
  }
  return { scoped, rest };
}

function limitedPattern(pattern: string): string {
  const [service = ''] = pattern.toLowerCase().split(':');

  return /^[a-z\d-]+$/.test(service) ? calledAction(service) : placeholder('each action it calls');
}

function onUsed(statement: Statement, named: readonly string[]): Statement {
  const used = statement.actions.patterns.map(usedResource);

  return {
    ...statement,
    resources: { scope: 'only', patterns: [...new Set([...named, ...used])] },
  };
}

/** Names of statements are unique within a policy, and have letters and digits only. */
function numbered(
  statement: Statement,
  index: number,
  [pattern = '']: readonly string[],
): Statement {
  if (index === 0 || !statement.sid) return statement;
  const service = serviceIn(pattern).replaceAll(/[^a-z\d]/g, '');

  return {
    ...statement,
    sid: `${statement.sid}${service.charAt(0).toUpperCase()}${service.slice(1)}`,
  };
}

function restOf(statement: Statement, actions: readonly string[], isSecond: boolean): Statement {
  const rest = withActions(statement, actions);

  return isSecond && statement.sid ? { ...rest, sid: `${statement.sid}Rest` } : rest;
}

function withActions(statement: Statement, patterns: readonly string[]): Statement {
  return { ...statement, actions: { scope: 'only', patterns: [...new Set(patterns)] } };
}
