import type { Position } from 'acorn';
import { CodeNotAnalysed } from '../flow/index.ts';
import { TooManyNodes } from './lean-parser.ts';
import { type LinkedFile, link } from './link.ts';
import { MOST_NODES, ownTreeOf } from './parse.ts';
import { filesLike, meaningOf, type OwnCode } from './specifier-meaning.ts';
import type { SpecifierPattern } from './specifier-text.ts';
import { tolerantTreeOf } from './tolerant-tree.ts';

/** The files that a handler's file reaches by literal imports, itself first. */
export interface Modules {
  readonly files: ReadonlyMap<string, LinkedFile>;
  /** Reached, but not JavaScript as it stands: what could be read of it is among the files. */
  readonly unread: readonly Unread[];
  /** The files that a specifier may mean; none for a package and for what is not in the archive. */
  resolve(from: string, specifier: string): readonly LinkedFile[];
  /** The same of a specifier that is made up in part. */
  resolvePattern(from: string, pattern: SpecifierPattern): readonly LinkedFile[];
  /** The first number of a package's version, where it is known. */
  majorOf(name: string): number | undefined;
}

export interface Unread {
  readonly path: string;
  readonly reason: string;
}

/** Nothing can be read of the file of the handler. */
export class EntryNotParsed extends CodeNotAnalysed {
  override readonly name = 'EntryNotParsed';
  readonly unread: Unread;

  constructor(unread: Unread) {
    super(`${unread.path}: ${unread.reason}`);
    this.unread = unread;
  }
}

/** @throws CodeNotAnalysed when the entry cannot be parsed, or all is too much to hold. */
export function loadModules(code: OwnCode, entry: string, mostNodes = MOST_NODES): Modules {
  const known = loaded.get(code.files);
  if (known?.entry === entry && known.mostNodes === mostNodes) return known.modules;

  const modules = load(code, entry, mostNodes);
  loaded.set(code.files, { entry, mostNodes, modules });
  return modules;
}

/** Of files that are asked about again, for another question: what takes longest is to parse and link them. */
const loaded = new WeakMap<
  OwnCode['files'],
  { readonly entry: string; readonly mostNodes: number; readonly modules: Modules }
>();

function load(code: OwnCode, entry: string, mostNodes: number): Modules {
  const files = new Map<string, LinkedFile>();
  const unread: Unread[] = [];
  const pending = [entry];
  const seen = new Set(pending);
  let nodesLeft = mostNodes;

  for (const path of pending) {
    const parsed = parse(path, code.files.get(path) ?? '', nodesLeft);
    if (parsed === 'too much') throw tooMuch(path, mostNodes);
    if (parsed.reason !== undefined) {
      if (path === entry && !parsed.file) {
        throw new EntryNotParsed({ path, reason: parsed.reason });
      }
      unread.push({ path, reason: parsed.reason });
    }
    if (!parsed.file) continue;

    files.set(path, parsed.file);
    nodesLeft -= parsed.nodes;
    const { requests, patterns } = parsed.file;
    const named = [...requests].flatMap((request) => meaningOf(code, path, request).files);
    const alike = patterns.flatMap((pattern) => filesLike(code, path, pattern));
    for (const next of [...named, ...alike]) {
      if (seen.has(next)) continue;
      seen.add(next);
      pending.push(next);
    }
  }

  return {
    files,
    unread,
    resolve: (from, specifier) =>
      meaningOf(code, from, specifier).files.flatMap((path) => files.get(path) ?? []),
    majorOf: (name) => code.own.majorOf(name),
    resolvePattern: (from, pattern) => {
      const named = isOfFolder(pattern) ? [] : namedIn(code, files.get(from));
      return filesLike(code, from, pattern)
        .filter((path) => !named.includes(path))
        .flatMap((path) => files.get(path) ?? []);
    },
  };
}

/** Whether it says more than `./`: in a folder of its own, or with a begin or an end, all are of one kind. */
function isOfFolder({ before, after }: SpecifierPattern): boolean {
  return !/^(?:\.[cm]?js)?$/.test(after) || !/^(?:\.{1,2}\/)+$/.test(before);
}

/** What a file imports by name besides: a bundle's chunk beside it, and no page that a name leads to. */
function namedIn(code: OwnCode, file: LinkedFile | undefined): readonly string[] {
  return [...(file?.requests ?? [])].flatMap(
    (each) => meaningOf(code, file?.path ?? '', each).files,
  );
}

/** What could be read of a file, and why that is not all. */
type Parsed =
  | { readonly file: LinkedFile; readonly nodes: number; readonly reason?: string }
  | { readonly file?: undefined; readonly reason: string }
  | 'too much';

function parse(path: string, text: string, mostNodes: number): Parsed {
  try {
    const { program, nodes } = ownTreeOf(text, mostNodes);
    return { file: link(path, program), nodes };
  } catch (error) {
    if (error instanceof TooManyNodes) return 'too much';
    if (!(error instanceof SyntaxError)) throw error;
    // The parser's own word for a stack that overflowed.
    if (error.message.startsWith('Not enough stack')) throw new RangeError(error.message);
    return inPart(path, text, mostNodes, `not JavaScript${placeOf(error)}`);
  }
}

function inPart(path: string, text: string, mostNodes: number, reason: string): Parsed {
  const tree = tolerantTreeOf(text, mostNodes);

  return tree ? { file: link(path, tree.program), nodes: tree.nodes, reason } : { reason };
}

/** Where, and not what: the parser quotes names and patterns, and anything may stand in them. */
function placeOf(error: SyntaxError & { readonly loc?: Position }): string {
  return error.loc ? ` at line ${error.loc.line}, column ${error.loc.column + 1}` : '';
}

function tooMuch(path: string, most: number): CodeNotAnalysed {
  return new CodeNotAnalysed(
    `the code is too much to analyse: with ${path} the handler reaches more than ${most.toLocaleString('en')} nodes of syntax`,
  );
}
