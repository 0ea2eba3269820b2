import { childrenOf } from '../children-of.ts';
import { returnsOf } from '../members.ts';
import { type Binding, bindingOf } from '../scope.ts';
import type { AnyNode, Call, FunctionNode, Name } from '../syntax.ts';
import type { Values } from '../value.ts';
import { isInert } from './inert-calls.ts';
import { putInto } from './put-into.ts';

/**
 * Whether an answer shows nothing but what stands in the code, in the request or in an error: so it may be given
 * before a check.
 *
 * @param isKnown of calls that are looked at elsewhere, as what hands a request on
 */
export function tellsNothing(
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

/**
 * Whether a function answers all requests alike, and calls nothing: `return {'status': 'ok'}`, or what a function of the
 * code makes of constants.
 */
export function isIdle(route: FunctionNode, values: Values): boolean {
  const pending: AnyNode[] = [route.body];
  const seen = new Set<AnyNode>();

  for (let next = pending.pop(); next; next = pending.pop()) {
    values.spend();
    if (seen.has(next)) continue;
    if (seen.size > MOST_NODES || !plain.has(next.type)) return false;
    seen.add(next);
    const behind =
      next.type === 'Call' ? madeBy(next, values) : next.type === 'Name' ? setTo(next, route) : [];
    if (!behind) return false;
    pending.push(...behind, ...(next.type === 'Call' ? next.arguments : childrenOf(next)));
  }
  return true;
}

/** What functions of the code do for it; undefined of other calls than those that make answers. */
function madeBy(call: Call, values: Values): readonly AnyNode[] | undefined {
  const own = values.functionsOf(call.callee);
  if (own.some(({ node }) => node.decorators.length > 0)) return undefined;
  if (own.length > 0) return own.map(({ node }) => node.body);

  return values.namesOf(call.callee).some((name) => answers.test(name)) ? [] : undefined;
}

/** Of a name, what it is set to once; what such a function is given is looked at where it is called. */
function setTo(name: Name, route: FunctionNode): readonly AnyNode[] | undefined {
  const binding = bindingOf(name);
  const [one, ...others] = binding?.definitions ?? [];
  if (
    !binding ||
    !one ||
    others.length > 0 ||
    binding.reads.some((use) => putInto(use).length > 0)
  ) {
    return undefined;
  }
  if (one.kind === 'parameter') return one.of === route ? undefined : [];

  return one.kind === 'value' && one.path.length === 0 ? [one.node] : undefined;
}

const plain: ReadonlySet<AnyNode['type']> = new Set([
  'Block',
  'Return',
  'ExpressionStatement',
  'Pass',
  'Dict',
  'DictEntry',
  'List',
  'Tuple',
  'Text',
  'Number',
  'Constant',
  'Call',
  'Argument',
  'Name',
  'Assign',
]);

const answers =
  /^(?:flask\.(?:jsonify|Response)|(?:fastapi|starlette)\.(?:responses\.)?(?:(?:OR|U)?JSON|HTML|PlainText)?Response|chalice\.Response|aws_lambda_powertools\.event_handler\.(?:\w{1,40}\.)?Response|json\.dumps|builtins\.(?:dict|str))$/;

const MOST_NODES = 2_000;
