import { argumentOf } from '../call-arguments.ts';
import type { Expression, FunctionNode, Parameter } from '../syntax.ts';
import type { Values } from '../value.ts';

/** What FastAPI is asked to run before a route. */
export interface Dependency {
  /** The class of the parameter where it is not said: `user: CurrentUser = Depends()`. Undefined where it is not seen. */
  readonly given: Expression | undefined;
}

/** What runs before a function for its parameters, in their order. */
export function askedByParameters(
  values: Values,
  { parameters }: FunctionNode,
): readonly Dependency[] {
  return parameters.flatMap((each) => askedByParameter(values, each));
}

/** `user = Depends(current_user)`, or in `Annotated`: functions of the code, classes, or objects of FastAPI. */
export function askedByParameter(
  values: Values,
  { otherwise, annotation }: Parameter,
): readonly Dependency[] {
  // `CurrentUser = Annotated[User, Depends(current_user)]`
  const written = annotation && values.writtenAs(annotation);
  const annotated =
    written?.type === 'Subscript' && written.index.type === 'Tuple' ? written.index.elements : [];
  const [type = annotation] = annotated;

  return [...annotated, ...(otherwise ? [otherwise] : [])].flatMap((each) =>
    asked(values, each, type),
  );
}

/** `@app.get("/", dependencies=[Depends(check)])` */
export function askedByDecorator(
  values: Values,
  by: Expression | undefined,
): readonly Dependency[] {
  const given = by?.type === 'Call' ? argumentOf(by, undefined, 'dependencies') : undefined;
  const all = given && values.writtenAs(given);

  return all?.type === 'List' || all?.type === 'Tuple'
    ? all.elements.flatMap((each) => askedOf(values, each))
    : [];
}

/** Of a list of dependencies: what is not seen may act. */
export function askedOf(values: Values, node: Expression): readonly Dependency[] {
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
