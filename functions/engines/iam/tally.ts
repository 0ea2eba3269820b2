import { any, not, type Outcome, outcomeOf } from './condition-outcome.ts';
import type { Selection, Statement } from './policy-document.ts';
import { fillVariables } from './policy-variable.ts';
import type { RequestContext } from './request-context.ts';
import { literal, matcherOf, matches } from './wildcard.ts';

export interface IamRequest {
  readonly action: string;
  /** An ARN; `*` for an action that takes no resource. */
  readonly resource: string;
  readonly context: RequestContext;
}

/** A statement, made ready to be asked often. */
export interface Rule<T> {
  readonly origin: T;
  readonly statement: Statement;
  /** Whether it is about who asks. */
  readonly concerns: Outcome;
  /** @param action in lower case. */
  readonly isOnAction: (action: string) => boolean;
  /** @param resource in which wildcards stand for themselves. */
  readonly isOnResource: (resource: string, context: RequestContext) => Outcome;
}

/** What a set of policies makes of a request. */
export interface Tally<T> {
  /** A Deny that applies: nothing else counts. */
  readonly refusing: Rule<T> | undefined;
  /** Those that allow it. */
  readonly granting: readonly Rule<T>[];
  /** Those that may allow it, where none surely does. */
  readonly open: readonly Rule<T>[];
  /** Those that may deny it. */
  readonly vetoing: readonly Rule<T>[];
}

export function ruleOf<T>(origin: T, statement: Statement, concerns: Outcome): Rule<T> {
  const { actions, resources } = statement;
  const patterns = actions.patterns.map((pattern) => matcherOf(pattern.toLowerCase()));

  return {
    origin,
    statement,
    concerns,
    isOnAction: (action) => patterns.some((isOf) => isOf(action)) === (actions.scope === 'only'),
    isOnResource: resourceMatcher(resources),
  };
}

export function tally<T>(rules: readonly Rule<T>[], request: IamRequest): Tally<T> {
  const action = request.action.toLowerCase();
  const resource = literal(request.resource);
  const granting: Rule<T>[] = [];
  const open: Rule<T>[] = [];
  const vetoing: Rule<T>[] = [];

  for (const rule of rules) {
    if (rule.concerns === false || !rule.isOnAction(action)) continue;

    const outcome = appliesTo(rule, resource, request.context);
    if (outcome === false) continue;

    if (rule.statement.effect === 'Allow') (outcome ? granting : open).push(rule);
    else if (outcome) return { refusing: rule, granting: [], open: [], vetoing: [] };
    else vetoing.push(rule);
  }

  return { refusing: undefined, granting, open: granting.length > 0 ? [] : open, vetoing };
}

/** Whether they allow it, whatever may deny it. */
export function grantOf({ granting, open }: Tally<unknown>): Outcome {
  if (granting.length > 0) return true;

  return open.length > 0 ? undefined : false;
}

function appliesTo<T>(rule: Rule<T>, resource: string, context: RequestContext): Outcome {
  let result = rule.concerns;

  const onResource = rule.isOnResource(resource, context);
  if (onResource === false) return false;
  if (onResource === undefined) result = undefined;

  for (const condition of rule.statement.conditions) {
    const outcome = outcomeOf(condition, context);
    if (outcome === false) return false;
    if (outcome === undefined) result = undefined;
  }
  return result;
}

function resourceMatcher({ scope, patterns }: Selection): Rule<unknown>['isOnResource'] {
  const fixed = patterns.filter((pattern) => !pattern.includes('${')).map(matcherOf);
  const variable = patterns.filter((pattern) => pattern.includes('${'));

  return (resource, context) => {
    const isFixed = fixed.some((isResource) => isResource(resource));
    const found = isFixed || any(variable.map((written) => isNamed(written, resource, context)));

    return scope === 'only' ? found : not(found);
  };
}

/** A variable that the request lacks makes a name of nothing. */
function isNamed(written: string, resource: string, context: RequestContext): Outcome {
  const { pattern, variables } = fillVariables(written, context);
  if (variables === 'absent' || !matches(pattern, resource)) return false;

  return variables === 'unknown' ? undefined : true;
}
