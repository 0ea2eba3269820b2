import { isOfFramework } from './answers.ts';
import { packageIn } from './known-packages.ts';
import { commandSinks } from './sinks/command-injection.ts';
import { codeSinks } from './sinks/event-code-execution.ts';
import { rendererSinks } from './sinks/html-renderers.ts';
import { otherSinks } from './sinks/other-texts.ts';
import { pathSinks } from './sinks/path-traversal.ts';
import { querySinks } from './sinks/query-injection.ts';
import { responseSinks } from './sinks/responses.ts';
import { requestSinks } from './sinks/server-side-request-forgery.ts';
import { anyCall, type CallSink, keyOfCall, type SinkCall, tableOf } from './sinks/sink.ts';
import { deserializationSinks } from './sinks/unsafe-deserialization.ts';
import { type AnyNode, calledName } from './syntax.ts';

const sinks = tableOf([
  ...codeSinks,
  ...commandSinks,
  ...deserializationSinks,
  ...querySinks,
  ...pathSinks,
  ...requestSinks,
  ...rendererSinks,
  ...responseSinks,
  ...otherSinks,
]);

const none: readonly CallSink[] = [];

/** Those that a call of `callee` is, for the argument at `index`, whatever it is given. */
export function sinksAt(
  { call, given, values, fact }: SinkCall,
  callee: AnyNode,
  index: number,
): readonly CallSink[] {
  const seen = values.valuesOf(callee);
  const isMember = callee.type === 'MemberExpression';
  const method = callee === call.callee ? calledName(call) : undefined;

  const keys = seen.flatMap((value): readonly string[] => {
    if (value.kind === 'name' && isOfFramework(value.name)) return [keyOfCall('?', method ?? '')];
    if (value.kind === 'name') return [keyOfName(value.name)];
    const name = value.kind === 'made' ? packageIn(value.name) : undefined;
    if (name === undefined) return [];
    return isMember
      ? [keyOfCall(name, method ?? '')]
      : [keyOfCall(name, ''), keyOfCall(name, method ?? '')];
  });
  const known = keys.flatMap((key) => sinks.get(key) ?? none);
  const isOwn = seen.some(({ kind }) => kind === 'function' || kind === 'class');
  const unknown =
    known.length > 0 || isOwn
      ? none
      : [method ?? '', anyCall].flatMap((name) => sinks.get(keyOfCall('?', name)) ?? none);
  // Of functions that were imported from what is not in the archive, SQL alone leaves no doubt.
  const isImported = seen.some(
    (value) => value.kind === 'name' && value.name.startsWith('module:'),
  );
  const all =
    known.length > 0 || isMember
      ? [...known, ...unknown]
      : unknown.filter(({ kind }) => isImported && kind === 'query-injection');

  return all.filter(
    ({ argument, when }) =>
      (argument === 'any' || argument === index) && (when?.({ call, given, values, fact }) ?? true),
  );
}

/** The same of a name that is called with nothing else: by `list.map(name)`, and by `import()`. */
export function sinksNamed(name: string, index: number): readonly CallSink[] {
  const all = sinks.get(keyOfName(name)) ?? none;

  return all.filter(
    ({ argument, when }) => (argument === 'any' || argument === index) && when === undefined,
  );
}

const keys = new Map<string, string>();

/** Of `Value`: a global, or `module:` and what the module exports. */
function keyOfName(name: string): string {
  const known = keys.get(name);
  if (known !== undefined) return known;

  const module = packageIn(name);
  const rest = name.slice('module:'.length + (module?.length ?? 0));
  const key =
    module === undefined
      ? keyOfCall('', name)
      : keyOfCall(module, rest.slice(rest.lastIndexOf('.') + 1 || rest.length));
  if (keys.size < MOST_KEYS) keys.set(name, key);
  return key;
}

/** Names come from code, which may make up any number. */
const MOST_KEYS = 10_000;
