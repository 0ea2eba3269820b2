import { childrenOf } from '../children-of.ts';
import { calledName } from '../link.ts';
import { returnsOf, writtenToField } from '../members.ts';
import { bindingOf, type Definition } from '../scope.ts';
import { argumentFor } from '../sites.ts';
import type { AnyNode, Attribute, Call } from '../syntax.ts';
import type { Values } from '../value.ts';
import { declaredIn } from './brought.ts';

/**
 * The first of all that an expression is made of that is looked for: its parts, what its names are set to, what callers give and what
 * functions of the code return.
 *
 * @param is true where it is, false where no further is looked behind it.
 */
export function foundBehind(
  node: AnyNode,
  values: Values,
  is: (node: AnyNode) => boolean | undefined,
): AnyNode | undefined {
  const pending: AnyNode[] = [node];
  const seen = new Set<unknown>();

  for (let next = pending.pop(); next; next = pending.pop()) {
    values.spend();
    if (seen.has(next)) continue;
    // What is too much to look through has nothing that is seen.
    if (seen.size > MOST_NODES) return undefined;
    seen.add(next);
    const answer = is(next);
    if (answer) return next;
    if (answer === false) continue;
    const binding = bindingOf(next);
    if (binding && !seen.has(binding)) {
      seen.add(binding);
      pending.push(...binding.definitions.flatMap((one) => definedBy(one, values)));
      // What is noted in a request is none of what it brought.
      const isGiven = binding.definitions.some(({ kind }) => kind === 'parameter');
      if (!isGiven) pending.push(...binding.writes.map(({ value }) => value));
    }
    pending.push(...partsOf(next, values));
  }
  return undefined;
}

/** Whether an expression is made of one that is looked for, as `foundBehind` follows it. */
export function isMadeOf(node: AnyNode, values: Values, is: (node: AnyNode) => boolean): boolean {
  return foundBehind(node, values, (each) => is(each) || undefined) !== undefined;
}

function definedBy(definition: Definition, values: Values): readonly AnyNode[] {
  if (definition.kind === 'value') return [definition.node];
  if (definition.kind !== 'parameter') return [];
  const { of, index, node } = definition;

  return [
    ...values.sitesOf(of).flatMap((site) => argumentFor(site, of, index) ?? []),
    ...(node.otherwise ? [node.otherwise] : []),
  ];
}

/** In the order of the text from the last, as they are taken. */
function partsOf(node: AnyNode, values: Values): readonly AnyNode[] {
  switch (node.type) {
    case 'Call':
      return behindCall(node, values);
    case 'Attribute':
      return [node.object, ...fieldsOf(node, values)];
    case 'Name': {
      const written = values.writtenAs(node);
      return written === node ? [] : [written];
    }
    case 'Function':
      return node.body.type === 'Block' ? [] : [node.body];
    case 'List':
    case 'Tuple':
    case 'Set':
    case 'Dict': {
      const parts = childrenOf(node);
      return parts.length > MOST_WRITTEN ? [] : parts.toReversed();
    }
    default:
      return childrenOf(node).toReversed();
  }
}

/** A function of the code brings what it returns, another whatever it is made of; an object, what it is made with. */
function behindCall(call: Call, values: Values): readonly AnyNode[] {
  const own = values.functionsOf(call.callee).filter(({ node }) => node.name?.name !== '__init__');
  if (own.length > 0 && calledName(call) !== '__init__') {
    return own.flatMap(({ node }) => returnsOf(node));
  }

  return [call.callee, ...call.arguments].toReversed();
}

/** Of an object of the code: what its class says, and what its methods put into it. */
export function fieldsOf({ object, name }: Attribute, values: Values): readonly AnyNode[] {
  return values.valuesOf(object).flatMap((each) => {
    if (each.kind !== 'class' && each.kind !== 'instance') return [];
    const declared = declaredIn(each.node, name).flatMap(({ value }) => value ?? []);
    return [...declared, ...writtenToField(each.node, name)];
  });
}

const MOST_NODES = 1_000;

/** A longer list is data, and no credential. */
const MOST_WRITTEN = 50;
