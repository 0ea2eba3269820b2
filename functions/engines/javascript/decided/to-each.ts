import { anyField } from '../../flow/index.ts';
import { bindingOf } from '../scope.ts';
import {
  type AnyNode,
  type CallNode,
  calledName,
  childrenOf,
  fieldRead,
  isCall,
} from '../syntax.ts';
import type { FunctionSites } from './function-sites.ts';

/**
 * Whether an address is that of each in a list which the code looks up: `for (const { email } of await subscribers())`. Not of those who
 * keep the service, to whom what a form says is meant to go.
 */
export function isOfEach(address: AnyNode, sites: FunctionSites): boolean {
  return listsBehind(address, sites).some((list) => isLookedUp(list, sites));
}

/** What an address is an element of, or a part of one. */
function listsBehind(address: AnyNode, sites: FunctionSites): readonly AnyNode[] {
  const lists: AnyNode[] = [];
  const pending = [address];
  const seen = new Set<AnyNode>();

  for (let node = pending.pop(); node && seen.size < MOST_NODES; node = pending.pop()) {
    if (seen.has(node)) continue;
    seen.add(node);
    const list = mappedIn(node);
    if (list) lists.push(list);
    else if (node.type === 'Identifier') {
      for (const each of bindingOf(node)?.definitions ?? []) {
        if (each.kind === 'value') {
          (each.path[0] === anyField ? lists : pending).push(each.node);
        } else if (each.kind === 'parameter') {
          for (const { call, shift, isCallback } of sites.of(each.of)) {
            const given = isCallback ? listOf(call) : call.arguments[each.index + shift];
            if (given && (!isCallback || each.index === 0))
              (isCallback ? lists : pending).push(given);
          }
        }
      }
    } else pending.push(...(node.type === 'MemberExpression' ? [node.object] : childrenOf(node)));
  }
  return lists;
}

/** `subscribers.map((each) => each.email)` */
function mappedIn(node: AnyNode): AnyNode | undefined {
  return isCall(node) && calledName(node) === 'map' ? listOf(node) : undefined;
}

/** Of `users.forEach(…)`, what it goes through. */
function listOf({ callee }: CallNode): AnyNode | undefined {
  return callee.type === 'MemberExpression' && throughAll.test(fieldRead(callee) ?? '')
    ? callee.object
    : undefined;
}

const throughAll = /^(?:map|forEach|flatMap)$/;

/** Whether a list is the answer of a call, and not one of the code's settings; by names that say of whom it is none of its keepers. */
function isLookedUp(list: AnyNode, sites: FunctionSites): boolean {
  let [at]: readonly (AnyNode | undefined)[] = [list];
  for (let steps = 0; at && steps < MOST_STEPS; steps += 1) {
    if (ofKeepers.test(nameOf(at))) return false;
    switch (at.type) {
      case 'AwaitExpression':
        at = at.argument;
        break;
      case 'ChainExpression':
      case 'ParenthesizedExpression':
        at = at.expression;
        break;
      case 'LogicalExpression':
        at = at.left;
        break;
      case 'MemberExpression':
        at = at.object;
        break;
      case 'Identifier': {
        const [definition] = bindingOf(at)?.definitions ?? [];
        at =
          definition?.kind === 'value'
            ? definition.node
            : sites.givenTo(at).find((each) => each !== at);
        break;
      }
      case 'CallExpression': {
        const { callee }: CallNode = at;
        if (callee.type !== 'MemberExpression' || !ofList.test(fieldRead(callee) ?? '')) {
          return !ofText.test(calledName(at) ?? '');
        }
        at = callee.object;
        break;
      }
      default:
        return false;
    }
  }
  return false;
}

function nameOf(node: AnyNode): string {
  if (node.type === 'Identifier') return node.name;
  if (isCall(node)) return calledName(node) ?? '';

  return node.type === 'MemberExpression' ? (fieldRead(node) ?? '') : '';
}

const ofKeepers = /admin|staff|owner|team|moderator|manager|operator|support|editor/i;
const ofList = /^(?:filter|map|flatMap|slice|reverse|sort|concat|flat|toSorted)$/;
const ofText = /^(?:split|parse|match|from|keys|values|entries)$/;

const MOST_NODES = 120;
const MOST_STEPS = 12;
