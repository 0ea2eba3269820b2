import type { Evidence } from '../../core/evidence.ts';
import type { CodeLine } from '../secrets/index.ts';
import type { Fact, Note } from './entry.ts';
import { scopeOf } from './scope.ts';
import type { AnyNode } from './syntax.ts';

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

  constructor(texts: ReadonlyMap<string, string>) {
    this.#texts = texts;
  }

  of(node: AnyNode): Place {
    const path = scopeOf(node).file;
    const starts = this.#startsOf(path);
    let [low, high] = [0, starts.length - 1];

    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((starts[middle] ?? 0) <= node.start) low = middle;
      else high = middle - 1;
    }
    return { path, line: low + 1, column: node.start - (starts[low] ?? 0) + 1 };
  }

  /** The code of a node, as it stands in its file. */
  codeOf(node: AnyNode): string {
    return (this.#texts.get(scopeOf(node).file) ?? '').slice(node.start, node.end);
  }

  /** The line that a node starts on, and where on it. */
  lineOf(node: AnyNode): CodeLine {
    const { path, line, column } = this.of(node);
    const starts = this.#startsOf(path);
    const text = (this.#texts.get(path) ?? '').slice(starts[line - 1], starts[line]);

    return { text: text.trimEnd(), column, comment: '#' };
  }

  #startsOf(path: string): readonly number[] {
    const known = this.#lineStarts.get(path);
    if (known) return known;

    const text = this.#texts.get(path) ?? '';
    const starts = [0];
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
    this.#lineStarts.set(path, starts);
    return starts;
  }
}

/** The way from the event to the sink: its first steps and its last, when it is long. */
export function evidenceOf(fact: Fact | undefined, end: Note, places: Places): readonly Evidence[] {
  const notes = [end];

  for (let at = fact; at; at = at.from) {
    if (at.note && at.note.node !== notes.at(-1)?.node) notes.push(at.note);
  }
  const steps = notes.reverse();
  const shown =
    steps.length > MOST_STEPS ? [...steps.slice(0, 3), ...steps.slice(3 - MOST_STEPS)] : steps;

  return shown.map(({ text, node }) => ({ text, ...places.of(node) }));
}

const MOST_STEPS = 8;
