import type { AnyNode, NodeOf } from '../syntax.ts';
import type { AskedOfChange } from './decided-call.ts';

/** All live nodes of a type: each change asks for them. */
export function liveNodes<T extends AnyNode['type']>(
  type: T,
  { live, values }: Pick<AskedOfChange, 'live' | 'values'>,
): readonly NodeOf<T>[] {
  const known = all.get(live) ?? new Map<string, readonly AnyNode[]>();
  all.set(live, known);
  const found = known.get(type) ?? live.filter((node) => node.type === type);
  known.set(type, found);
  values.spend(1 + found.length);

  return found as readonly NodeOf<T>[];
}

const all = new WeakMap<readonly AnyNode[], Map<string, readonly AnyNode[]>>();
