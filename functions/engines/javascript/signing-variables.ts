import { Budget, onThisStack } from '../flow/index.ts';
import { PackageFolders } from '../packages/index.ts';
import { isSigner, isSigningName, maySign } from '../secrets/index.ts';
import { mostSteps } from '../signatures/index.ts';
import { behind } from './behind.ts';
import { Places } from './evidence.ts';
import type { JavaScriptSource } from './find-weaknesses.ts';
import { findHandlerName } from './handler-name.ts';
import { loadModules } from './modules.ts';
import { optionIn } from './options.ts';
import { OwnPackages } from './own-packages.ts';
import { Resolver } from './resolver.ts';
import { readExpression } from './sdk-calls/read-expression.ts';
import { textsOf } from './sdk-calls/texts.ts';
import { type AnyNode, type CallNode, calledName, constantText, isCall } from './syntax.ts';
import type { Values } from './value.ts';

/**
 * The environment variables that own code signs or verifies with as they are: by a code that is made of a text and a key
 * that both sides have (HMAC). What a call brings by their name, as from a vault, is another key.
 *
 * @throws CodeNotAnalysed as `findWeaknesses` does.
 */
export function signingVariables(source: JavaScriptSource): readonly string[] {
  return onThisStack(source.handler, () => variablesIn(source));
}

function variablesIn(source: JavaScriptSource): readonly string[] {
  const { files, handler, mostNodes } = source;
  const { own = new OwnPackages([]), folders = new PackageFolders([]) } = source;
  const { path } = findHandlerName(handler, { files, own });
  const modules = loadModules({ files, own, folders }, path, mostNodes);
  const reached = [...modules.files.values()];
  // Most code reads no variable that is called like a key.
  if (!reached.some((file) => maySign(files.get(file.path) ?? ''))) return [];

  const values = new Resolver(modules, new Budget(mostSteps), [], readExpression);
  const places = new Places(files);
  const found = reached.flatMap((file) =>
    [...rows].flatMap(([name, keysIn]) =>
      (file.calls.get(name) ?? [])
        .filter((call) => !places.isInPackage(call))
        .flatMap((call) => keysIn(call, values))
        .flatMap((key) => variablesOf(key, values)),
    ),
  );
  const unseen = reached.flatMap(({ calls }) =>
    [...calls]
      .flatMap(([name, all]) => (isSigner(name) ? all : []))
      .filter((call) => !places.isInPackage(call))
      .flatMap((call) => call.arguments.slice(1))
      .flatMap((key) => variablesOf(key, values))
      .filter((one) => isSigningName(one)),
  );
  return [...new Set([...found, ...unseen])].toSorted();
}

/** What a call is given to sign with. */
export type KeysIn = (call: CallNode, values: Values) => readonly AnyNode[];

/** That argument of each call. */
export function argument(index: number): KeysIn {
  return (call) => call.arguments.slice(index, index + 1);
}

/** `{ secret: … }`, whichever argument it is. */
export const option: KeysIn = (call, values) =>
  call.arguments.flatMap((given) =>
    ['secret', 'secretOrKey', 'keys'].flatMap((name) => {
      const key = optionIn(values, given, name);
      return key ? eachOf(key) : [];
    }),
  );

/** Of several that are allowed, each. */
function eachOf(key: AnyNode): readonly AnyNode[] {
  return key.type === 'ArrayExpression'
    ? key.elements.filter((each): each is NonNullable<typeof each> => each !== null)
    : [key];
}

function both(...all: readonly KeysIn[]): KeysIn {
  return (call, values) => all.flatMap((each) => each(call, values));
}

/** By the name that is called. The last of jose are methods: what signs gets the key alone. */
const rows: ReadonlyMap<string, KeysIn> = new Map(
  Object.entries({
    sign: both(argument(1), argumentOfMaker, option),
    verify: both(argument(1), option),
    signAsync: option,
    verifyAsync: option,
    encode: argument(1),
    decode: argument(1),
    jwtVerify: argument(1),
    compactVerify: argument(1),
    createHmac: argument(1),
    // Of express-session, cookie-session and cookie-parser; of express-jwt, koa-jwt, Hono, Fastify, Nest and passport-jwt.
    session: option,
    cookieSession: option,
    cookieParser: argument(0),
    jwt: option,
    expressjwt: option,
    expressJwt: option,
    register: option,
    JwtStrategy: option,
    Strategy: option,
    super: option,
  }),
);

/** `new SignJWT(claims).setIssuedAt().sign(key)` */
export function argumentOfMaker(call: CallNode): readonly AnyNode[] {
  const [first, second] = call.arguments;
  if (!first || second) return [];
  let at: AnyNode = call.callee;

  for (let steps = 0; steps < MOST_STEPS; steps += 1) {
    if (at.type === 'NewExpression') return /Sign/.test(calledName(at) ?? '') ? [first] : [];
    if (at.type === 'MemberExpression') at = behind(at.object);
    else if (isCall(at)) at = at.callee;
    else return [];
  }
  return [];
}

const MOST_STEPS = 12;

/** Of a key that is one of them, or the bytes of one; whatever stands in for it where it is not set. */
function variablesOf(node: AnyNode, values: Values, depth = 0): readonly string[] {
  if (depth > MOST_STEPS) return [];
  const of = (each: AnyNode | undefined) => (each ? variablesOf(each, values, depth + 1) : []);
  const named = textsOf(node, values).flatMap((parts) => {
    const [only, ...others] = parts;
    return only && others.length === 0 && 'variable' in only ? only.variable : [];
  });
  if (named.length > 0) return named;

  switch (node.type) {
    case 'AwaitExpression':
      return of(node.argument);
    case 'ChainExpression':
    case 'ParenthesizedExpression':
      return of(node.expression);
    case 'LogicalExpression':
      return [...of(node.left), ...of(node.right)];
    case 'Identifier': {
      const meant = behind(node);
      return meant === node ? [] : of(meant);
    }
    case 'CallExpression':
    case 'NewExpression':
      return ofCall(node, of);
    default:
      return [];
  }
}

/** `Buffer.from(key)`, `encoder.encode(key)`, `createSecretKey(key)`; `config.get('KEY')`. */
function ofCall(
  call: CallNode,
  of: (node: AnyNode | undefined) => readonly string[],
): readonly string[] {
  const { callee } = call;
  const name = calledName(call) ?? '';
  const [first] = call.arguments;
  if (isOfBytes(call)) return of(first);
  if (callee.type !== 'MemberExpression') return [];

  const isSetting = /^get(?:OrThrow)?$/.test(name) && /config/i.test(nameOf(callee.object));
  const setting = isSetting ? constantText(first) : undefined;
  return setting === undefined ? [] : [setting];
}

/** Whether it makes a key of the text that it is given first. */
export function isOfBytes(call: CallNode): boolean {
  return /^(?:from|encode|createSecretKey)$/.test(calledName(call) ?? '');
}

/** `configService` of `this.configService`. */
function nameOf(node: AnyNode): string {
  if (node.type === 'MemberExpression') return nameOf(node.property);

  return node.type === 'Identifier' ? node.name : '';
}
