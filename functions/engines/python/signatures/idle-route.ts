import { childrenOf } from '../children-of.ts';
import { bindingOf } from '../scope.ts';
import type { AnyNode, Call, FunctionNode, Name } from '../syntax.ts';
import type { Values } from '../value.ts';
import { putInto } from './put-into.ts';

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
