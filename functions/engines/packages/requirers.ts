import type { DependencyNode } from './dependency-graph.ts';
import { labelOf, type RequiredBy } from './package.ts';

/** Of top-level dependencies that lead to one package. */
const MOST_TOP_LEVELS = 4;

/**
 * What brought each of them, in their order; undefined for top-level dependencies, and for what
 * nothing leads to. What nothing requires is top-level too: without a project's own manifest that is
 * how it shows. One pass from all top-level dependencies at once, that reaches each package a few
 * times at most: cycles end it as everything else does.
 */
export function requirersOf(all: readonly DependencyNode[]): readonly (RequiredBy | undefined)[] {
  const isTop = topLevelsAmong(all);
  const ways: Way[][] = all.map(() => []);
  const pending: Way[] = isTop.flatMap((top, at) => (top ? [{ at, top: at, before: [] }] : []));

  for (const way of pending) {
    const from = all[way.at];
    if (!from) continue;
    const before = shortened([...way.before, labelOf(from.package)]);

    for (const at of from.requires) {
      const known = ways[at];
      const isKnown = isTop[at] !== false || known?.some(({ top }) => top === way.top);
      if (!known || isKnown || known.length === MOST_TOP_LEVELS) continue;
      const next = { at, top: way.top, before };
      known.push(next);
      pending.push(next);
    }
  }

  return ways.map((known) => requiredBy(known, all));
}

function topLevelsAmong(all: readonly DependencyNode[]): readonly boolean[] {
  const wanted = all.map(({ isWanted }) => isWanted);
  for (const [from, { requires }] of all.entries()) {
    for (const to of requires) wanted[to] ||= to !== from;
  }

  return all.map(({ isTopLevel }, at) => isTopLevel || wanted[at] !== true);
}

interface Way {
  readonly at: number;
  readonly top: number;
  readonly before: readonly string[];
}

/** Steps that are shown: as many from its beginning as from its end, and a mark between them. */
const LONGEST_CHAIN = 7;

export function shortened(chain: readonly string[]): readonly string[] {
  if (chain.length <= LONGEST_CHAIN) return chain;
  const half = (LONGEST_CHAIN - 1) / 2;

  return [...chain.slice(0, half), '…', ...chain.slice(-half)];
}

function requiredBy(
  [shortest, ...longer]: readonly Way[],
  all: readonly DependencyNode[],
): RequiredBy | undefined {
  const [top, ...rest] = shortest?.before ?? [];
  if (top === undefined) return undefined;
  const others = longer.flatMap((way) => all[way.top]?.package ?? []).map(labelOf);

  return { chain: [top, ...rest], ...(others.length > 0 && { others }) };
}
