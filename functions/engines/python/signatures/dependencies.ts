import { action, nothing, type Outcome as OutcomeOf } from '../../signatures/index.ts';
import { argumentOf } from '../call-arguments.ts';
import { nodesIn } from '../nodes-in.ts';
import type { Route } from '../route.ts';
import type { AnyNode, Call, Expression, FunctionNode, Parameter } from '../syntax.ts';
import type { Values } from '../value.ts';
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
): Proof | undefined {
  return inOrder([...ofDecorator(values, by), ...ofParameters(values, of)], (each) =>
    outcomeOf(values, verification, each, 0),
  ).passed;
}

/** The first check, where nothing acts before it. */
function inOrder(calls: readonly Call[], of: (call: Call) => Outcome): Outcome {
  for (const call of calls) {
    const outcome = of(call);
    if (outcome.acts || outcome.passed) return outcome;
  }
  return nothing;
}

function outcomeOf(values: Values, verification: Verification, call: Call, depth: number): Outcome {
  const given = argumentOf(call, 0, 'dependency');
  const seen = given && depth < MOST_STEPS ? values.valuesOf(given) : [];
  if (seen.length > 0 && seen.every((each) => each.kind === 'name' && reading.test(each.name))) {
    return nothing;
  }
  const [first, ...others] = seen.flatMap((each) => (each.kind === 'function' ? each.node : []));
  if (!first || others.length > 0 || seen.length > 1 || first.decorators.length > 0) return action;

  const before = inOrder(ofParameters(values, first), (each) =>
    outcomeOf(values, verification, each, depth + 1),
  );
  if (before.acts || before.passed) return before;
  const { acts, passed } = verification.of(first);
  // What stands behind `yield` runs after the route.
  const isLate = nodesIn(first.body).some(({ type }) => type === 'Yield');
  return { acts, ...(!isLate && passed && { passed }) };
}

/** What only takes a token out of the request. */
const reading = /^fastapi\.security\.[\w.]{1,60}\(\)$/;

function ofParameters(values: Values, { parameters }: FunctionNode): readonly Call[] {
  return parameters.flatMap((each) => ofParameter(values, each));
}

function ofParameter(values: Values, { otherwise, annotation }: Parameter): readonly Call[] {
  const annotated =
    annotation?.type === 'Subscript' && annotation.index.type === 'Tuple'
      ? annotation.index.elements
      : [];

  return [...annotated, ...(otherwise ? [otherwise] : [])].flatMap((each) => asked(values, each));
}

function ofDecorator(values: Values, by: Expression | undefined): readonly Call[] {
  const all = by?.type === 'Call' ? argumentOf(by, undefined, 'dependencies') : undefined;

  return all?.type === 'List' ? all.elements.flatMap((each) => asked(values, each)) : [];
}

function asked(values: Values, node: Expression): readonly Call[] {
  if (node.type !== 'Call') return [];
  const names = values.namesOf(node.callee);

  return names.some((name) => /^fastapi\.(?:\w{1,40}\.)?(?:Depends|Security)$/.test(name))
    ? [node]
    : [];
}

const MOST_STEPS = 5;
