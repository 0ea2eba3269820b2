import { selectsAction } from './policy-document.ts';
import type { RoleNode } from './role-node.ts';
import { hasWildcard, matches } from './wildcard.ts';

/**
 * The roles that may be allowed an action on a resource, as far as names show: one set for each name
 * that is written. A role that need not be looked at again may be removed from it.
 */
export type Holders = (resource: string) => readonly Set<RoleNode>[];

/**
 * An index of the roles by what they name in what allows them an action: to ask each of thousands
 * about each of the others takes millions of decisions.
 */
export function holdersOf(action: string, nodes: readonly RoleNode[]): Holders {
  const exact = new Map<string, Set<RoleNode>>();
  const patterns = new Map<string, Set<RoleNode>>();

  for (const node of nodes.filter(({ isGranted }) => isGranted(action))) {
    for (const pattern of patternsOf(node, action)) {
      const index = hasWildcard(pattern) ? patterns : exact;
      const holders = index.get(pattern);
      if (holders) holders.add(node);
      else index.set(pattern, new Set([node]));
    }
  }

  return (resource) => {
    const named = exact.get(resource);
    const matching = [...patterns].filter(([pattern]) => matches(pattern, resource));

    return [...(named ? [named] : []), ...matching.map(([, holders]) => holders)];
  };
}

function patternsOf({ permissions }: RoleNode, action: string): readonly string[] {
  const allowing = (permissions?.policies ?? [])
    .flatMap(({ statements }) => statements)
    .filter(({ effect, actions }) => effect === 'Allow' && selectsAction(actions, action));

  return allowing.flatMap(({ resources: { scope, patterns } }) =>
    scope === 'only' ? patterns.map(withoutVariables) : ['*'],
  );
}

/** What a variable stands for may be anything here. */
function withoutVariables(pattern: string): string {
  let plain = '';
  let at = 0;

  for (let start = pattern.indexOf('${'); start >= 0; start = pattern.indexOf('${', at)) {
    const end = pattern.indexOf('}', start);
    if (end < 0) break;
    plain += `${pattern.slice(at, start)}*`;
    at = end + 1;
  }
  return plain + pattern.slice(at);
}
