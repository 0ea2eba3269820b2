import { type IsHere, isTelltale, NamesUsed, type ShownCalls } from '../flow/index.ts';
import { childrenOf } from './children-of.ts';
import {
  clientCalls,
  clientKeptUnder,
  importedBy,
  isClientMaker,
  isOfClient,
} from './clients-made.ts';
import { formats, hidesOptions, isCallWithText, isReadByName } from './hidden-ways.ts';
import { link } from './link.ts';
import { parsePython } from './parse.ts';
import { isOfFiles } from './plain-packages.ts';
import { type Binding, bindingOf } from './scope.ts';
import type { AnyNode, Call, Expression, ImportFrom, Name, NodeOf } from './syntax.ts';

/**
 * Where own code calls clients of boto3, if nothing in it may call them in another way: it makes up no code, no name of
 * what it imports or calls, starts nothing, and keeps each client under a name, which stands before a method only. Less is known of
 * it than of plain code: packages do what they do. Undefined where it may.
 *
 * @param isHere of what it imports: whether that is own code of the archive.
 * @throws as `parsePython` does.
 */
export function shownCalls(_: string, text: string, isHere: IsHere): ShownCalls | undefined {
  const { module, faults } = parsePython(text);
  if (faults.length > 0) return undefined;

  const clients = new Set<Binding>();
  const used = new NamesUsed();
  const taken = new Set<string>();
  const linked = link('', module).module;
  // By `from helpers import *` any name may be another file's.
  const takesAll = linked.body.some(isOfAll);
  const pending: AnyNode[] = [linked];
  for (let node = pending.pop(); node; node = pending.pop()) {
    if (hidesCalls(node, isHere)) return undefined;
    if (isOfClient(node)) {
      const made = clientKeptUnder(node);
      if (!made) return undefined;
      clients.add(made);
    }
    for (const name of namesUsedAt(node)) {
      used.add(name, nameAround(node));
      if (node.type !== 'Name' || takesAll) taken.add(name);
    }
    pending.push(...childrenOf(node));
  }

  const calls = [...clients].map(clientCalls);
  if (!calls.every((each) => each !== undefined)) return undefined;
  return {
    calls: calls.flat().map((call) => ({ ...spanOf(call), within: nameAround(call) })),
    used,
    taken,
    shared: [...clients].filter(({ scope }) => !scope.up).map(({ name }) => name),
  };
}

function isOfAll(node: AnyNode): boolean {
  return node.type === 'ImportFrom' && node.names.some(({ name }) => name === '*');
}

function spanOf({ start, end }: Call) {
  return { start, end };
}

function hidesCalls(node: AnyNode, isHere: IsHere): boolean {
  switch (node.type) {
    case 'Name':
      return isTelltale(node.name) || isOddName(node);
    case 'Text':
    case 'Number':
      return isTelltale(node.value);
    case 'Attribute':
      return isTelltale(node.name) || isOddField(node) || formats(node);
    case 'Call':
      return isOfMadeUpName(node) || hidesOptions(node);
    case 'Argument':
      return node.name !== undefined && isOfFiles(node.name);
    case 'Import':
      return node.names.some(({ name }) => isStarting(name) || !isShown(name, isHere));
    case 'ImportFrom':
      return isOddImport(node, isHere);
    default:
      return false;
  }
}

/** A file of the archive may stand for whatever is imported, and then runs. */
function isShown(name: string, isHere: IsHere): boolean {
  isHere(name);

  return true;
}

/** Of a client, or of what makes one, no other name. */
function isOddImport({ level, module, names }: ImportFrom, isHere: IsHere): boolean {
  if (level === 0 && (isStarting(module) || module === 'boto3')) return true;
  const from = `${'.'.repeat(level)}${module}`;
  const isFound = module !== '' && isHere(from);
  const areFound = names.map(({ name }) =>
    isHere(module === '' ? `${from}${name}` : `${from}.${name}`),
  );
  if (level === 0 && !isFound && areFound.every((is) => !is)) {
    return names.some(({ name }) => isStarting(`${module}.${name}`) || oddFields.test(name));
  }

  return !(isFound || areFound.every((is) => is));
}

/** By which code is run that is not written there, or AWS is called without a client of boto3. */
function isStarting(module: string): boolean {
  if (/^botocore\.(?:config|exceptions)\b/.test(module)) return false;

  return starting.has(module.split('.', 1).join());
}

const starting: ReadonlySet<string> = new Set(
  (
    'aioboto3 aiobotocore awscli botocore builtins code codeop cffi ctypes ftplib gc imp importlib inspect ' +
    'multiprocessing operator pkgutil pty runpy s3transfer site subprocess sysconfig types zipimport'
  ).split(' '),
);

function isOddName(node: Name): boolean {
  const binding = bindingOf(node);
  if (!binding) return oddBuiltIns.has(node.name) && !isReadByText(node);

  return binding.definitions.map(importedBy).some((of) => {
    if (of === 'boto3') return !isClientMaker(node.parent) && !isGiven(node);
    if (of === 'os.environ') return !isReadByName(node) && !isGiven(node);

    return of === 'os.getenv' && !isCallWithText(node) && !isGiven(node);
  });
}

/** `import boto3`, `from os import environ` */
function isGiven({ parent }: Name): boolean {
  return parent?.type === 'Import' || parent?.type === 'ImportFrom';
}

const oddBuiltIns: ReadonlySet<string> = new Set(
  '__builtins__ __import__ __loader__ __spec__ breakpoint compile delattr eval exec getattr globals locals setattr vars'.split(
    ' ',
  ),
);

/** `getattr(order, 'id')` */
function isReadByText({ name, parent }: Name): boolean {
  const given = parent?.type === 'Call' ? parent.arguments[1]?.value : undefined;

  return name === 'getattr' && given?.type === 'Text' && !oddFields.test(given.value);
}

/** Fields through which code gets at other code, at another module, or past a client. */
function isOddField(node: NodeOf<'Attribute'>): boolean {
  const { name, object } = node;
  if (oddFields.test(name) || isOfFiles(name)) return true;
  const of = bindingOf(object)?.definitions.map(importedBy) ?? [];
  // Which variable is read, a caller may say: the credentials are variables.
  if (of.includes('os') && name === 'environ') return !isReadByName(node);
  if (of.includes('os') && name === 'getenv') return !isCallWithText(node);

  return (
    (of.includes('sys') &&
      !/^(?:argv|exc_info|exit|maxsize|platform|std\w+|version\w*)$/.test(name)) ||
    (of.includes('asyncio') && name.startsWith('create_subprocess'))
  );
}

const oddFields =
  /^(?:__(?!init__$|name__$|file__$|doc__$|version__$|str__$|repr__$|enter__$|exit__$|post_init__$)\w*__|_make_api_call|_make_request|system|popen|posix_spawnp?|(?:exec|spawn)[lv]p?e?|fork(?:pty)?|modules|meta_path|path_hooks)$/;

/** `handlers[name](event)` */
function isOfMadeUpName({ callee }: Call): boolean {
  return callee.type === 'Subscript' || callee.type === 'Call';
}

function namesUsedAt(node: AnyNode): readonly string[] {
  if (node.type === 'Attribute') return isOfMethod(node) ? [] : [node.name];
  if (node.type === 'Name') return isDefined(node) ? [] : [node.name];

  return node.type === 'ImportFrom' ? node.names.map(({ name }) => name) : [];
}

/** A method of a client, by which no function of the code is called. */
function isOfMethod({ object }: NodeOf<'Attribute'>): boolean {
  const [one, ...others] = bindingOf(object)?.definitions ?? [];

  return one?.kind === 'value' && others.length === 0 && isOfClientValue(one.node);
}

function isOfClientValue(node: Expression): boolean {
  return isOfClient(node);
}

/** The name in its `def`. */
function isDefined(node: Name): boolean {
  return node.parent?.type === 'Function' && node.parent.name === node;
}

/** Of the function that it stands in; undefined where others may call that without its name. */
function nameAround(node: AnyNode): string | undefined {
  for (let at: AnyNode | undefined = node.parent; at; at = at.parent) {
    if (at.type !== 'Function' || !at.name) continue;
    const { name } = at.name;

    return at.decorators.length > 0 || name.startsWith('__') ? undefined : name;
  }
  return undefined;
}
