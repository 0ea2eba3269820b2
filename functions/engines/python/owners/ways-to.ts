import { childrenOf } from '../children-of.ts';
import type { AnyNode, Block, FunctionNode } from '../syntax.ts';
import type { Values } from '../value.ts';

/** What runs before a place, by one way from where the code is entered: without the branches that end or are not taken. */
export interface WayTo {
  readonly nodes: readonly AnyNode[];
  /** The function that the way begins at. */
  readonly entry: FunctionNode;
}

/**
 * Each way from the entries to a place, as far as it is seen.
 *
 * @param isLive whether a node may run
 * @param isRead whether what runs behind the place counts, too: what is read may be asked for before it is answered
 */
export function waysTo(
  node: AnyNode,
  entries: ReadonlySet<AnyNode>,
  values: Values,
  isLive: (node: AnyNode) => boolean,
  isRead = false,
): readonly WayTo[] {
  const found: WayTo[] = [];
  let walked = 0;
  const walk = (from: AnyNode, before: readonly AnyNode[], depth: number): void => {
    walked += 1;
    if (depth > MOST_CALLERS || found.length > MOST_WAYS || walked > MOST_WALKED) return;
    const nodes = [...before];
    let at = from;
    for (let around = at.parent; around; at = around, around = at.parent) {
      values.spend();
      if (at.type === 'Function') {
        if (entries.has(at)) {
          found.push({ nodes: [...nodes, ...at.parameters, ...at.decorators], entry: at });
          return;
        }
        const sites = values.sitesOf(at).filter((site) => isLive(site.node));
        // Of a call what it is given: other branches of what it calls are on no way to the place.
        for (const site of sites.slice(0, MOST_SITES))
          walk(site.node, [...nodes, ...childrenOf(site.node).slice(1)], depth + 1);
        // A function within another runs where that does.
        if (sites.length > 0) return;
      }
      if (around.type === 'Class') return;
      nodes.push(...besides(at, around), ...(isRead ? behind(at, around) : []));
    }
  };
  walk(node, [node], 0);

  return found;
}

/** What runs before one part of something, or decides whether it does. */
function besides(at: AnyNode, around: AnyNode): readonly AnyNode[] {
  switch (around.type) {
    case 'If':
    case 'While':
    case 'Conditional':
      return at === around.test ? [] : [around.test];
    case 'Block':
      // What stands in a module runs for no request.
      return around.parent ? before(around, at) : [];
    case 'Function':
      return [];
    case 'Try':
      return at === around.body ? [] : [around.body];
    case 'Match':
      return [around.subject];
    default:
      return childrenOf(around).filter((each) => each !== at && each.type !== 'Function');
  }
}

function before({ body }: Block, at: AnyNode): readonly AnyNode[] {
  const all: readonly AnyNode[] = body;

  return all
    .slice(0, Math.max(all.indexOf(at), 0))
    .filter(({ type }) => type !== 'Function' && type !== 'Class')
    .map((each) => (each.type === 'If' && !each.otherwise && ends(each.body) ? each.test : each));
}

function behind(at: AnyNode, around: AnyNode): readonly AnyNode[] {
  const statements: readonly AnyNode[] =
    around.type === 'Block' && around.parent ? around.body : [];

  return statements
    .slice(statements.indexOf(at) + 1)
    .filter(({ type }) => type !== 'Function' && type !== 'Class');
}

function ends({ body }: Block): boolean {
  return body.some(({ type }) => type === 'Return' || type === 'Raise');
}

const MOST_CALLERS = 8;
const MOST_WAYS = 12;
const MOST_WALKED = 200;
const MOST_SITES = 8;
