import { type Binding, bindingOf, scopeOf } from '../scope.ts';
import type { AnyNode, Expression } from '../syntax.ts';
import type { Values } from '../value.ts';

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

/** Whether anything is put into what a name stands for: `answer['ok'] = True`. */
export function isPutInto(binding: Binding): boolean {
  const known = knownBindings.get(binding);
  if (known !== undefined) return known;

  const isChanged =
    binding.writes.some(({ path }) => path.length > 0) ||
    binding.reads.some((use) => putInto(use).length > 0);
  knownBindings.set(binding, isChanged);
  return isChanged;
}

/** Whether anything is put into it here, by another name of it, or in a function of the code that it is given to. */
export function isAltered(binding: Binding, values: Values): boolean {
  const known = knownAltered.get(binding);
  if (known !== undefined) return known;

  const isChanged =
    isPutInto(binding) ||
    binding.reads.some(({ parent }) => {
      if (parent?.type === 'Assign') return parent.targets.some((each) => isPut(bindingOf(each)));
      const call = parent?.type === 'Argument' ? parent.parent : undefined;
      if (parent?.type !== 'Argument' || call?.type !== 'Call') return false;
      return values.functionsOf(call.callee).some(({ node, taken }) => {
        const named = node.parameters.find(({ name }) => name.name === parent.name);
        const given = named ?? node.parameters[taken + call.arguments.indexOf(parent)];
        return given !== undefined && isPut(scopeOf(given).names.get(given.name.name));
      });
    });
  knownAltered.set(binding, isChanged);
  return isChanged;
}

function isPut(binding: Binding | undefined): boolean {
  return binding !== undefined && isPutInto(binding);
}

const knownAltered = new WeakMap<Binding, boolean>();

/** Each use of a name asks for it. */
const knownBindings = new WeakMap<Binding, boolean>();

const adding = /^(?:append|add|extend|insert|update|setdefault|__setitem__)$/;
