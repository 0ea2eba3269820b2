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
  if (!binding || !isOfFunction(binding, node) || values.callsOf('chdir').length > 0) return false;
  values.spend(binding.reads.length);
  const before = binding.reads.filter(({ start }) => start < node.start);

  return before.some((read) => {
    const write = writerOf(read, values);
    const isSure = write && isSurelyBefore(write, node) && isSame(binding, read, node);
    return isSure && before.every((each) => each.start <= write.end || !mayBeReplaced(each));
  });
}

/** Whether nothing but the function itself sets a name. */
function isOfFunction(binding: Binding, node: Name): boolean {
  const of = scopeOf(node).function;

  return (
    isPlainlySet(binding) &&
    binding.scope.function === of &&
    binding.reads.every((read) => scopeOf(read).function === of) &&
    binding.definitions.every((each) => each.kind !== 'value' || scopeOf(each.node).function === of)
  );
}

function isSame(binding: Binding, one: Name, other: Name): boolean {
  const [before, after] = [one, other].map((each) => reachingDefinitions(binding, each));

  return (
    before?.length === after?.length && before?.every((each) => after?.includes(each)) === true
  );
}

/** `os.replace(other, path)`, `path.unlink()`: behind a write, there may be another file. */
function mayBeReplaced({ parent }: Name): boolean {
  if (parent?.type === 'Attribute')
    return !/^(?:name|stem|suffix|parent|exists|stat|open|read_\w+)$/.test(parent.name);
  const call = parent?.type === 'Argument' ? parent.parent : undefined;

  return call?.type === 'Call' && !readers.test(calledName(call) ?? '');
}

const readers =
  /^(?:open|str|Path|fspath|len|print|exists|isfile|getsize|stat|basename|dirname|splitext|copy2?|copyfile)$/;

/** `open(path, 'wb')`, `path.write_bytes(…)`, `s3.download_file(bucket, key, path)`, `image.save(str(path))`. */
function writerOf(read: Name, values: Values): Call | undefined {
  let path: Expression = read;
  for (let call = callAround(path); call; call = callAround(path)) {
    if (!wrappers.test(lastName(call.callee)))
      return isWriter(call, path, values) ? call : undefined;
    path = call;
  }
  const { parent: method } = path;
  const call = method?.type === 'Attribute' ? method.parent : undefined;
  if (method?.type !== 'Attribute' || call?.type !== 'Call' || call.callee !== method)
    return undefined;
  if (values.functionsOf(method).length > 0) return undefined;
  const isWrite =
    /^write_(?:bytes|text)$/.test(method.name) ||
    (method.name === 'open' && isForWriting(argumentOf(call, 0, 'mode')));

  return isWrite ? call : undefined;
}

/** The call that an expression is an argument of. */
function callAround({ parent }: Expression): Call | undefined {
  const call = parent?.type === 'Argument' ? parent.parent : undefined;

  return call?.type === 'Call' ? call : undefined;
}

/** Of what is known: others that are called so may write elsewhere, later or nothing. */
function isWriter(call: Call, path: Expression, values: Values): boolean {
  const known = values.valuesOf(call.callee);
  const isOf = (names: RegExp) =>
    known.length > 0 && known.every((each) => each.kind === 'name' && names.test(each.name));

  // Below another folder, or by code that opens it.
  if (call.arguments.some(({ name }) => name === 'opener' || name === 'dir_fd')) return false;

  switch (calledName(call)) {
    case 'open':
      return (
        isOf(/^(?:builtins|io|codecs|gzip|bz2|lzma)\.open$/) &&
        argumentOf(call, 0, 'file') === path &&
        isForWriting(argumentOf(call, 1, 'mode'))
      );
    case 'download_file':
      return isOf(/^boto3\./) && argumentOf(call, 2, 'Filename') === path;
    case 'urlretrieve':
      return isOf(/^urllib\b/) && argumentOf(call, 1, 'filename') === path;
    case 'save':
      return isOf(/^(?:flask\.request|PIL\.Image)\b/) && argumentOf(call, 0, 'dst', 'fp') === path;
    default:
      return false;
  }
}

/** Not what is added to what there is. */
function isForWriting(mode: Expression | undefined): boolean {
  return /[wx]/.test(constantText(mode) ?? 'r');
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
      // Others may keep quiet what it raises: `with suppress(OSError)`.
      const isLoud = around.items.every((each) => each === at || isOfFile(each.value));
      if (!isLoud) return false;
      const { body } = around;
      if (at !== body && body.start <= place.start && place.end <= body.end) return true;
    } else if (around.type === 'Try') {
      if (around.finally) return false;
      if (at !== around.body || !around.handlers.every(({ body }) => leaves(body))) return false;
    } else if (around.type === 'Call') {
      if (around.callee !== at) return false;
    } else if (!plain.has(around.type)) return false;
    at = around;
  }
  return false;
}

function isOfFile(value: Expression): boolean {
  return (
    value.type === 'Call' &&
    /^(?:open|NamedTemporaryFile|TemporaryDirectory)$/.test(lastName(value.callee))
  );
}

/** What is run whenever what stands around it is. */
const plain: ReadonlySet<AnyNode['type']> = new Set([
  'Assign',
  'Attribute',
  'Await',
  'ExpressionStatement',
  'WithItem',
]);

const MOST_AROUND = 40;
