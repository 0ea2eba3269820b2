import { action, nothing, type Outcome as OutcomeOf } from '../../signatures/index.ts';
import { nodesIn } from '../nodes-in.ts';
import type { Route } from '../route.ts';
import type { AnyNode, Expression, FunctionNode } from '../syntax.ts';
import type { Value, Values } from '../value.ts';
import {
  askedByDecorator,
  askedByParameters,
  askedOf,
  type Dependency,
} from './declared-dependencies.ts';
import type { Proof, Verification } from './verification.ts';

type Outcome = OutcomeOf<AnyNode>;

/**
 * The check of what FastAPI runs before a route: `Depends(current_user)`, as a default, in `Annotated`, or of
 * its decorator. Undefined where one that is not seen, or that acts, runs before it.
 */
export function dependencyCheck(
  values: Values,
  verification: Verification,
  { of, by }: Route,
  above: readonly Expression[] = [],
): Proof | undefined {
  const before = above.flatMap((each) => askedOf(values, each));

  return inOrder(
    [...before, ...askedByDecorator(values, by), ...askedByParameters(values, of)],
    (each) => outcomeOf(values, verification, each, 0),
  ).passed;
}

/** The first check, where nothing acts before it. */
function inOrder(all: readonly Dependency[], of: (each: Dependency) => Outcome): Outcome {
  for (const each of all) {
    const outcome = of(each);
    if (outcome.acts || outcome.passed) return outcome;
  }
  return nothing;
}

function outcomeOf(
  values: Values,
  verification: Verification,
  { given }: Dependency,
  depth: number,
): Outcome {
  const seen = given && depth < MOST_STEPS ? values.valuesOf(given) : [];
  if (seen.length > 0 && seen.every((each) => each.kind === 'name' && reading.test(each.name))) {
    return nothing;
  }
  const [first, ...others] = given && seen.length === 1 ? runBy(values, seen[0], given) : [];
  if (!first || others.length > 0 || first.decorators.length > 0) return action;

  const before = inOrder(askedByParameters(values, first), (each) =>
    outcomeOf(values, verification, each, depth + 1),
  );
  if (before.acts || before.passed) return before;
  const { acts, passed } = verification.of(first);
  // What stands behind `yield` runs after the route.
  const isLate = nodesIn(first.body).some(({ type }) => type === 'Yield');
  return { acts, ...(!isLate && passed && { passed }) };
}

/** A function, what makes an object of a class, or the `__call__` of an object. */
function runBy(
  values: Values,
  value: Value | undefined,
  given: Expression,
): readonly FunctionNode[] {
  return value?.kind === 'name' ? [] : values.functionsOf(given).map(({ node }) => node);
}

/** What only takes a token out of the request. */
const reading = /^fastapi\.security\.[\w.]{1,60}\(\)$/;

const MOST_STEPS = 5;
