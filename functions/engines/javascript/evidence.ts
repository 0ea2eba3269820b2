import type { Evidence } from '../../core/evidence.ts';
import type { CodeLine } from '../secrets/index.ts';
import type { Fact, Note } from './entry.ts';
import { parentOf, scopeOf } from './scope.ts';
import { type AnyNode, memberName } from './syntax.ts';

/** Where a node stands, for a reader. */
export interface Place {
  readonly path: string;
  /** From 1. */
  readonly line: number;
  /** From 1, in UTF-16 units. */
  readonly column: number;
}

/** Finds places in texts, each of which it reads once. */
export class Places {
  readonly #texts: ReadonlyMap<string, string>;
  readonly #lineStarts = new Map<string, readonly number[]>();
  readonly #heads = new Map<string, readonly Head[]>();
  readonly #mixed = new Map<string, boolean>();

  constructor(texts: ReadonlyMap<string, string>) {
    this.#texts = texts;
  }

  of(node: AnyNode): Place {
    const path = scopeOf(node).file;
    const starts = this.#startsOf(path);
    const line = indexBefore(starts, node.start, (start) => start);

    return { path, line: line + 1, column: node.start - (starts[line] ?? 0) + 1 };
  }

  /** Of a node as it is written, on one line, of at most some characters. */
  textOf(node: AnyNode, most: number): string {
    const text = this.#texts.get(scopeOf(node).file) ?? '';
    const end = Math.min(node.end, node.start + 4 * most);
    const line = text.slice(node.start, end).replaceAll(/\s+/g, ' ');

    return line.length > most ? `${line.slice(0, most - 1)}…` : line;
  }

  /** The line that a node starts on, and where on it. */
  lineOf(node: AnyNode): CodeLine {
    const { path, line, column } = this.of(node);
    const starts = this.#startsOf(path);
    const text = (this.#texts.get(path) ?? '').slice(starts[line - 1], starts[line]);

    return { text: text.replace(/\r?\n$/, ''), column, comment: '//' };
  }

  /**
   * Whether a file holds what packages wrote, with nothing that says where: it was made smaller, or a
   * bundler put no names between the files.
   */
  isMixed(path: string): boolean {
    const known = this.#mixed.get(path);
    if (known !== undefined) return known;

    const text = this.#texts.get(path) ?? '';
    const lines = this.#startsOf(path).length;
    const isMinified = text.length > 20_000 && text.length / lines > 300;
    const isBundle = text.length > 300_000 || text.includes('__webpack_require__');
    const isMixed = isMinified || (isBundle && !this.#headsOf(path).some((head) => head.isPackage));
    this.#mixed.set(path, isMixed);
    return isMixed;
  }

  /** Whether it stands in a part of a bundle that has the name of a package's file, as its head or its id. */
  isInPackage(node: AnyNode): boolean {
    const heads = this.#headsOf(scopeOf(node).file);
    const head = heads[indexBefore(heads, node.start, ({ start }) => start)];

    return head?.isPackage || hasPackageId(node);
  }

  /** Comments at the begin of a line, as bundlers head each file that they put into one. */
  #headsOf(path: string): readonly Head[] {
    const known = this.#heads.get(path);
    if (known) return known;

    const lines = (this.#texts.get(path) ?? '').matchAll(/^\/\/ .*/gm);
    const heads = Array.from(lines).flatMap(({ index, 0: line }): readonly Head[] => {
      const name = line.slice('// '.length).trimEnd();
      return isFileName(name) ? [{ start: index, isPackage: isOfPackage(name) }] : [];
    });
    this.#heads.set(path, heads);
    return heads;
  }

  #startsOf(path: string): readonly number[] {
    const known = this.#lineStarts.get(path);
    if (known) return known;

    const breaks = (this.#texts.get(path) ?? '').matchAll(/\n/g);
    const starts = [0, ...Array.from(breaks, ({ index }) => index + 1)];
    this.#lineStarts.set(path, starts);
    return starts;
  }
}

/** `{ "node_modules/pg/lib/index.js"(exports, module) {…} }`, as esbuild and webpack name modules. */
function hasPackageId(node: AnyNode): boolean {
  for (let at: AnyNode | undefined = node; at; at = parentOf(at)) {
    if (at.type !== 'Property') continue;
    if (isOfPackage(memberName(at) ?? '')) return true;
  }
  return false;
}

/** Not what a package's author says of the code below. */
function isFileName(comment: string): boolean {
  if (!comment.includes(' ')) return /[./:]/.test(comment);

  return comment.includes('/') && /\.[cm]?[jt]sx?$/.test(comment);
}

function isOfPackage(file: string): boolean {
  return file.startsWith('node_modules/') || file.includes('/node_modules/');
}

interface Head {
  /** In UTF-16 units, from 0. */
  readonly start: number;
  readonly isPackage: boolean;
}

/** Of the last that starts at a place or before it; -1 where none does. */
function indexBefore<T>(ordered: readonly T[], place: number, startOf: (one: T) => number): number {
  let [low, high] = [-1, ordered.length - 1];

  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    const one = ordered[middle];
    if (one !== undefined && startOf(one) <= place) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** The way from the event, if it came there, to the sink: its first steps and its last, when it is long. */
export function evidenceOf(fact: Fact | undefined, end: Note, places: Places): readonly Evidence[] {
  const notes = [end];

  for (let at = fact; at; at = at.from) {
    if (at.note && at.note.node !== notes.at(-1)?.node) notes.push(at.note);
  }
  const steps = notes.reverse();
  const shown =
    steps.length > maxSteps ? [...steps.slice(0, 3), ...steps.slice(3 - maxSteps)] : steps;

  return shown.map(({ text, node }) => ({ text, ...places.of(node) }));
}

const maxSteps = 8;
