import { type AskingSign, MOST_SIGN_WORDS } from '../../../core/asking-sign.ts';
import { CodeNotAnalysed, onThisStack } from '../../flow/index.ts';
import {
  type AskingSigns,
  askingSigns,
  isBeforeCredentials,
  isWritingName,
  isWritingStatement,
  mayAsk,
  noSigns,
  signIn,
  strongest,
} from '../../signatures/index.ts';
import { constantText } from '../constant-text.ts';
import type { PythonSource } from '../find-weaknesses.ts';
import { lastName } from '../last-name.ts';
import { calledName } from '../link.ts';
import { enclosingClass } from '../members.ts';
import type { Route } from '../route.ts';
import type { Program } from '../signatures/program.ts';
import type { AnyNode } from '../syntax.ts';
import { liveFrom } from './live-code.ts';
import { servedProgramOf } from './served-program.ts';
import { type Sign, strongestIn } from './sign-in.ts';

/**
 * Where the code looks as if it asked callers for a credential, as in JavaScript.
 *
 * @throws CodeNotAnalysed where the code cannot be read at all.
 */
export function findAskingSigns(source: PythonSource): AskingSigns {
  if (![...source.files.values()].some(mayAsk)) return noSigns;
  try {
    return onThisStack(source.handler, () => signsIn(servedProgramOf(source)));
  } catch (error) {
    if (error instanceof CodeNotAnalysed) return noSigns;
    throw error;
  }
}

function signsIn(program: Program): AskingSigns {
  const { exported } = program;
  const routes = program.routes.filter(({ form }) => form !== 'lambda');
  const entries = exported.flatMap((value) => (value.kind === 'function' ? value.node : []));
  const handed = routes.filter((each) => each.isBeside && !isApart(each)).map(({ of }) => of);
  const before = signOf(program, [...entries, ...handed, ...beforeAll(program)]);
  const asked = routes
    .filter(({ isBeside }) => !isBeside)
    .map((route) => ({ route, sign: signOf(program, [route.of]) ?? before }));
  const isOpen = asked.some(({ route, sign }) => !sign && mayHarm(route));
  const signs = asked.flatMap(({ sign }) => sign ?? []);

  return askingSigns(
    isOpen ? undefined : placed(before ?? strongest(signs), program),
    asked.map(({ route, sign }) => ({
      method: methodOf(route),
      path: route.path,
      sign: placed(sign, program),
    })),
  );
}

function placed(sign: Sign | undefined, { places }: Program): AskingSign | undefined {
  return sign && { what: sign.what.slice(0, MOST_SIGN_WORDS), ...places.of(sign.node) };
}

function signOf(program: Program, roots: readonly AnyNode[]): Sign | undefined {
  const { values } = program;

  return signIn(roots, {
    live: (of) => liveFrom(of, values),
    strongestIn: (nodes) => strongestIn(nodes, values),
    isWriting,
  });
}

/** `@app.authorizer()` of Chalice is a function of Lambda by itself, and API Gateway asks it for some routes alone. */
function isApart({ by }: Route): boolean {
  const callee = by?.type === 'Call' ? by.callee : by;

  return callee !== undefined && lastName(callee) === 'authorizer';
}

/** By its name alone. */
function isWriting(node: AnyNode): boolean {
  if (node.type === 'Call') return isWritingName(calledName(node) ?? '');

  return node.type === 'Text' && isWritingStatement(node.value);
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

/** As its decorator calls it; of a class, each of its methods is called as the one of HTTP that it answers. */
function methodOf({ by, of }: Route): string {
  const callee = by?.type === 'Call' ? by.callee : by;
  if (callee !== undefined) return lastName(callee);
  const [, verb] = ofClass.exec(of.name?.name ?? '') ?? [];

  return verb !== undefined && enclosingClass(of) ? verb : 'route';
}

const ofClass = /^(?:on_)?(get|head|options|post|put|patch|delete)$/;

function mayHarm(route: Route): boolean {
  const { by, path } = route;
  const method = methodOf(route);
  if (/^(?:get|head|options)$/.test(method) || isBeforeCredentials(path)) return false;
  if (!/^(?:route|api_route)$/.test(method) || by?.type !== 'Call') return true;
  const given = by.arguments.find(({ name }) => name === 'methods')?.value;
  // A route is of GET unless it says otherwise.
  if (!given) return false;
  if (given.type !== 'List' && given.type !== 'Tuple' && given.type !== 'Set') return true;

  return given.elements.some((each) => !/^(?:GET|HEAD|OPTIONS)$/i.test(constantText(each) ?? ''));
}
