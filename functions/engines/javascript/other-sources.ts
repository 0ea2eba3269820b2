import { Budget, CodeNotAnalysed, type FieldPath } from '../flow/index.ts';
import { Flow } from './flow.ts';
import { type Harms, harm } from './harms.ts';
import { packageIn } from './known-packages.ts';
import type { Modules } from './modules.ts';
import { isPlainFile, maySecretComeOf } from './other-source.ts';
import { targetsOf } from './pattern.ts';
import { bindingOf, parentOf } from './scope.ts';
import { secretsAt } from './secret-sources.ts';
import { step } from './steps.ts';
import { type AnyNode, calledName, fieldRead, isCall, isFunction } from './syntax.ts';
import type { Values } from './value.ts';
import { type Found, hitsOf } from './weaknesses-of.ts';

interface Source {
  readonly node: AnyNode;
  readonly harms: Harms;
  /** For a reader. */
  readonly text: string;
  /** Where in the value. @default it is the value */
  readonly path?: FieldPath;
}

/**
 * What comes of it that is followed beside the event: see `isOtherSource`. It has steps of its own, so that a bundle that catches many errors leaves enough for the event.
 */
export function otherHits(
  modules: Modules,
  values: Values,
  isOwn: (node: AnyNode) => boolean,
): OtherHits {
  const flow = new Flow(values, new Budget(MOST_STEPS));
  const sources = [...modules.files.values()]
    .flatMap((file) =>
      file.sources.flatMap((node) => [...sourcesAt(node, values), ...secretsAt(node, values)]),
    )
    .filter(({ node }) => isOwn(node));

  for (const { node, harms, text, path } of sources.slice(0, MOST_SOURCES)) {
    flow.startAt(node, harms, text, path);
  }
  const isWhole = isFollowed(flow) && sources.length <= MOST_SOURCES;

  return { hits: hitsOf(flow), isWhole };
}

export interface OtherHits {
  readonly hits: readonly Found[];
  /** Whether all of it was followed to its end. */
  readonly isWhole: boolean;
}

function isFollowed(flow: Flow): boolean {
  try {
    flow.run(step);
    return true;
  } catch (error) {
    if (error instanceof CodeNotAnalysed) return false;
    throw error;
  }
}

/** Bundles catch thousands of errors, few of which are answered with. */
const MOST_SOURCES = 5000;

/** A tenth of what the event has. */
const MOST_STEPS = 2_000_000;

function sourcesAt(node: AnyNode, values: Values): readonly Source[] {
  switch (node.type) {
    case 'CatchClause':
      return node.param ? errorsIn(node.param) : [];
    case 'CallExpression': {
      if (calledName(node) !== 'catch') return [];
      const [callback] = node.arguments;
      const parameter = isFunction(callback) ? callback.params[0] : undefined;
      return parameter ? errorsIn(parameter) : [];
    }
    case 'MemberExpression':
      if (maySecretComeOf(node)) return [];
      return parentOf(node)?.type === 'AssignmentExpression' ||
        (isPlainFile(node) && !isOfArchive(node.object, values)) ||
        isOfWalk(node.object, values)
        ? []
        : [{ node, harms: harm.path, text: 'the archive says it' }];
    case 'ArrowFunctionExpression':
    case 'FunctionExpression':
      return node.params[0] ? errorsIn(node.params[0]) : [];
    default:
      return [];
  }
}

/** Whether it is what a package made of an archive. */
function isOfArchive(node: AnyNode, values: Values): boolean {
  return values
    .valuesOf(node)
    .some((value) => value.kind === 'made' && archives.has(packageIn(value.name) ?? ''));
}

/**
 * Whether it is an entry of a folder: what a package found that walks through folders, or what is asked
 * as `fs.Dirent` is, or as what such packages make. Entries of archives have no such methods.
 */
function isOfWalk(node: AnyNode, values: Values): boolean {
  const made = values.valuesOf(node).flatMap((value) => (value.kind === 'made' ? value.name : []));
  if (made.some((name) => walkers.has(packageIn(name) ?? ''))) return true;
  if (made.some((name) => archives.has(packageIn(name) ?? ''))) return false;

  return (bindingOf(node)?.reads ?? []).some((read) => {
    const member = parentOf(read);
    const field =
      member?.type === 'MemberExpression' && member.object === read && fieldRead(member);
    if (!field) return false;
    const around = parentOf(member);
    const isCalled = isCall(around) && around.callee === member;
    return isCalled ? asked.has(field) : field === 'stats' || field === 'parentPath';
  });
}

/** Of `fs.Dirent` and `fs.Stats`. */
const asked: ReadonlySet<string> = new Set(['isDirectory', 'isFile', 'isSymbolicLink']);

const walkers: ReadonlySet<string> = new Set(
  'fs fs/promises fs-extra graceful-fs klaw klaw-sync readdirp walkdir walk glob fast-glob globby @nodelib/fs.walk'.split(
    ' ',
  ),
);

const archives: ReadonlySet<string> = new Set(
  'unzipper yauzl yauzl-promise tar tar-stream node-stream-zip decompress'.split(' '),
);

/** Every read of what a pattern names, of an error. */
function errorsIn(pattern: AnyNode): readonly Source[] {
  return targetsOf(pattern).flatMap(({ node, path }) => {
    const isDetail = path.length === 0 || ['message', 'stack'].includes(path[0] ?? '');
    const reads = isDetail ? (bindingOf(node)?.reads ?? []) : [];
    return reads
      .filter((read) => read !== node)
      .map((read) => ({ node: read, harms: harm.error, text: 'the error is caught' }));
  });
}
