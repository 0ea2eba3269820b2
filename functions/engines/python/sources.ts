import { constantText } from './constant-text.ts';
import type { Flow } from './flow.ts';
import { noKinds, oneStep, safeAsError, safeAsItComes, safeAsPart } from './kinds.ts';
import type { LinkedFile } from './link.ts';
import { scopeOf } from './scope.ts';
import type { Except, Expression, FunctionNode } from './syntax.ts';
import { isSafeType } from './typed-field.ts';
import type { Values } from './value.ts';

/** A decorator that makes a function one that a framework calls for what a caller sends. */
interface RouteRow {
  /** Of what it is a method of. */
  readonly of: RegExp;
  readonly methods: ReadonlySet<string>;
  /** Which parameters hold what a caller sent: those of the path, all, or the first. */
  readonly gives: 'path' | 'all' | 'first';
}

const routed = 'route get post put patch delete head options api_route websocket trace';

const routes: readonly RouteRow[] = [
  row(
    /^(?:flask\.(?:Flask|Blueprint)|flask_openapi3\.\w+|quart\.\w+|sanic\.\w+)\(\)$/,
    routed,
    'path',
  ),
  row(/^bottle(?:\.Bottle\(\)|\.app\(\)|\.default_app\(\))?$/, `${routed} error`, 'path'),
  row(/^(?:fastapi|starlette)\.[\w.]+\(\)$/, `${routed} websocket_route`, 'all'),
  row(/^chalice(?:\.app)?\.(?:Chalice|Blueprint)\(\)$/, routed, 'path'),
  row(
    /^chalice(?:\.app)?\.(?:Chalice|Blueprint)\(\)$/,
    'lambda_function on_s3_event on_sns_message on_sqs_message on_cw_event on_kinesis_record on_dynamodb_record on_ws_message schedule',
    'first',
  ),
  row(
    /^aws_lambda_powertools\.event_handler\.[\w.]*(?:Resolver|Router)\(\)$/,
    `${routed} resolver`,
    'all',
  ),
];

function row(of: RegExp, methods: string, gives: RouteRow['gives']): RouteRow {
  return { of, methods: new Set(methods.split(' ')), gives };
}

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

/** Starts the flow at what a framework gives to functions of the code. @returns how many there are. */
export function startRoutes(flow: Flow, files: Iterable<LinkedFile>): number {
  let count = 0;

  for (const file of files) {
    for (const of of file.functions) {
      const route = of.decorators.flatMap((each) => routeOf(flow.values, each) ?? [])[0];
      if (!route) continue;
      count += 1;
      flow.entered.add(of);
      startRoute(flow, of, route);
    }
    startRequests(flow, file);
  }
  return count;
}

interface Route {
  readonly row: RouteRow;
  /** As `/orders/<int:id>`. */
  readonly path: string;
}

function routeOf(values: Values, decorator: Expression): Route | undefined {
  const called = decorator.type === 'Call' ? decorator.callee : decorator;
  if (called.type !== 'Attribute') return undefined;

  for (const name of values.namesOf(called.object)) {
    const found = routes.find(({ of, methods }) => of.test(name) && methods.has(called.name));
    if (!found) continue;
    const path =
      decorator.type === 'Call' ? constantText(decorator.arguments[0]?.value) : undefined;
    return { row: found, path: path ?? '' };
  }
  return undefined;
}

function startRoute(flow: Flow, of: FunctionNode, { row: { gives }, path }: Route): void {
  for (const [index, parameter] of of.parameters.entries()) {
    const { name, annotation, otherwise } = parameter;
    if (gives === 'first' && index > 0) return;
    if (name.name === 'self' || name.name === 'cls') continue;
    if (gives !== 'first' && isConverted(path, name.name)) continue;
    if (gives === 'path' && !path.includes(name.name)) continue;
    if (annotation && isSafeType(flow.values, annotation)) continue;
    if (otherwise && isDependency(flow.values, otherwise)) continue;
    const part = gives === 'first' ? noKinds : safeAsPart;
    const step = isOneStep(path, name.name) ? oneStep : noKinds;
    flow.start(of, index, safeAsItComes | part | step);
  }
}

/** `<name>`, `<string:name>` and `{name}`; `<path:name>` and `{name:path}` are several. */
function isOneStep(path: string, name: string): boolean {
  return [`<${name}>`, `<string:${name}>`, `{${name}}`, `{${name}:str}`].some((each) =>
    path.includes(each),
  );
}

/** `<int:id>` and `<uuid:id>` let nothing else through. */
function isConverted(path: string, name: string): boolean {
  return ['int', 'float', 'uuid', 'bool'].some(
    (type) =>
      path.includes(`<${type}:${name}>`) ||
      path.includes(`{${name}:${type}}`) ||
      path.includes(`<${name}:${type}>`),
  );
}

/** `Depends(get_db)` is what the code itself makes. */
function isDependency(values: Values, otherwise: Expression): boolean {
  return values.namesOf(otherwise).some((name) => /\.(?:Depends|Security)\(\)$/.test(name));
}

function startRequests(flow: Flow, file: LinkedFile): void {
  const note = (node: Expression) => ({ text: 'the request is what a caller sent', node });

  for (const binding of file.scope.names.values()) {
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
      if (isOne) flow.begin(attribute, safeAsItComes | safeAsPart, note(attribute));
    }
  }
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
