import type { Fact } from './entry.ts';
import { anyField, itsKeys } from './field-path.ts';
import { type Binding, bindingOf, scopeOf } from './scope.ts';
import { type Subject, subjectOf } from './subject.ts';
import type { AnyNode } from './syntax.ts';

/**
 * What a value was made of in the same run of its function, by names that stand for the same as they did
 * then and are read again before it is used: a guard may speak of these.
 */
export function originalsOf(fact: Fact): readonly Subject[] {
  const { node: place, entry, path } = fact;
  const of = scopeOf(place).function;
  const own = subjectOf(place)?.binding;
  const found = new Map<Binding, Subject>();
  let isOfKeys = path[0] === itsKeys;
  let at = fact.from;

  for (let steps = 0; at && steps < MOST_STEPS && found.size < MOST_ORIGINALS; steps += 1) {
    const { node } = at;
    if (at.entry !== entry || scopeOf(node).function !== of) break;
    isOfKeys ||= at.path[0] === itsKeys;
    const binding = bindingOf(node);
    const isOne = binding && binding !== own && !found.has(binding);
    if (isOne && isReadBetween(binding, node, place) && isKept(binding, node, place)) {
      const readAt = isOfKeys ? undefined : node;
      found.set(binding, { binding, fields: '', start: place.start, readAt });
    }
    at = at.from;
  }
  return [...found.values()];
}

/** Facts of one function that are looked at, and names of which guards are asked. */
const MOST_STEPS = 24;
const MOST_ORIGINALS = 2;

function isReadBetween({ reads }: Binding, from: AnyNode, to: AnyNode): boolean {
  return reads.some((read) => read.start > from.end && read.end < to.start && isAsked(read));
}

/** Whether more is done with it than that a field is read or a text is made of it. */
function isAsked({ parent }: AnyNode): boolean {
  switch (parent?.type) {
    case 'Attribute':
      return !/^(?:get|items|values|pop|append|update|copy|encode|format)$/.test(parent.name);
    case 'Argument':
    case 'Binary':
    case 'Clause':
    case 'For':
    case 'Unary':
      return true;
    default:
      return false;
  }
}

/** Set once, to one value, in no loop that has ended since. */
function isKept({ definitions, writes }: Binding, from: AnyNode, to: AnyNode): boolean {
  const [definition, ...others] = definitions;
  if (!definition || others.length > 0) return false;
  if (writes.some(({ node }) => node.start > from.start && node.end < to.start)) return false;
  if (definition.kind === 'parameter') return true;
  if (definition.kind !== 'value' || definition.path.includes(anyField)) return false;
  const loop = loopAround(definition.node);

  return loop === undefined || (loop.start < to.start && to.end <= loop.end);
}

/** Within its function. */
function loopAround(node: AnyNode): AnyNode | undefined {
  let at: AnyNode | undefined = node.parent;

  while (at && at.type !== 'Function') {
    if (at.type === 'For' || at.type === 'While' || at.type === 'Comprehension') return at;
    at = at.parent;
  }
  return undefined;
}
