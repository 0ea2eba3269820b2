import type { Evidence } from '../../core/evidence.ts';
import type { Place } from './text-places.ts';

/** What a reader should know of one step. */
interface Note<Node> {
  readonly text: string;
  readonly node: Node;
}

/** That the event is somewhere, and what that follows from. */
interface Step<Node> {
  readonly from: Step<Node> | undefined;
  readonly note?: Note<Node> | undefined;
}

/**
 * The way from the event, if it came there, to its end: its first steps and its last, where it is
 * long.
 */
export function wayTo<Node>(
  end: Note<Node>,
  last: Step<Node> | undefined,
  placeOf: (node: Node) => Place,
): readonly Evidence[] {
  const notes = [end];

  for (let at = last; at; at = at.from) {
    if (at.note && at.note.node !== notes.at(-1)?.node) notes.push(at.note);
  }
  const steps = notes.reverse();
  const shown =
    steps.length > MOST_STEPS ? [...steps.slice(0, 3), ...steps.slice(3 - MOST_STEPS)] : steps;

  return shown.map(({ text, node }) => ({ text, ...placeOf(node) }));
}

const MOST_STEPS = 8;
