import type { Fact } from './entry.ts';
import { type Kinds, ofAllKinds, onlyText, others, safeAsError } from './kinds.ts';
import { calledName } from './link.ts';

/** Whether it is a text as it came: it has no fields, and none are read of it. */
export function isPlainText(fact: Fact): boolean {
  if ((fact.safe & onlyText) === 0 || fact.path.length > 0 || isOfError(fact.safe)) return false;
  let at: Fact | undefined = fact;

  for (let steps = 0; at && steps < MOST_STEPS; steps += 1) {
    // What a call made of it may be anything; what holds it, and was copied, still does.
    const { node, path } = at;
    if (node.type === 'Call' && path.length === 0 && calledName(node) !== 'get') return false;
    at = at.from;
  }
  return at === undefined;
}

/** Of the details of an error all is known to be harmless but that they are shown; they are no text. */
function isOfError(safe: Kinds): boolean {
  return (others(safe) & safeAsError & others(ofAllKinds)) === 0;
}

/** Facts of which the calls are looked at. */
const MOST_STEPS = 60;
