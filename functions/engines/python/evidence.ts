import type { Evidence } from '../../core/evidence.ts';
import { type Place, TextPlaces, wayTo } from '../flow/index.ts';
import type { CodeLine } from '../secrets/index.ts';
import type { Fact, Note } from './entry.ts';
import { scopeOf } from './scope.ts';
import type { AnyNode } from './syntax.ts';

/** Finds places of nodes in the texts that they were read from. */
export class Places {
  readonly #texts: TextPlaces;

  constructor(texts: ReadonlyMap<string, string>) {
    this.#texts = new TextPlaces(texts);
  }

  of(node: AnyNode): Place {
    return this.#texts.at(scopeOf(node).file, node.start);
  }

  /** The code of a node, as it stands in its file. */
  codeOf(node: AnyNode): string {
    return this.#texts.textOf(scopeOf(node).file).slice(node.start, node.end);
  }

  /** The line that a node starts on, and where on it. */
  lineOf(node: AnyNode): CodeLine {
    const place = this.of(node);

    return { text: this.#texts.lineOf(place), column: place.column, comment: '#' };
  }
}

/** The way from the event to the sink. */
export function evidenceOf(fact: Fact | undefined, end: Note, places: Places): readonly Evidence[] {
  return wayTo(end, fact, (node) => places.of(node));
}
