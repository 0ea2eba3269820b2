import { argumentOf } from './call-arguments.ts';
import { constantText } from './constant-text.ts';
import type { LinkedFile } from './link.ts';
import { methodsOf } from './members.ts';
import type { ResponseForm } from './response-form.ts';
import type { Given, Route } from './route.ts';
import type { Call, Expression, FunctionNode } from './syntax.ts';
import type { Values } from './value.ts';

/** A call that makes a function, or the methods of a class, routes. */
interface CallRow {
  /** By the name that is called. */
  readonly call: string;
  /** Full names of it. */
  readonly names: RegExp;
  /** Where the function or class is given. */
  readonly view: readonly [position: number, ...names: readonly string[]];
  /** Where its path is given. */
  readonly path: number;
  readonly gives: Given;
  readonly form: ResponseForm;
  readonly isBeside?: boolean;
}

/** Of a class, those that answer to the methods of HTTP; of a middleware, what gets each request. */
const verbs = /^(?:on_)?(?:get|post|put|patch|delete|head|options|dispatch)$|^__call__$/;

const starlette = { gives: 'request', form: 'other', path: 0 } as const;
const beside = { ...starlette, isBeside: true } as const;
const flask = { gives: 'path', form: 'page' } as const;

const rows: readonly CallRow[] = [
  {
    ...starlette,
    call: 'Route',
    names: /^starlette\.routing\.Route$/,
    view: [1, 'endpoint'],
  },
  {
    ...starlette,
    call: 'WebSocketRoute',
    names: /^starlette\.routing\.WebSocketRoute$/,
    view: [1, 'endpoint'],
  },
  {
    ...starlette,
    call: 'add_route',
    names: /^(?:starlette|fastapi|falcon)\..*\.add_route$/,
    view: [1, 'route', 'resource'],
  },
  {
    call: 'add_api_route',
    names: /^fastapi\..*\.add_api_route$/,
    view: [1, 'endpoint'],
    path: 0,
    gives: 'all',
    form: 'other',
  },
  {
    ...flask,
    call: 'add_url_rule',
    names: /^(?:flask|quart)\..*\.add_url_rule$/,
    view: [2, 'view_func'],
    path: 0,
  },
  {
    call: 'add_resource',
    names: /^flask_rest(?:ful|x)\..*\.add_resource$/,
    view: [0, 'resource'],
    path: 1,
    gives: 'path',
    form: 'other',
  },
  // What looks at each request before a route does, and may answer itself.
  {
    ...beside,
    call: 'add_middleware',
    names: /^(?:starlette|fastapi)\..*\.add_middleware$/,
    view: [0, 'middleware_class'],
  },
  {
    ...beside,
    call: 'add_exception_handler',
    names: /^(?:starlette|fastapi)\..*\.add_exception_handler$/,
    view: [1, 'handler'],
  },
  {
    ...beside,
    call: 'use',
    names: /^aws_lambda_powertools\.event_handler\..*\.use$/,
    view: [0, 'middlewares'],
    gives: 'first',
  },
  {
    ...beside,
    call: 'Middleware',
    names: /^(?:starlette|fastapi)\.middleware\.Middleware$/,
    view: [0, 'cls'],
  },
  ...['path', 're_path', 'url'].map((call) => ({
    ...starlette,
    call,
    names: /^django\.(?:urls|conf\.urls)\.(?:path|re_path|url)$/,
    view: [1, 'view'] as const,
  })),
];

/** `Route('/x', view)`, `app.add_url_rule('/x', view_func=View.as_view('x'))`, `path('x', view)`. */
export function routesByCalls(values: Values, { calls }: LinkedFile): readonly Route[] {
  return rows.flatMap((row) =>
    (calls.get(row.call) ?? []).flatMap((call) =>
      values.namesOf(call.callee).some((name) => row.names.test(name))
        ? routesOf(values, row, call)
        : [],
    ),
  );
}

function routesOf(
  values: Values,
  { view: [position, ...names], path, gives, form, isBeside }: CallRow,
  call: Call,
): readonly Route[] {
  const view = argumentOf(call, position, ...names);
  const shown = constantText(argumentOf(call, path)) ?? '';

  return (view ? viewsOf(values, view) : []).map(({ of, taken }) => ({
    of,
    taken,
    gives,
    path: shown,
    form,
    isBeside,
  }));
}

interface View {
  readonly of: FunctionNode;
  readonly taken: number;
}

/** A function, or each of a list; of a class or what it makes, its methods. */
function viewsOf(values: Values, view: Expression): readonly View[] {
  if (view.type === 'List') return view.elements.flatMap((each) => viewsOf(values, each));
  const isMade =
    view.type === 'Call' && view.callee.type === 'Attribute' && view.callee.name === 'as_view';
  const of = isMade && view.callee.type === 'Attribute' ? view.callee.object : view;

  return values.valuesOf(of).flatMap((value): readonly View[] => {
    if (value.kind === 'function') return [{ of: value.node, taken: value.taken }];
    if (value.kind !== 'class' && value.kind !== 'instance') return [];

    return methodsOf(value.node)
      .filter(({ name }) => verbs.test(name?.name ?? ''))
      .map((method) => ({ of: method, taken: 1 }));
  });
}
