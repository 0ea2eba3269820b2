import { Budget, onThisStack } from '../flow/index.ts';
import {
  isKeyName,
  maySignTokens,
  maySignWith,
  type SigningText,
  setsEnvironment,
} from '../secrets/index.ts';
import { mostSteps } from '../signatures/index.ts';
import { argumentOf } from './call-arguments.ts';
import { constantText } from './constant-text.ts';
import { Places } from './evidence.ts';
import { hasShortKey, mayBeOfText } from './faults/token-checks.ts';
import type { PythonSource } from './find-weaknesses.ts';
import { keysNamed, keysOfFlask, settingsNamed } from './flask-settings.ts';
import { findHandlerName } from './handler-name.ts';
import { loadModules } from './modules.ts';
import { isRefusedAtStart } from './refused-default.ts';
import { Resolver } from './resolver.ts';
import { isVariableRead } from './sdk-calls/environment.ts';
import { sourcesOf } from './sdk-calls/sources.ts';
import { textsOf } from './sdk-calls/texts.ts';
import { extendsSettings } from './signatures/brought.ts';
import { textWithin } from './signing-variables.ts';
import type { AnyNode, Call, Expression, NodeOf } from './syntax.ts';

/**
 * The texts in own code that it signs or verifies tokens and sessions with, and those that stand in where a variable of the
 * environment is not set. Only where the key can be nothing else.
 *
 * @throws CodeNotAnalysed as `findWeaknesses` does.
 */
export function signingTexts(source: PythonSource): readonly SigningText[] {
  return onThisStack(source.handler, () => textsIn(source));
}

function textsIn({ files, handler, mostTokens }: PythonSource): readonly SigningText[] {
  const { path } = findHandlerName(handler, files);
  if (![...files.values()].some(maySignTokens)) return [];

  const found = beginsOf(path, files).flatMap((begin) => {
    const modules = loadModules(files, begin, mostTokens);
    const codes = [...modules.files.keys()].map((each) => files.get(each) ?? '');
    if (!codes.some(maySignTokens)) return [];

    const values = new Resolver(modules, new Budget(mostSteps));
    const places = new Places(files);
    const isSetLater = codes.some(setsEnvironment);
    const hasSessions = codes.some((code) => ofSessions.test(code));
    const keys = [...keysGiven(values), ...(hasSessions ? keysOfFlask(values) : [])];
    const named = hasSessions ? settingsNamed(values, modules) : undefined;
    const inNamed =
      named && new Resolver(loadModules(files, named.path, mostTokens), new Budget(mostSteps));
    const all = [...modules.files.values()];
    const reported = new Set(
      values
        .callsOf('decode')
        .filter((call) => hasShortKey({ call, values, files: all }))
        .flatMap((call) => argumentOf(call, 1, 'key') ?? [])
        .flatMap((key) => textBehind(key, values)?.node ?? []),
    );
    const ofNamed = inNamed
      ? keysNamed(inNamed, named).flatMap((key) => textBehind(key, inNamed) ?? [])
      : [];
    return keys
      .flatMap((key) => textBehind(key, values) ?? [])
      .concat(ofNamed)
      .filter(({ node, text, variable }) => {
        const isKept = variable === undefined || (isKeyName(variable) && !isSetLater);
        const isUsed = variable === undefined || !isRefusedAtStart(node, text);
        return maySignWith(text) && isKept && isUsed && !reported.has(node);
      })
      .map(({ node, text, variable }) => ({ ...places.of(node), text, variable }));
  });
  const each = new Map(found.map((one) => [`${one.path}\0${one.line}\0${one.column}`, one]));

  return [...each.values()];
}

/** The handler that serverless-wsgi packs beside an application imports it by what a file says, which is not in the archive's code. */
function beginsOf(path: string, files: PythonSource['files']): readonly string[] {
  if (!/\bserverless_wsgi\b/.test(files.get(path) ?? '')) return [path];
  const applications = [...files].filter(
    ([other, code]) => other.endsWith('.py') && /=\s{0,9}Flask\(/.test(code),
  );

  return [path, ...applications.map(([other]) => other)].slice(0, MOST_BEGINS);
}

const MOST_BEGINS = 4;

/** What Flask signs with its key: without any of these it signs nothing. */
const ofSessions =
  /\b(?:session|flash|get_flashed_messages)\b|flask_(?:login|wtf|oidc|jwt|security|dance|oauth|session|admin|seasurf|user\b)|authlib|itsdangerous/i;

function keysGiven(values: Resolver): readonly Expression[] {
  return [...rows].flatMap(([name, [signs, keyOf]]) =>
    values
      .callsOf(name)
      .filter((call) => values.namesOf(call.callee).some((each) => signs.test(each)))
      .flatMap((call) => keyOf(call) ?? []),
  );
}

type KeyOf = (call: Call) => Expression | undefined;

const ofSerializer: readonly [RegExp, KeyOf] = [
  /^itsdangerous\.(?:\w{1,40}\.){0,2}\w{1,40}$/,
  (call) => argumentOf(call, 0, 'secret_key'),
];

const ofMiddleware: readonly [RegExp, KeyOf] = [
  /(?:^|\.)(?:add_middleware|SessionMiddleware)$/,
  (call) => argumentOf(call, undefined, 'secret_key'),
];

/** By the name that is called. */
const rows: ReadonlyMap<string, readonly [RegExp, KeyOf]> = new Map([
  [
    'encode',
    [
      /^(?:jwt(?:\.api_jwt)?|jose\.jwt)\.encode$/,
      (call) => (mayBeOfText(call) ? argumentOf(call, 1, 'key') : undefined),
    ],
  ],
  [
    'decode',
    [
      /^(?:jwt(?:\.api_jwt)?|jose\.jwt)\.decode$/,
      // One that verifies nothing may be given anything for a key.
      (call) =>
        mayBeUnchecked(call) || !mayBeOfText(call) ? undefined : argumentOf(call, 1, 'key'),
    ],
  ],
  ...['URLSafeTimedSerializer', 'URLSafeSerializer', 'TimestampSigner', 'Signer'].map(
    (name) => [name, ofSerializer] as const,
  ),
  ['add_middleware', ofMiddleware],
  ['SessionMiddleware', ofMiddleware],
]);

function mayBeUnchecked(call: Call): boolean {
  return call.arguments.some(({ name }) => name === 'options' || name === 'verify');
}

interface TextBehind {
  readonly node: Expression;
  readonly text: string;
  readonly variable?: string | undefined;
}

/** Of a key that is one text, or the bytes of one. */
function textBehind(key: Expression, values: Resolver, depth = 0): TextBehind | undefined {
  if (depth > MOST_DEEP) return undefined;
  const [source, ...others] = sourcesOf(key, values);
  // Which of two it is may depend on where it runs.
  if (!source || others.length > 0) return undefined;

  switch (source.type) {
    case 'Text':
      return isOfSettings(source, values) ? undefined : { node: source, text: source.value };
    case 'Binary':
      return source.operator === 'or'
        ? textInsteadOf(variableRead(source.left, values), source.right, values)
        : undefined;
    case 'Call': {
      const otherwise = isVariableRead(source, values) && argumentOf(source, 1, 'default');
      if (otherwise) {
        const variable = constantText(argumentOf(source, 0, 'key'));
        return textInsteadOf(variable, otherwise, values);
      }
      const within = textWithin(source);
      return within && textBehind(within, values, depth + 1);
    }
    default:
      return undefined;
  }
}

const MOST_DEEP = 4;

function textInsteadOf(
  variable: string | undefined,
  node: Expression,
  values: Resolver,
): TextBehind | undefined {
  const [source, ...others] = sourcesOf(node, values);
  if (variable === undefined || source?.type !== 'Text' || others.length > 0) return undefined;

  return { node: source, text: source.value, variable };
}

function variableRead(node: Expression, values: Resolver): string | undefined {
  const [parts, ...more] = textsOf(node, values);
  const [part, ...rest] = parts ?? [];
  const isOne = more.length === 0 && rest.length === 0;

  return isOne && part && 'variable' in part ? part.variable : undefined;
}

/** Settings of pydantic are read of the environment first, by names that they may say themselves. */
function isOfSettings(node: NodeOf<'Text'>, values: Resolver): boolean {
  for (let at: AnyNode | undefined = node.parent; at; at = at.parent) {
    if (at.type === 'Class') return extendsSettings(at, values);
  }
  return false;
}
