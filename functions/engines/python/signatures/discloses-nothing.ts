import { childrenOf } from '../children-of.ts';
import { returnsOf } from '../members.ts';
import { type Binding, bindingOf } from '../scope.ts';
import type { AnyNode, Call } from '../syntax.ts';
import type { Values } from '../value.ts';
import { isInert } from './inert-calls.ts';
import { putInto } from './put-into.ts';

/**
 * Whether an answer shows nothing but what stands in the code, in the request or in an error: so it may be given
 * before a check.
 *
 * @param isKnown of calls that are looked at elsewhere, as what hands a request on
 */
export function disclosesNothing(
  answer: AnyNode,
  values: Values,
  isKnown: (call: Call) => boolean = () => false,
): boolean {
  const pending: AnyNode[] = [answer];
  const seen = new Set<AnyNode | Binding>();

  for (let next = pending.pop(); next; next = pending.pop()) {
    values.spend();
    if (seen.has(next)) continue;
    if (seen.size > MOST_NODES) return false;
    seen.add(next);
    const binding = bindingOf(next);
    if (binding && !seen.has(binding)) {
      seen.add(binding);
      pending.push(...heldBy(binding));
    }
    if (next.type === 'Call' && isKnown(next)) continue;
    if (next.type === 'Call') {
      const own = values.functionsOf(next.callee);
      const isPlain = isInert(next, values) && !values.namesOf(next.callee).some(showsFile);
      if (own.length === 0 && !isPlain) return false;
      pending.push(...own.flatMap(({ node }) => returnsOf(node)));
    }
    if (isOfEnvironment(next, values) || isKept(next, values)) return false;
    if (next.type !== 'Function') pending.push(...childrenOf(next));
  }
  return true;
}

/** A field of an object of the code may hold what it has read. */
function isKept(node: AnyNode, values: Values): boolean {
  if (node.type !== 'Attribute' || isCallee(node)) return false;

  return values.valuesOf(node.object).some(({ kind }) => /^(?:class|instance|module)$/.test(kind));
}

function isCallee(node: AnyNode): boolean {
  return node.parent?.type === 'Call' && node.parent.callee === node;
}

function isOfEnvironment(node: AnyNode, values: Values): boolean {
  return (
    (node.type === 'Name' || node.type === 'Attribute') &&
    values.namesOf(node).some((name) => /^os\.(?:environ|getenv)$/.test(name))
  );
}

function showsFile(name: string): boolean {
  return /(?:File|Template|Streaming)Response$/.test(name);
}

/** What a name of a function is set to; of one beyond it, what the code begins with. */
function heldBy({ definitions, writes, reads }: Binding): readonly AnyNode[] {
  return [
    ...reads.flatMap(putInto),
    ...definitions.flatMap((one) => (one.kind === 'value' ? [one.node] : [])),
    ...writes.map(({ value }) => value),
  ];
}

const MOST_NODES = 2_000;
