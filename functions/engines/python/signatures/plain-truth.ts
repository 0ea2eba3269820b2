import { constantText } from '../constant-text.ts';
import { bindingOf, isPlainlySet } from '../scope.ts';
import type { AnyNode, Expression, Name } from '../syntax.ts';

/** All that a name is set to; none where it may be anything else. */
export function valuesOf(name: Name): readonly Expression[] {
  const binding = bindingOf(name);
  if (!binding || !isPlainlySet(binding)) return [];
  const all = binding.definitions.flatMap((one) =>
    one.kind === 'value' && one.path.length === 0 ? one.node : [],
  );

  return all.length === binding.definitions.length ? all : [];
}

export function isNone(node: AnyNode): boolean {
  return node.type === 'Constant' && node.value === 'None';
}

export function isTrue(node: AnyNode): boolean {
  switch (node.type) {
    case 'Constant':
      return node.value === 'True';
    case 'Text':
      return node.value !== '';
    case 'Dict':
      return node.entries.length > 0;
    default:
      return false;
  }
}

/** What says no where it is asked whether there is one. */
export function isFalse(node: AnyNode): boolean {
  switch (node.type) {
    case 'Constant':
      return node.value === 'False' || node.value === 'None';
    case 'Text':
      return node.value === '';
    case 'Number':
      return node.value === '0';
    case 'Dict':
      return node.entries.length === 0;
    case 'List':
    case 'Tuple':
    case 'Set':
      return node.elements.length === 0;
    default:
      return false;
  }
}

/** A text or a number as it is written, each as its own kind. */
export function literalOf(node: AnyNode): string | undefined {
  return node.type === 'Number' ? `number ${node.value}` : constantText(node as Expression);
}
