import { constantText } from './constant-text.ts';
import type { LinkedFile } from './link.ts';
import type { ResponseForm } from './response-form.ts';
import type { Given, Route } from './route.ts';
import { routesByCalls } from './route-calls.ts';
import type { Expression, FunctionNode } from './syntax.ts';
import type { Values } from './value.ts';

/** A decorator that makes a function a route. */
interface RouteRow {
  /** Of what it is a method of. */
  readonly of: RegExp;
  readonly methods: ReadonlySet<string>;
  readonly gives: Given;
  readonly form: ResponseForm;
  readonly isBeside?: boolean;
}

const routed = 'route get post put patch delete head options api_route websocket trace';

const rows: readonly RouteRow[] = [
  // A text that a view of these returns is a page, unless it says otherwise.
  row(
    /^(?:flask\.(?:Flask|Blueprint)|flask_openapi3\.\w+|quart\.\w+)\(\)$/,
    routed,
    'path',
    'page',
  ),
  row(/^sanic\.\w+\(\)$/, routed, 'path', 'other'),
  row(/^bottle(?:\.Bottle\(\)|\.app\(\)|\.default_app\(\))?$/, `${routed} error`, 'path', 'page'),
  row(/^(?:fastapi|starlette)\.[\w.]+\(\)$/, `${routed} websocket_route`, 'all', 'other'),
  // The second parameter is what calls the route.
  {
    ...row(/^(?:fastapi|starlette)\.[\w.]+\(\)$/, 'middleware exception_handler', 'first', 'other'),
    isBeside: true,
  },
  {
    ...row(
      /^chalice(?:\.app)?\.(?:Chalice|Blueprint)\(\)$/,
      'middleware authorizer',
      'first',
      'other',
    ),
    isBeside: true,
  },
  row(/^chalice(?:\.app)?\.(?:Chalice|Blueprint)\(\)$/, routed, 'path', 'other'),
  row(
    /^chalice(?:\.app)?\.(?:Chalice|Blueprint)\(\)$/,
    'lambda_function on_s3_event on_sns_message on_sqs_message on_cw_event on_kinesis_record on_dynamodb_record on_ws_message schedule',
    'first',
    'lambda',
  ),
  row(
    /^aws_lambda_powertools\.event_handler\.[\w.]*(?:Resolver|Router)\(\)$/,
    `${routed} resolver batch_resolver`,
    'all',
    'other',
  ),
  row(
    /^ariadne\.(?:\w+\.)?(?:QueryType|MutationType|SubscriptionType|ObjectType)\(\)$/,
    'field source',
    'fields',
    'other',
  ),
  row(/^strawberry$/, 'field mutation', 'fields', 'other'),
];

function row(of: RegExp, methods: string, gives: Given, form: ResponseForm): RouteRow {
  return { of, methods: new Set(methods.split(' ')), gives, form };
}

/** All routes of a file: by decorators, and by calls that are given a function. */
export function routesIn(values: Values, file: LinkedFile): readonly Route[] {
  const decorated = file.functions.flatMap((of) =>
    of.decorators.flatMap((each) => routeOf(values, each, of) ?? []),
  );

  return [...decorated, ...routesByCalls(values, file)];
}

/** Whether a decorator makes a function a route, and leaves it what it is. */
export function isRouting(values: Values, decorator: Expression, of: FunctionNode): boolean {
  return routeOf(values, decorator, of) !== undefined;
}

function routeOf(values: Values, decorator: Expression, of: FunctionNode): Route | undefined {
  const call = decorator.type === 'Call' ? decorator : undefined;

  for (const name of values.namesOf(call ? call.callee : decorator)) {
    const dot = name.lastIndexOf('.');
    const [object, method] = [name.slice(0, dot), name.slice(dot + 1)];
    const found = rows.find((each) => each.of.test(object) && each.methods.has(method));
    if (!found) continue;
    const { gives, form, isBeside } = found;
    const shown = call?.arguments.find((each) => each.name === 'response_class')?.value;
    const isPage =
      shown !== undefined && values.namesOf(shown).some((each) => each.endsWith('HTMLResponse'));
    const path = constantText(call?.arguments[0]?.value) ?? '';
    return { of, taken: 0, gives, path, form: isPage ? 'page' : form, by: decorator, isBeside };
  }
  return undefined;
}
