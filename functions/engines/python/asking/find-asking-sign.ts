import { type AskingSign, MOST_SIGN_WORDS } from '../../../core/asking-sign.ts';
import { CodeNotAnalysed, onThisStack } from '../../flow/index.ts';
import { isBeforeCredentials, mayAsk } from '../../signatures/index.ts';
import { constantText } from '../constant-text.ts';
import type { PythonSource } from '../find-weaknesses.ts';
import { lastName } from '../last-name.ts';
import type { Route } from '../route.ts';
import { type Program, programOf } from '../signatures/program.ts';
import type { AnyNode } from '../syntax.ts';
import { liveFrom } from './live-code.ts';
import { type Sign, strongestIn } from './sign-in.ts';

/**
 * Where the code looks as if it asked callers for a credential: by its names, and by what it answers. Undefined where nothing does, and of
 * an application with a route that may write and of which nothing does.
 *
 * @throws CodeNotAnalysed where the code cannot be read at all.
 */
export function findAskingSign(source: PythonSource): AskingSign | undefined {
  const { files } = source;
  if (![...files.values()].some(mayAsk)) return undefined;
  const program = programOf(source);
  try {
    return onThisStack(source.handler, () => {
      const sign = signIn(program);
      return sign && { what: sign.what.slice(0, MOST_SIGN_WORDS), ...program.places.of(sign.node) };
    });
  } catch (error) {
    if (error instanceof CodeNotAnalysed) return undefined;
    throw error;
  }
}

function signIn(program: Program): Sign | undefined {
  const { exported } = program;
  const routes = program.routes.filter(({ form }) => form !== 'lambda');
  const entries = exported.flatMap((value) => (value.kind === 'function' ? value.node : []));
  const handed = routes.filter(({ isBeside }) => isBeside).map(({ of }) => of);
  const first = signOf(program, [...entries, ...handed, ...beforeAll(program)]);
  if (first) return first;

  const asked = routes
    .filter(({ isBeside }) => !isBeside)
    .map((route) => ({ route, sign: signOf(program, [route.of]) }));
  const isOpen = asked.some(({ route, sign }) => !sign && mayHarm(route));
  const signs = asked.flatMap(({ sign }) => sign ?? []);

  return isOpen ? undefined : signs.toSorted((one, other) => other.strength - one.strength)[0];
}

function signOf({ values }: Program, roots: readonly AnyNode[]): Sign | undefined {
  return strongestIn(liveFrom(roots, values), values);
}

/** What runs before each route: `before_request`, `add_middleware`, `dependencies=[Depends(user)]` of an application. */
function beforeAll({ values, all }: Program): readonly AnyNode[] {
  const called = [
    'before_request',
    'before_app_request',
    'add_middleware',
    'register_middleware',
    'use',
  ].flatMap((name) => values.callsOf(name));
  const made = ['FastAPI', 'APIRouter', 'include_router', 'APIGatewayHttpResolver'].flatMap(
    (name) => values.callsOf(name),
  );
  const decorated = all
    .flatMap(({ functions }) => functions)
    .filter(({ decorators }) =>
      decorators.some((each) =>
        /^before_(?:app_)?request$/.test(lastName(each.type === 'Call' ? each.callee : each)),
      ),
    );

  return [
    ...called.flatMap((call) => call.arguments),
    ...made.flatMap((call) =>
      call.arguments.filter(({ name }) => name === 'dependencies' || name === 'middleware'),
    ),
    ...decorated,
  ];
}

function mayHarm({ by, path }: Route): boolean {
  const callee = by?.type === 'Call' ? by.callee : by;
  const method = callee === undefined ? 'route' : lastName(callee);
  if (/^(?:get|head|options)$/.test(method) || isBeforeCredentials(path)) return false;
  if (!/^(?:route|api_route|add_url_rule)$/.test(method)) return true;
  const given =
    by?.type === 'Call' ? by.arguments.find(({ name }) => name === 'methods')?.value : undefined;
  // Flask's routes are of GET unless they say otherwise.
  if (!given) return false;
  if (given.type !== 'List' && given.type !== 'Tuple' && given.type !== 'Set') return true;

  return given.elements.some((each) => !/^(?:GET|HEAD|OPTIONS)$/i.test(constantText(each) ?? ''));
}
