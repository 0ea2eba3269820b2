import { type Binding, parentOf } from './scope.ts';
import type { AnyNode } from './syntax.ts';

/** What a name is instead where a pattern finds nothing for it: `q.g` of `const { f = q.g } = q`. */
export function defaultsOf(binding: Binding): readonly AnyNode[] {
  const known = knownDefaults.get(binding);
  if (known) return known;
  const defaults = binding.reads.flatMap(defaultsAround);

  knownDefaults.set(binding, defaults);
  return defaults;
}

/** Each read of a name asks for them. */
const knownDefaults = new WeakMap<Binding, readonly AnyNode[]>();

function defaultsAround(name: AnyNode): readonly AnyNode[] {
  const defaults: AnyNode[] = [];
  let at = name;

  for (let around = parentOf(at); around; around = parentOf(at)) {
    if (around.type === 'AssignmentPattern') {
      if (around.left !== at) break;
      defaults.push(around.right);
    } else if (!/^(?:Property|ObjectPattern|ArrayPattern)$/.test(around.type)) break;
    at = around;
  }
  return defaults;
}
