import { Budget, onThisStack } from '../flow/index.ts';
import { PackageFolders } from '../packages/index.ts';
import {
  isKeyName,
  maySignTokens,
  maySignWith,
  type SigningText,
  setsEnvironment,
} from '../secrets/index.ts';
import { mostSteps } from '../signatures/index.ts';
import { behind } from './behind.ts';
import { Places } from './evidence.ts';
import { hasShortKey, isOfOtherKeys } from './faults/token-checks.ts';
import type { JavaScriptSource } from './find-weaknesses.ts';
import { findHandlerName } from './handler-name.ts';
import { isLeftOver } from './left-over.ts';
import { loadModules } from './modules.ts';
import { optionIn } from './options.ts';
import { OwnPackages } from './own-packages.ts';
import { isRefusedAtStart } from './refused-default.ts';
import { Resolver } from './resolver.ts';
import { parentOf } from './scope.ts';
import { readExpression } from './sdk-calls/read-expression.ts';
import { textsOf } from './sdk-calls/texts.ts';
import { argument, argumentOfMaker, isOfBytes, type KeysIn, option } from './signing-variables.ts';
import { type AnyNode, type CallNode, calledName, constantText, isCall } from './syntax.ts';

/**
 * The texts in own code that it signs or verifies tokens with, and those that stand in where a variable of the environment is
 * not set. Only where the key can be nothing else.
 *
 * @throws CodeNotAnalysed as `findWeaknesses` does.
 */
export function signingTexts(source: JavaScriptSource): readonly SigningText[] {
  return onThisStack(source.handler, () => textsIn(source));
}

function textsIn(source: JavaScriptSource): readonly SigningText[] {
  const { files, handler, mostNodes } = source;
  const { own = new OwnPackages([]), folders = new PackageFolders([]) } = source;
  const { path } = findHandlerName(handler, { files, own });
  if (![...files.values()].some(maySignTokens)) return [];

  const modules = loadModules({ files, own, folders }, path, mostNodes);
  const reached = [...modules.files.values()];
  const codes = reached.map((file) => files.get(file.path) ?? '');
  if (!codes.some(maySignTokens)) return [];

  const values = new Resolver(modules, new Budget(mostSteps), [], readExpression);
  const places = new Places(files);
  const isSetLater = codes.some(setsEnvironment);
  const calls = reached.flatMap((file) =>
    [...file.calls].flatMap(([name, all]) =>
      names.has(name) ? all.filter((call) => !places.isInPackage(call) && !isLeftOver(call)) : [],
    ),
  );
  const found = new Map<AnyNode, TextBehind>();
  const reported = new Set<AnyNode>();
  for (const call of calls) {
    for (const each of keysOf(call, values).flatMap((key) => textBehind(key, values) ?? [])) {
      found.set(each.node, each);
      if (hasShortKey({ call, values, modules })) reported.add(each.node);
    }
  }

  return [...found.values()]
    .filter(({ node, text, variable }) => {
      const isKept = variable === undefined || (isKeyName(variable) && !isSetLater);
      const isUsed = variable === undefined || !isRefusedAtStart(node, values);
      return maySignWith(text) && isKept && isUsed && !reported.has(node);
    })
    .map(({ node, text, variable }) => ({ ...places.of(node), text, variable }));
}

function keysOf(call: CallNode, values: Resolver): readonly AnyNode[] {
  const called = values.namesOf(call.callee).map((name) => name.replace(/\.default(?=\.|$)/, ''));
  const of = rows.filter(([signs]) => called.some((name) => signs.test(name)));

  return [
    // A key that only verifies is no secret.
    ...of.flatMap(([, keysIn]) =>
      call.arguments.some((given) => isOfOtherKeys(values, given)) ? [] : keysIn(call, values),
    ),
    ...argumentOfMaker(call),
    ...keyOfStrategy(call, values),
  ];
}

/** `super({ secretOrKey })`, of a class that extends what Nest makes of passport-jwt: no other option is called so. */
function keyOfStrategy(call: CallNode, values: Resolver): readonly AnyNode[] {
  if (calledName(call) !== 'super') return [];
  const key = optionIn(values, call.arguments[0], 'secretOrKey');

  return key ? [key] : [];
}

/** Packages whose keys sign what users hold; a HMAC alone may be a hash of anything. */
const rows: readonly (readonly [RegExp, KeysIn])[] = [
  [/^module:jsonwebtoken\.(?:sign|verify)$/, argument(1)],
  [/^module:jwt-simple\.(?:encode|decode)$/, argument(1)],
  [/^module:hono\/(?:utils\/)?jwt\.(?:sign|verify)$/, argument(1)],
  [/^module:jose\.(?:jwtVerify|compactVerify)$/, argument(1)],
  [/^module:(?:express-jwt(?:\.expressjwt)?|koa-jwt|cookie-session|hono\/jwt\.jwt)$/, option],
  [/^module:passport-jwt\.Strategy$/, option],
  [/^module:@nestjs\/jwt\.JwtModule\.register$/, option],
];

/** By the last of their names. */
const names: ReadonlySet<string> = new Set(
  'sign verify encode decode jwtVerify compactVerify jwt expressjwt expressJwt cookieSession Strategy JwtStrategy register super'.split(
    ' ',
  ),
);

interface TextBehind {
  readonly node: AnyNode;
  readonly text: string;
  readonly variable?: string | undefined;
}

/** Of a key that is one text, or the bytes of one. */
function textBehind(key: AnyNode, values: Resolver, depth = 0): TextBehind | undefined {
  if (depth > MOST_DEEP) return undefined;
  const made = behind(key);
  if (isCall(made) && isOfBytes(made)) {
    const [first] = made.arguments;
    return first && textBehind(first, values, depth + 1);
  }
  const [value, ...others] = values.valuesOf(key);
  if (value?.kind !== 'text' || others.length > 0) return undefined;
  const { node } = value;
  // Which of two it is may depend on where it runs.
  if (parentOf(node)?.type === 'ConditionalExpression') return undefined;
  if (node.type !== 'LogicalExpression') {
    const text = constantText(node);
    return text === undefined ? undefined : { node, text };
  }

  const [left, ...more] = textsOf(node.left, values);
  const [part, ...rest] = left ?? [];
  const text = constantText(node.right);
  const isOne = more.length === 0 && rest.length === 0;
  return isOne && part && 'variable' in part && text !== undefined
    ? { node: node.right, text, variable: part.variable }
    : undefined;
}

const MOST_DEEP = 4;
