import { anyField, type FieldPath } from './field-path.ts';
import type { Binding } from './scope.ts';
import type { Name } from './syntax.ts';

/** Of a list that elements are taken out of or moved in, `['0']` of what is put into it may be any: `c.pop(0)`, `c.reverse()`. */
export function whereverMoved(binding: Binding, path: FieldPath): FieldPath {
  const [first, ...rest] = path;

  return first !== undefined && /^\d+$/.test(first) && isMoved(binding)
    ? [anyField, ...rest]
    : path;
}

const knownMoved = new WeakMap<Binding, boolean>();

function isMoved(binding: Binding): boolean {
  const known = knownMoved.get(binding);
  if (known !== undefined) return known;

  const found = binding.reads.some(moves);
  knownMoved.set(binding, found);
  return found;
}

function moves(read: Name): boolean {
  const { parent } = read;

  switch (parent?.type) {
    case 'Attribute': {
      const call = parent.parent;
      if (call?.type !== 'Call' || call.callee !== parent) return false;
      // The last one leaves the others where they are.
      if (parent.name === 'pop') return call.arguments.length > 0;
      return movers.has(parent.name);
    }
    case 'Subscript': {
      const around = parent.parent;
      const isSlice = parent.index.type === 'Slice';
      return (
        parent.object === read &&
        (around?.type === 'Delete' ||
          (isSlice && around?.type === 'Assign' && around.value !== parent))
      );
    }
    case 'Argument': {
      const call = parent.parent;
      const callee = call?.type === 'Call' ? call.callee : undefined;
      return callee?.type === 'Attribute' && callee.name === 'shuffle';
    }
    default:
      return false;
  }
}

const movers: ReadonlySet<string> = new Set('remove reverse sort clear popleft rotate'.split(' '));
