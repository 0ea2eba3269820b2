import { constrainedKinds } from './constraints.ts';
import type { Flow } from './flow.ts';
import { noKinds, oneStep, onlyText, safeAsError, safeAsItComes, safeAsPart } from './kinds.ts';
import type { LinkedFile } from './link.ts';
import type { Route } from './route.ts';
import { placeInPath } from './route-path.ts';
import { routesIn } from './routes.ts';
import { type Binding, bindingOf, lookUp, scopeOf } from './scope.ts';
import type { Call, Except, Expression, FunctionNode, Parameter } from './syntax.ts';
import { isSafeType, isTextType } from './typed-field.ts';
import type { Values } from './value.ts';

/** Objects that hold the request, by their full names. */
const requests: ReadonlySet<string> = new Set([
  'flask.request',
  'quart.request',
  'bottle.request',
  'flask.globals.request',
]);

/** Attributes of an application that hold it. */
const currents =
  /^(?:chalice(?:\.app)?\.\w+\(\)\.current_request|aws_lambda_powertools\.event_handler\.[\w.]+\(\)\.current_event)$/;

/**
 * Starts the flow at what a framework gives to functions of the code.
 *
 * @param handlers what Lambda calls
 * @returns how many routes there are.
 */
export function startRoutes(
  flow: Flow,
  files: Iterable<LinkedFile>,
  handlers: readonly FunctionNode[],
): number {
  const all = [...files];
  const aliases = aliasesIn(all);
  const found = all.flatMap((file) => routesIn(flow.values, file));
  const routes = servedOf(found, handlers);
  const others = new Set(found.flatMap((each) => (routes.includes(each) ? [] : each.of)));
  const ofMany = new Set(routes.flatMap(({ of, path }) => (isOnePath(path) ? [] : of)));

  for (const route of routes) {
    flow.answers(route.of, route.form);
    if (!ofMany.has(route.of)) flow.ofOnePath.add(route.of);
    startRoute(flow, route, aliases);
  }
  for (const file of all) {
    startRequests(flow, file, others);
    startListed(flow, file, aliases);
  }
  return routes.filter(({ isBeside }) => !isBeside).length;
}

/** Chalice makes a function of Lambda of each schedule, queue and authorizer: the routes beside it are of another. */
function servedOf(routes: readonly Route[], handlers: readonly FunctionNode[]): readonly Route[] {
  const [only, ...others] = handlers;
  const own = routes.filter(({ of }) => of === only);
  const isApart = others.length === 0 && own.length > 0;

  // Of the application itself all is looked at: what it hands to other functions is seen by it, where these are not.
  return isApart && own.every(({ form }) => form === 'lambda') ? own : routes;
}

/** `/favicon.ico`: nothing in it is a name, or a pattern. */
function isOnePath(path: string): boolean {
  return /^\/[\w./~-]*$/.test(path);
}

/** By its name, `Annotated[…]` that stands for a type elsewhere: `SessionDep`. */
type Aliases = ReadonlyMap<string, Expression>;

function aliasesIn(files: readonly LinkedFile[]): Aliases {
  return new Map(
    files.flatMap(({ scope }) =>
      [...scope.names].flatMap(([name, { definitions }]) => {
        const [definition, ...others] = definitions;
        const node = definition?.kind === 'value' ? definition.node : undefined;
        const isOne = node?.type === 'Subscript' && others.length === 0;
        return isOne && isNamed(node.object, 'Annotated') ? [[name, node] as const] : [];
      }),
    ),
  );
}

function isNamed(node: Expression, name: string): boolean {
  return (node.type === 'Name' || node.type === 'Attribute') && node.name === name;
}

/** What an annotation is written as, here or where it is imported from. */
function written(annotation: Expression | undefined, aliases: Aliases): Expression | undefined {
  if (annotation?.type !== 'Name') return annotation;
  const [definition] = bindingOf(annotation)?.definitions ?? [];
  const name = definition?.kind === 'import' ? definition.name : annotation.name;

  return aliases.get(name) ?? annotation;
}

function startRoute(flow: Flow, { of, taken, gives, path }: Route, aliases: Aliases): void {
  for (const [index, parameter] of of.parameters.entries()) {
    const { name } = parameter;
    const isFirst = index === taken;
    if (index < taken || name.name === 'self' || name.name === 'cls') continue;
    if (gives === 'first' && !isFirst) return;
    if (gives === 'fields' && isContext(parameter, index - taken)) continue;
    const inPath = placeInPath(path, name.name);
    const isOfPath = gives === 'path' || (gives === 'request' && !isFirst);
    if (isOfPath && !inPath) continue;
    if (gives !== 'first' && inPath === 'converted') continue;

    const part = gives === 'first' ? noKinds : safeAsPart;
    const step = inPath === 'one step' ? oneStep : noKinds;
    const text = inPath ? onlyText : noKinds;
    startParameter(flow, of, index, safeAsItComes | part | step | text, aliases);
  }
}

/** Of a resolver of GraphQL: the object above, and what is known of the query. */
function isContext({ name, annotation }: Parameter, index: number): boolean {
  const isInfo = annotation?.type === 'Name' && annotation.name === 'Info';

  return (
    isInfo || name.name === 'info' || (index === 0 && /^(?:_|obj|root|parent)/.test(name.name))
  );
}

/** One that a framework fills with what a caller sent, unless its type or default says otherwise. */
function startParameter(
  flow: Flow,
  of: FunctionNode,
  index: number,
  safe: number,
  aliases: Aliases,
  depth = 0,
): void {
  const parameter = of.parameters[index];
  if (!parameter || depth > MOST_DEPENDENCIES) return;
  const { otherwise } = parameter;
  const annotation = written(parameter.annotation, aliases);
  const dependency = dependencyIn(flow.values, otherwise) ?? dependencyIn(flow.values, annotation);

  if (dependency) {
    for (const { node, taken } of suppliersIn(flow.values, dependency)) {
      flow.supplies(node, { of, index });
      for (const inner of node.parameters.keys()) {
        if (inner >= taken) startParameter(flow, node, inner, safe, aliases, depth + 1);
      }
    }
  } else if (!annotation || !isGivenByFramework(flow.values, annotation)) {
    const known = constrainedKinds(annotation, otherwise, flow.values);
    const text = annotation && isTextType(annotation) ? onlyText : noKinds;
    flow.start(of, index, safe | known | text);
  }
}

/** One that depends on one that depends on another. */
const MOST_DEPENDENCIES = 4;

function isGivenByFramework(values: Values, annotation: Expression): boolean {
  return (
    isSafeType(values, annotation) ||
    values
      .namesOf(annotation)
      .some((name) => /^(?:fastapi|starlette)\..*(?:BackgroundTasks|Response)$/.test(name))
  );
}

/** `Depends(get_db)`, as a default or in `Annotated[Session, Depends(get_db)]`. */
function dependencyIn(values: Values, node: Expression | undefined): Call | undefined {
  if (node?.type === 'Subscript' && node.index.type === 'Tuple') {
    return node.index.elements.map((each) => dependencyIn(values, each)).find(Boolean);
  }
  const isOne =
    node?.type === 'Call' &&
    values.namesOf(node).some((name) => /\.(?:Depends|Security)\(\)$/.test(name));

  return isOne ? node : undefined;
}

/** The parameter is what they return, and their own parameters are the caller's. */
function suppliersIn(values: Values, { arguments: [given] }: Call) {
  return given ? values.functionsOf(given.value) : [];
}

/** `FastAPI(dependencies=[Depends(check)])`, of an application, a router or a route: what they return is dropped. */
function startListed(flow: Flow, { calls }: LinkedFile, aliases: Aliases): void {
  for (const call of ['Depends', 'Security'].flatMap((name) => calls.get(name) ?? [])) {
    const argument = call.parent?.type === 'List' ? call.parent.parent : undefined;
    const isListed = argument?.type === 'Argument' && argument.name === 'dependencies';
    if (!isListed || !dependencyIn(flow.values, call)) continue;
    for (const { node, taken } of suppliersIn(flow.values, call)) {
      for (const index of node.parameters.keys()) {
        if (index >= taken)
          startParameter(flow, node, index, safeAsItComes | safeAsPart, aliases, 1);
      }
    }
  }
}

/** @param others routes that are not served by what Lambda calls */
function startRequests(flow: Flow, file: LinkedFile, others: ReadonlySet<FunctionNode>): void {
  const note = (node: Expression) => ({ text: 'the request is what a caller sent', node });

  for (const binding of importedIn(file)) {
    const isRequest = binding.definitions.some(
      (each) => each.kind === 'import' && requests.has(`${each.from}.${each.name}`),
    );
    if (!isRequest) continue;
    for (const read of binding.reads) flow.begin(read, safeAsItComes | safeAsPart, note(read));
  }
  for (const name of ['request', 'current_request', 'current_event']) {
    for (const attribute of file.attributes.get(name) ?? []) {
      const isOne = flow.values
        .namesOf(attribute)
        .some((full) => requests.has(full) || currents.test(full));
      const within = scopeOf(attribute).function;
      if (isOne && !(within && others.has(within)))
        flow.begin(attribute, safeAsItComes | safeAsPart, note(attribute));
    }
  }
}

/** Names that any of its functions imports, or the file itself. */
function importedIn({ imports }: LinkedFile): ReadonlySet<Binding> {
  return new Set(
    imports.flatMap((node) =>
      node.type === 'ImportFrom'
        ? node.names.flatMap(({ name, alias }) => lookUp(alias ?? name, scopeOf(node)) ?? [])
        : [],
    ),
  );
}

/** Starts the flow at the details of errors of every kind, which are no business of a caller. */
export function startErrors(flow: Flow, files: Iterable<LinkedFile>): void {
  for (const { excepts, calls } of files) {
    for (const except of excepts) startError(flow, except);
    for (const method of ['format_exc', 'format_exception', 'exc_info']) {
      for (const call of calls.get(method) ?? []) {
        flow.begin(call, safeAsError, { text: 'the stack of what went wrong', node: call });
      }
    }
  }
}

function startError(flow: Flow, { name, types, end }: Except): void {
  if (!name || !isBroad(flow.values, types)) return;

  for (const read of scopeOf(name).names.get(name.name)?.reads ?? []) {
    const isWithin = read.start > name.start && read.end <= end;
    const note = { text: `${name.name} is what went wrong`, node: name };
    if (isWithin) flow.begin(read, safeAsError, note);
  }
}

/** Errors that the code does not make itself. */
function isBroad(values: Values, types: Expression | undefined): boolean {
  if (!types) return true;
  const each = types.type === 'Tuple' ? types.elements : [types];

  return each.some((type) =>
    values
      .namesOf(type)
      .some((name) =>
        /^(?:builtins\.(?:Exception|BaseException)|botocore\.exceptions\.\w+|(?:psycopg2|pymysql|sqlite3|mysql|sqlalchemy)\..*)$/.test(
          name,
        ),
      ),
  );
}
