import { argumentOf } from './call-arguments.ts';
import { constantText } from './constant-text.ts';
import type { Fact } from './entry.ts';
import { type Asked, everyAnswer, everyValue, MOST_STEPS, type Test } from './every-value.ts';
import { lastName } from './last-name.ts';
import { leaves } from './leaving.ts';
import { calledName } from './link.ts';
import { reachingDefinitions } from './reaching.ts';
import { type Binding, bindingOf, isPlainlySet, scopeOf } from './scope.ts';
import type { AnyNode, Call, Expression, Name } from './syntax.ts';
import type { Values } from './value.ts';

/**
 * Whether the code surely wrote a file by the same path before, wherever the event came from: outside of
 * /tmp that fails, and within it is found what was just written. That it may be written is the fault.
 */
export function isWrittenBefore(fact: Fact, values: Values): boolean {
  return isWritten(fact.node, { fact, values, entry: fact.entry }, 0);
}

const isWritten: Test = (node, asked, depth) => {
  if (depth > MOST_STEPS) return false;
  asked.values.spend();

  switch (node.type) {
    case 'Name':
      return isWrittenByName(node, asked.values) || everyValue(node, isWritten, asked, depth + 1);
    case 'Await':
      return isWritten(node.value, asked, depth + 1);
    case 'Conditional':
      return [node.yes, node.no].every((each) => isWritten(each, asked, depth + 1));
    case 'Call':
      return isWrittenCall(node, asked, depth + 1);
    default:
      return false;
  }
};

function isWrittenCall(node: Call, asked: Asked, depth: number): boolean {
  const { callee, arguments: given } = node;
  const [first] = given;
  const isKept = wrappers.test(lastName(callee)) && first && given.length === 1;

  return isKept ? isWritten(first.value, asked, depth) : everyAnswer(node, isWritten, asked, depth);
}

/** What makes another kind of value of the same path. */
const wrappers = /^(?:str|fspath|Path)$/;

function isWrittenByName(node: Name, values: Values): boolean {
  const binding = bindingOf(node);
  if (!binding || !isPlainlySet(binding)) return false;
  values.spend(binding.reads.length);

  return binding.reads.some(
    (read) =>
      read.start < node.start &&
      scopeOf(read).function === scopeOf(node).function &&
      isWriter(read, values) &&
      isSurelyBefore(read, node) &&
      isSame(binding, read, node),
  );
}

function isSame(binding: Binding, one: Name, other: Name): boolean {
  const [before, after] = [one, other].map((each) => reachingDefinitions(binding, each));

  return (
    before?.length === after?.length && before?.every((each) => after?.includes(each)) === true
  );
}

/** `open(path, 'wb')`, `path.write_bytes(…)`, `s3.download_file(bucket, key, path)`, `image.save(str(path))`. */
export function isWriter(read: Expression, values: Values): boolean {
  let path: Expression = read;
  for (let call = callAround(path); call; call = callAround(path)) {
    if (!wrappers.test(lastName(call.callee))) return isWriterOf(call, path, values);
    path = call;
  }
  const { parent: method } = path;
  const call = method?.type === 'Attribute' ? method.parent : undefined;
  if (method?.type !== 'Attribute' || call?.type !== 'Call' || call.callee !== method) return false;
  if (values.functionsOf(method).length > 0) return false;
  if (/^write_(?:bytes|text)$/.test(method.name)) return true;

  return method.name === 'open' && isForWriting(argumentOf(call, 0, 'mode'));
}

/** The call that an expression is an argument of. */
function callAround({ parent }: Expression): Call | undefined {
  const call = parent?.type === 'Argument' ? parent.parent : undefined;

  return call?.type === 'Call' ? call : undefined;
}

function isWriterOf(call: Call, path: Expression, values: Values): boolean {
  const name = calledName(call) ?? '';
  // Code of its own that is called so may write nothing.
  if (values.functionsOf(call.callee).length > 0) return false;
  if (name === 'open') {
    const isOfFiles = values.namesOf(call.callee).every((each) => openers.test(each));
    return (
      isOfFiles && call.arguments[0]?.value === path && isForWriting(argumentOf(call, 1, 'mode'))
    );
  }

  return writers.has(name) && call.arguments.at(name === 'save' ? 0 : -1)?.value === path;
}

const openers = /^(?:builtins|io|codecs|aiofiles|gzip|bz2|lzma)\.open$/;
const writers: ReadonlySet<string> = new Set('download_file urlretrieve imwrite save'.split(' '));

function isForWriting(mode: Expression | undefined): boolean {
  return /[wax]/.test(constantText(mode) ?? 'r');
}

/** Whether it is run whenever a place behind it is, and what it raises keeps that from being run. */
function isSurelyBefore(write: AnyNode, place: AnyNode): boolean {
  let at = write;

  for (let steps = 0; at.parent && steps < MOST_AROUND; steps += 1) {
    const around: AnyNode = at.parent;
    if (around.type === 'Block') {
      const isInIt = around.start <= place.start && place.end <= around.end;
      if (isInIt) return at.end <= place.start;
    } else if (around.type === 'With') {
      if (at !== around.body && place.start >= around.body.start && place.end <= around.body.end) {
        return true;
      }
      if (around.items.some(({ value }) => mayKeepQuiet(value))) return false;
    } else if (around.type === 'Try') {
      if (at !== around.body || !around.handlers.every(({ body }) => leaves(body))) return false;
    } else if (!plain.has(around.type)) return false;
    at = around;
  }
  return false;
}

/** `contextlib.suppress(OSError)`. */
function mayKeepQuiet(value: Expression): boolean {
  return value.type === 'Call' && lastName(value.callee) === 'suppress';
}

/** What is run whenever what stands around it is. */
const plain: ReadonlySet<AnyNode['type']> = new Set([
  'Argument',
  'Assign',
  'Attribute',
  'Await',
  'Call',
  'ExpressionStatement',
  'WithItem',
]);

const MOST_AROUND = 40;
