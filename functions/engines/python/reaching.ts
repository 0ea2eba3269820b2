import { isInLoop } from './in-loop.ts';
import { leaves } from './leaving.ts';
import { type Binding, bindingOf, type Definition, isPlainlySet, scopeOf } from './scope.ts';
import type { AnyNode, Block, Statement } from './syntax.ts';

/**
 * What a name may have been set to last where it is read: what a statement before surely overwrites, and
 * what is set behind it, is left out. All that it is ever set to where that is not known.
 */
export function reachingDefinitions(binding: Binding, place: AnyNode): readonly Definition[] {
  const { definitions, scope } = binding;
  const isKnown = definitions.every(({ kind }) => kind === 'value' || kind === 'parameter');
  if (!isKnown || !isPlainlySet(binding) || scope.function !== scopeOf(place).function) {
    return definitions;
  }

  const last = lastSurely(binding, place);
  return definitions.filter((each) => {
    if (each.kind !== 'value') return !last;
    // A function within it may run at any time.
    if (scopeOf(each.node).function !== scope.function) return true;
    const from = last?.start ?? -1;
    return (
      each.node.start >= from &&
      (each.node.end <= place.start || isInLoop(place, each.node.start, from))
    );
  });
}

/** The nearest statement before a place that is run whenever the place is, and sets the name. */
function lastSurely(binding: Binding, place: AnyNode): Statement | undefined {
  let at: AnyNode | undefined = place;

  for (let steps = 0; at && steps < MOST_AROUND; steps += 1) {
    if (at.type === 'Function' || at.type === 'Class') return undefined;
    if (at.type === 'Block') {
      const before = at.body.filter(({ end }) => end <= place.start).slice(-MOST_BEFORE);
      const found = before.findLast((statement) => isSetBy(statement, binding, 0));
      if (found) return found;
    }
    at = at.parent;
  }
  return undefined;
}

/** Further out, and further before, nothing is looked for. */
const MOST_AROUND = 100;
const MOST_BEFORE = 100;

/** Whether a statement sets a name, whichever of its branches is taken and does not leave. */
function isSetBy(of: Statement, binding: Binding, depth: number): boolean {
  if (depth > MOST_NESTED) return false;
  const isSetIn = ({ body }: Block) =>
    body.slice(-MOST_BEFORE).some((each) => isSetBy(each, binding, depth + 1));
  const isSetOrLeft = (block: Block) => isSetIn(block) || leaves(block);

  switch (of.type) {
    case 'Assign':
      return of.value !== undefined && of.targets.some((target) => bindingOf(target) === binding);
    case 'If':
      return of.otherwise !== undefined && isSetOrLeft(of.body) && isSetOrLeft(of.otherwise);
    case 'Try':
      return (
        isSetIn(of.body) &&
        of.handlers.length > 0 &&
        of.handlers.every(({ body }) => isSetOrLeft(body))
      );
    default:
      return false;
  }
}

const MOST_NESTED = 5;
