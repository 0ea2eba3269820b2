import { childrenOf } from '../children-of.ts';
import { returnsOf } from '../members.ts';
import { type Binding, bindingOf } from '../scope.ts';
import type { AnyNode, Call, FunctionNode } from '../syntax.ts';
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
      if (own.length === 0 && !isInert(next, values)) return false;
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

/** What a name of a function is set to; of one beyond it, what the code begins with. */
function heldBy({ definitions, writes, reads }: Binding): readonly AnyNode[] {
  return [
    ...reads.flatMap(putInto),
    ...definitions.flatMap((one) => (one.kind === 'value' ? [one.node] : [])),
    ...writes.map(({ value }) => value),
  ];
}

/** Whether a function answers all requests alike, and calls nothing: `return {'status': 'ok'}`. */
export function isIdle({ body }: FunctionNode, values: Values): boolean {
  const pending: AnyNode[] = [body];

  for (let next = pending.pop(); next; next = pending.pop()) {
    if (!plain.has(next.type)) return false;
    if (next.type === 'Call') {
      const isAnswer = values.namesOf(next.callee).some((name) => answers.test(name));
      if (!isAnswer) return false;
      pending.push(...next.arguments);
    } else pending.push(...childrenOf(next));
  }
  return true;
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
]);

const answers =
  /^(?:flask\.(?:jsonify|Response)|fastapi\.(?:responses\.)?\w{0,12}Response|starlette\.responses\.\w{0,12}Response|chalice\.Response|aws_lambda_powertools\.event_handler\.(?:\w{1,40}\.)?Response|json\.dumps|builtins\.(?:dict|str))$/;

const MOST_NODES = 2_000;
