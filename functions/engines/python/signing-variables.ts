import { Budget, onThisStack } from '../flow/index.ts';
import { isSigner, isSigningName, maySign } from '../secrets/index.ts';
import { mostSteps } from '../signatures/index.ts';
import { argumentOf } from './call-arguments.ts';
import { constantText } from './constant-text.ts';
import type { PythonSource } from './find-weaknesses.ts';
import { findHandlerName } from './handler-name.ts';
import { lastName } from './last-name.ts';
import { loadModules } from './modules.ts';
import { Resolver } from './resolver.ts';
import { textsOf } from './sdk-calls/texts.ts';
import { extendsSettings } from './signatures/brought.ts';
import type { Attribute, Call, Expression } from './syntax.ts';

/**
 * The environment variables that own code signs or verifies with as they are: by a code that is made of a text and a key
 * that both sides have (HMAC). What a call brings by their name, as from a vault, is another key.
 *
 * @throws CodeNotAnalysed as `findWeaknesses` does.
 */
export function signingVariables(source: PythonSource): readonly string[] {
  return onThisStack(source.handler, () => variablesIn(source));
}

function variablesIn({ files, handler, mostTokens }: PythonSource): readonly string[] {
  const { path } = findHandlerName(handler, files);
  const modules = loadModules(files, path, mostTokens);
  const reached = [...modules.files.values()];
  // Most code reads no variable that is called like a key.
  if (!reached.some((file) => maySign(files.get(file.path) ?? ''))) return [];

  const values = new Resolver(modules, new Budget(mostSteps));
  const given = [...rows].flatMap(([name, keyOf]) =>
    values.callsOf(name).flatMap((call) => keyOf(call) ?? []),
  );
  const set = ['secret_key', 'config'].flatMap((name) =>
    values.attributesOf(name).flatMap((each) => keySetAt(each) ?? []),
  );
  const found = [...given, ...set].flatMap((key) => variablesOf(key, values));
  const unseen = reached.flatMap(({ calls }) =>
    [...calls]
      .flatMap(([name, all]) => (isSigner(name) ? all : []))
      .flatMap((call) =>
        call.arguments
          .slice(1)
          .flatMap(({ value }) => variablesOf(value, values))
          .filter((one) => isSigningName(one)),
      ),
  );
  return [...new Set([...found, ...unseen])].toSorted();
}

type KeyOf = (call: Call) => Expression | undefined;

function argument(position: number | undefined, ...names: readonly string[]): KeyOf {
  return (call) => argumentOf(call, position, ...names);
}

/** Of PyJWT, python-jose, hmac, itsdangerous and Starlette, by the name that is called. */
const rows: ReadonlyMap<string, KeyOf> = new Map(
  Object.entries({
    encode: argument(1, 'key'),
    decode: argument(1, 'key'),
    new: argument(0, 'key'),
    digest: argument(0, 'key'),
    URLSafeTimedSerializer: argument(0, 'secret_key'),
    URLSafeSerializer: argument(0, 'secret_key'),
    TimestampSigner: argument(0, 'secret_key'),
    Signer: argument(0, 'secret_key'),
    add_middleware: argument(undefined, 'secret_key'),
    SessionMiddleware: argument(undefined, 'secret_key'),
    // `app.config.update(SECRET_KEY=…)`
    update: argument(undefined, ...['SECRET_KEY', 'JWT_SECRET_KEY']),
  }),
);

/** `app.secret_key = key`, `app.config['SECRET_KEY'] = key`, of Flask and of what extends it. */
function keySetAt(node: Attribute): Expression | undefined {
  const { parent } = node;
  if (node.name === 'secret_key') return valueSetTo(node);
  if (parent?.type !== 'Subscript' || parent.object !== node) return undefined;

  return /^(?:JWT_)?SECRET_KEY$/.test(constantText(parent.index) ?? '')
    ? valueSetTo(parent)
    : undefined;
}

/** What `node = …` sets it to. */
export function valueSetTo(node: Expression): Expression | undefined {
  const { parent } = node;

  return parent?.type === 'Assign' && parent.targets.includes(node) ? parent.value : undefined;
}

/** Of a key that is one of them, or the bytes of one; whatever stands in for it where it is not set. */
function variablesOf(node: Expression, values: Resolver, depth = 0): readonly string[] {
  if (depth > MOST_STEPS) return [];
  const named = textsOf(node, values).flatMap((parts) => {
    const [only, ...others] = parts;
    return only && others.length === 0 && 'variable' in only ? only.variable : [];
  });
  if (named.length > 0) return named;

  if (node.type === 'Attribute' && isOfSettings(node, values)) return [node.name.toUpperCase()];
  const written = values.writtenAs(node);
  const within = written.type === 'Call' ? textWithin(written) : undefined;
  return within ? variablesOf(within, values, depth + 1) : [];
}

const MOST_STEPS = 8;

/** Settings of pydantic are read of the environment, each by its own name. */
function isOfSettings({ object }: Attribute, values: Resolver): boolean {
  return values
    .valuesOf(object)
    .some((one) => one.kind === 'instance' && extendsSettings(one.node, values));
}

/** `key.encode()`, `bytes(key, 'utf-8')` */
export function textWithin({ callee, arguments: given }: Call): Expression | undefined {
  if (callee.type === 'Attribute' && callee.name === 'encode') return callee.object;

  return /^(?:bytes|bytearray)$/.test(lastName(callee)) ? given[0]?.value : undefined;
}
