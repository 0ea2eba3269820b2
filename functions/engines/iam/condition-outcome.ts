import { type Operator, operatorNamed } from './comparison.ts';
import type { Condition } from './condition.ts';
import { fillVariables } from './policy-variable.ts';
import type { Reading, RequestContext } from './request-context.ts';

/** True, false, or undefined: it hangs on what is not known of the request. */
export type Outcome = boolean | undefined;

/**
 * What a condition comes to. What is not known stays open, and so does an unknown
 * operator; where a key may have several readings, they must agree.
 *
 * Source: "IAM JSON policy elements: Condition operators" and "Set operators for multivalued
 * context keys" (IAM User Guide).
 */
export function outcomeOf(condition: Condition, context: RequestContext): Outcome {
  const [first, ...rest] = context.get(condition.key.toLowerCase()) ?? [];
  if (!first) return undefined;

  const outcome = inReading(condition, first, context);
  return rest.every((reading) => inReading(condition, reading, context) === outcome)
    ? outcome
    : undefined;
}

/** All of them, as in a statement. */
export function all(outcomes: Iterable<Outcome>): Outcome {
  let result: Outcome = true;

  for (const outcome of outcomes) {
    if (outcome === false) return false;
    if (outcome === undefined) result = undefined;
  }
  return result;
}

/** At least one of them. */
export function any(outcomes: Iterable<Outcome>): Outcome {
  let result: Outcome = false;

  for (const outcome of outcomes) {
    if (outcome === true) return true;
    if (outcome === undefined) result = undefined;
  }
  return result;
}

export function not(outcome: Outcome): Outcome {
  return outcome === undefined ? undefined : !outcome;
}

function inReading(condition: Condition, actual: Reading, context: RequestContext): Outcome {
  const { quantifier, name, ifExists } = partsOf(condition.operator);
  const isAbsent = actual.length === 0;
  if (name === 'null') return any(condition.values.map((value) => isTrue(value) === isAbsent));

  const operator = operatorNamed(name);
  if (!operator) return undefined;
  if (isAbsent)
    return ifExists || (quantifier ? quantifier === 'forallvalues' : operator.isNegated);

  const each = actual.map((value) => holdsFor(value, operator, condition, context));
  if (quantifier) return quantifier === 'forallvalues' ? all(each) : any(each);
  return operator.isNegated ? all(each) : any(each);
}

function holdsFor(
  actual: string,
  { compare, isNegated }: Operator,
  { values }: Condition,
  context: RequestContext,
): Outcome {
  const found = any(
    values.map((value) => {
      const wanted = fillVariables(value, context);
      // What AWS makes of "not equal" to a variable that is missing is not written anywhere.
      if (wanted.variables === 'absent') return isNegated ? undefined : false;
      return wanted.variables === 'unknown' ? undefined : compare(actual, wanted);
    }),
  );

  return isNegated ? not(found) : found;
}

interface Parts {
  readonly quantifier: string | undefined;
  readonly name: string;
  readonly ifExists: boolean;
}

const known = new Map<string, Parts>();

/** More than AWS has operators: what else there is was made up. */
const MOST = 256;

function partsOf(operator: string): Parts {
  const before = known.get(operator);
  if (before) return before;

  const [, quantifier, name = '', ifExists] =
    /^(?:(forallvalues|foranyvalue):)?([a-z]+?)(ifexists)?$/.exec(operator.toLowerCase()) ?? [];
  const parts = { quantifier, name, ifExists: ifExists !== undefined };
  if (known.size < MOST) known.set(operator, parts);
  return parts;
}

function isTrue(value: string): boolean {
  return value.toLowerCase() === 'true';
}
