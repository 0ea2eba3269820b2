import { childrenOf } from '../children-of.ts';
import { constantText } from '../constant-text.ts';
import { returnsOf } from '../members.ts';
import { type Binding, bindingOf } from '../scope.ts';
import type { AnyNode, Call } from '../syntax.ts';
import type { Values } from '../value.ts';
import { isInert } from './inert-calls.ts';
import { variableOf } from './outside.ts';
import { isPutInto, putInto } from './put-into.ts';

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
    if (isShownToAll(next, values)) continue;
    const taken = partsTaken(next, values);
    if (taken) {
      pending.push(...taken);
      continue;
    }
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

/**
 * `refusal` of `user, refusal = check(event)`, and `check(event)['error']`: what stands at that place wherever functions of the code answer.
 * Undefined of anything else, and where one answers something else.
 */
function partsTaken(node: AnyNode, values: Values): readonly AnyNode[] | undefined {
  const key = node.type === 'Subscript' ? constantText(node.index) : undefined;
  const of = key !== undefined && node.type === 'Subscript' ? node.object : node;
  const [one, ...others] = bindingOf(of)?.definitions ?? [];
  const binding = bindingOf(of);
  const isOnce = one?.kind === 'value' && others.length === 0 && binding && !isPutInto(binding);
  const answer = of.type === 'Call' ? of : isOnce ? one.node : undefined;
  const path = isOnce
    ? [...one.path, ...(key === undefined ? [] : [key])]
    : key === undefined
      ? []
      : [key];
  const [index, ...deeper] = path;
  const call = answer?.type === 'Await' ? answer.value : answer;
  if (index === undefined || deeper.length > 0 || call?.type !== 'Call') return undefined;

  return partsAnswered(call, index, values, 0);
}

function partsAnswered(
  call: Call,
  key: string,
  values: Values,
  depth: number,
): readonly AnyNode[] | undefined {
  const results = values.functionsOf(call.callee).flatMap((each) => returnsOf(each.node));
  const parts = results.map((each): readonly AnyNode[] | undefined => {
    if (each.type === 'Call' && depth < MOST_CALLS)
      return partsAnswered(each, key, values, depth + 1);
    if (each.type === 'Dict') {
      const isSeen = each.entries.every((entry) => constantText(entry.key) !== undefined);
      const found = each.entries.filter((entry) => constantText(entry.key) === key);
      return isSeen ? found.map(({ value }) => value) : undefined;
    }
    const one = each.type === 'Tuple' ? each.elements[Number(key)] : undefined;
    return one && [one];
  });

  return results.length > 0 && parts.every((each) => each !== undefined) ? parts.flat() : undefined;
}

/** Functions that hand on what others answer. */
const MOST_CALLS = 3;

/** A field of an object of the code may hold what it has read. */
function isKept(node: AnyNode, values: Values): boolean {
  if (node.type !== 'Attribute' || isCallee(node)) return false;

  return values.valuesOf(node.object).some(({ kind }) => /^(?:class|instance|module)$/.test(kind));
}

function isCallee(node: AnyNode): boolean {
  return node.parent?.type === 'Call' && node.parent.callee === node;
}

/** `os.environ['ALLOWED_ORIGIN']`, as a header has it for each browser. */
function isShownToAll(node: AnyNode, values: Values): boolean {
  const variable = variableOf(node, values);

  return variable !== undefined && /(?:^|_)(?:ORIGINS?|CORS|STAGE|REGION)(?:_|$)/i.test(variable);
}

/** The environment, whole or in part. */
export function isOfEnvironment(node: AnyNode, values: Values): boolean {
  return (
    (node.type === 'Name' || node.type === 'Attribute') &&
    values.namesOf(node).some((name) => /^os\.(?:environ|getenv)$/.test(name))
  );
}

function showsFile(name: string): boolean {
  return /(?:File|Template|Streaming)Response$/.test(name);
}

/** What a name of a function is set to; of one beyond it, what the code begins with. */
function heldBy(binding: Binding): readonly AnyNode[] {
  const known = knownHeld.get(binding);
  if (known) return known;

  const { definitions, writes, reads } = binding;
  const held = [
    ...reads.flatMap(putInto),
    ...definitions.flatMap((one) => (one.kind === 'value' ? [one.node] : [])),
    ...writes.map(({ value }) => value),
  ];
  knownHeld.set(binding, held);
  return held;
}

/** Each answer with a name in it asks for them. */
const knownHeld = new WeakMap<Binding, readonly AnyNode[]>();

const MOST_NODES = 2_000;
