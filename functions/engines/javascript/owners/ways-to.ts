import { ends } from '../decided/ends.ts';
import { parentOf } from '../scope.ts';
import {
  type AnyNode,
  type CallNode,
  childrenOf,
  type FunctionNode,
  isClass,
  isFunction,
} from '../syntax.ts';
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
 * @param isLive whether a call may run
 * @param isRead whether what runs behind the place counts, too: what is read may be asked for before it is answered
 */
export function waysTo(
  node: AnyNode,
  entries: ReadonlySet<AnyNode>,
  values: Values,
  isLive: (call: CallNode) => boolean,
  isRead = false,
): readonly WayTo[] {
  const found: WayTo[] = [];
  let walked = 0;
  const walk = (from: AnyNode, before: readonly AnyNode[], depth: number): void => {
    walked += 1;
    if (depth > MOST_CALLERS || found.length > MOST_WAYS || walked > MOST_WALKED) return;
    const nodes = [...before];
    let at = from;
    for (let around = parentOf(at); around; at = around, around = parentOf(at)) {
      if (isFunction(at)) {
        if (entries.has(at)) found.push({ nodes: [...nodes, ...at.params], entry: at });
        const sites = values.sitesOf(at).filter(({ call }) => isLive(call) && call !== around);
        // Of a call what it is given: other branches of what it calls are on no way to the place.
        for (const { call } of sites.slice(0, MOST_SITES))
          walk(call, [...nodes, ...call.arguments], depth + 1);
        if (entries.has(at)) return;
      }
      if (isClass(around)) return;
      nodes.push(...besides(at, around), ...(isRead ? behind(at, around) : []));
    }
  };
  walk(node, [node], 0);

  return found;
}

/** What runs before one part of something, or decides whether it does. */
function besides(at: AnyNode, around: AnyNode): readonly AnyNode[] {
  switch (around.type) {
    case 'IfStatement':
    case 'ConditionalExpression':
      return at === around.test ? [] : [around.test];
    case 'SwitchStatement':
      return at === around.discriminant ? [] : [around.discriminant];
    case 'SwitchCase':
      return before(around.consequent, at);
    case 'BlockStatement':
    case 'StaticBlock':
      return before(around.body, at);
    case 'Program':
      return [];
    case 'TryStatement':
      return at === around.block ? [] : [around.block];
    case 'ObjectExpression':
      return around.properties.filter(
        (each) => each !== at && !(each.type === 'Property' && isFunction(each.value)),
      );
    default:
      return childrenOf(around).filter((each) => each !== at && !isFunction(each));
  }
}

function before(statements: readonly AnyNode[], at: AnyNode): readonly AnyNode[] {
  return statements
    .slice(0, Math.max(statements.indexOf(at), 0))
    .filter((each) => !isFunction(each) && !isClass(each))
    .map((each) =>
      each.type === 'IfStatement' && !each.alternate && ends(each.consequent) ? each.test : each,
    );
}

function behind(at: AnyNode, around: AnyNode): readonly AnyNode[] {
  const statements: readonly AnyNode[] =
    around.type === 'BlockStatement'
      ? around.body
      : around.type === 'SwitchCase'
        ? around.consequent
        : [];

  return statements.slice(statements.indexOf(at) + 1).filter((each) => !isFunction(each));
}

const MOST_CALLERS = 8;
const MOST_WAYS = 12;
const MOST_WALKED = 200;
const MOST_SITES = 8;
