import type { Fact } from './entry.ts';
import { onlyText } from './kinds.ts';
import { calledName } from './link.ts';
import { isOfTexts } from './platform-fields.ts';
import type { Expression } from './syntax.ts';
import { isTypedAsText } from './typed-field.ts';
import type { Values } from './value.ts';

/**
 * Whether it is a text as it came, of a field of which AWS or a class says that it is one: it has no
 * fields, and none are read of it.
 */
export function isPlainText(values: Values, fact: Fact): boolean {
  if ((fact.safe & onlyText) === 0 || fact.path.length > 0) return false;
  let at: Fact | undefined = fact;

  for (let steps = 0; at && steps < MOST_STEPS; steps += 1) {
    const { node, path } = at;
    if (isReadAsText(values, node)) return true;
    // What a call made of it may be anything; what holds it, and was copied, still does.
    if (node.type === 'Call' && path.length === 0 && calledName(node) !== 'get') return false;
    at = at.from;
  }
  return false;
}

function isReadAsText(values: Values, node: Expression): boolean {
  switch (node.type) {
    case 'Attribute':
      return isOfTexts(node.object) || isTypedAsText(values, node.object, node.name);
    case 'Subscript':
      return isOfTexts(node.object);
    case 'Call':
      return node.callee.type === 'Attribute' && isOfTexts(node.callee.object);
    default:
      return false;
  }
}

/** Facts of which the reads are looked at. */
const MOST_STEPS = 60;
