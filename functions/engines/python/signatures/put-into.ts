import type { AnyNode, Expression } from '../syntax.ts';

/** What the code around a name or a field puts into it: `keys = x`, `keys[kid] = x`, `keys.append(x)`. */
export function putInto(use: AnyNode): readonly Expression[] {
  const { parent } = use;

  switch (parent?.type) {
    case 'Assign':
      return parent.value && parent.targets.some((each) => each === use) ? [parent.value] : [];
    case 'AugmentedAssign':
      return parent.target === use ? [parent.value] : [];
    case 'Subscript':
      return parent.object === use ? putInto(parent) : [];
    case 'Attribute': {
      const call = adding.test(parent.name) ? parent.parent : undefined;
      return call?.type === 'Call' && call.callee === parent
        ? call.arguments.map(({ value }) => value)
        : [];
    }
    default:
      return [];
  }
}

const adding = /^(?:append|add|extend|insert|update|setdefault|__setitem__)$/;
