import { action, nothing, type Outcome as OutcomeOf } from '../../signatures/index.ts';
import { argumentOf } from '../call-arguments.ts';
import { nodesIn } from '../nodes-in.ts';
import type { Route } from '../route.ts';
import type { AnyNode, Expression, FunctionNode, Parameter } from '../syntax.ts';
import type { Value, Values } from '../value.ts';
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
  const before = above.flatMap((each) => askedFirst(values, each));

  return inOrder([...before, ...ofDecorator(values, by), ...ofParameters(values, of)], (each) =>
    outcomeOf(values, verification, each, 0),
  ).passed;
}

/** A dependency that its parameter says the class of: `user: CurrentUser = Depends()`. */
interface Dependency {
  readonly given: Expression | undefined;
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

  const before = inOrder(ofParameters(values, first), (each) =>
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

function ofParameters(values: Values, { parameters }: FunctionNode): readonly Dependency[] {
  return parameters.flatMap((each) => ofParameter(values, each));
}

/** What FastAPI asks for a parameter: functions of the code, classes, or objects of its own. */
export function askedFor(
  values: Values,
  parameter: Parameter,
): readonly (Expression | undefined)[] {
  return ofParameter(values, parameter).map(({ given }) => given);
}

function ofParameter(values: Values, { otherwise, annotation }: Parameter): readonly Dependency[] {
  // `CurrentUser = Annotated[User, Depends(current_user)]`
  const written = annotation && values.writtenAs(annotation);
  const annotated =
    written?.type === 'Subscript' && written.index.type === 'Tuple' ? written.index.elements : [];
  const [type = annotation] = annotated;

  return [...annotated, ...(otherwise ? [otherwise] : [])].flatMap((each) =>
    asked(values, each, type),
  );
}

function ofDecorator(values: Values, by: Expression | undefined): readonly Dependency[] {
  const given = by?.type === 'Call' ? argumentOf(by, undefined, 'dependencies') : undefined;
  const all = given && values.writtenAs(given);

  return all?.type === 'List' || all?.type === 'Tuple'
    ? all.elements.flatMap((each) => askedFirst(values, each))
    : [];
}

/** Of a list of dependencies: what is not seen may act. */
function askedFirst(values: Values, node: Expression): readonly Dependency[] {
  const found = asked(values, node, undefined);

  return found.length > 0 ? found : [{ given: undefined }];
}

function asked(
  values: Values,
  node: Expression,
  type: Expression | undefined,
): readonly Dependency[] {
  const call = values.writtenAs(node);
  if (call.type !== 'Call') return [];
  const isAsked = values
    .namesOf(call.callee)
    .some((name) => /^fastapi\.(?:\w{1,40}\.)?(?:Depends|Security)$/.test(name));

  return isAsked ? [{ given: argumentOf(call, 0, 'dependency') ?? type }] : [];
}

const MOST_STEPS = 5;
