import { constantText } from './constant-text.ts';
import { propertyOf } from './members.ts';
import type { Attribute, Name } from './syntax.ts';
import { keyOfSubscript } from './target.ts';
import type { Values } from './value.ts';

/**
 * Of `name.a` and `name['a']`, where `name` is read: a. Undefined where all of it may go on, as what a method is
 * called on does.
 */
export function fieldTaken(read: Name, values: Values): string | undefined {
  const { parent } = read;
  if (parent?.type === 'Attribute') return isPlain(parent, values) ? parent.name : undefined;
  if (parent?.type !== 'Subscript' || parent.object !== read) return undefined;

  return constantText(parent.index) ?? keyOfSubscript(parent.index);
}

/** Whether it is no method that is called, and no property, which is one. */
function isPlain(attribute: Attribute, values: Values): boolean {
  const { parent, object, name } = attribute;
  if (parent?.type === 'Call' && parent.callee === attribute) return false;

  return values
    .valuesOf(object)
    .every((value) => value.kind !== 'instance' || !propertyOf(values, value.node, name));
}
