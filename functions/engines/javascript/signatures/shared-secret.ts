import { isSharedSecretName, isSharedVariableName, mostNested } from '../../signatures/index.ts';
import { type Binding, bindingOf, parentOf } from '../scope.ts';
import { type AnyNode, type CallNode, calledName, childrenOf, fieldRead } from '../syntax.ts';
import type { Code } from './code.ts';

/**
 * Whether an expression is a secret that the code has for its callers: a variable of the environment or
 * what a call brings, by its name; whole, as it is or within a text.
 * Not what a request decides, nor what has a default that the code shows.
 */
export function isSharedSecret(node: AnyNode, code: Code, depth = 0): boolean {
  if (depth > mostNested || code.requested.has(node)) return false;
  const is = (each: AnyNode | undefined) =>
    each !== undefined && isSharedSecret(each, code, depth + 1);

  switch (node.type) {
    case 'AwaitExpression':
      return is(node.argument);
    case 'ChainExpression':
    case 'ParenthesizedExpression':
      return is(node.expression);
    case 'LogicalExpression':
      return node.operator !== '&&' && is(node.left) && is(node.right);
    case 'TemplateLiteral':
      return node.expressions.length > 0 && node.expressions.every(is);
    case 'BinaryExpression':
      return node.operator === '+' && (is(node.left) || is(node.right));
    case 'MemberExpression':
      return isEnvironment(node.object) && isSharedVariableName(fieldRead(node) ?? '');
    case 'CallExpression':
      return isOfCall(node, code, is);
    case 'Identifier': {
      const all = bindingOf(node)?.definitions ?? [];
      const isKept = (one: (typeof all)[number]) =>
        one.kind === 'value' &&
        (one.path.length === 0
          ? is(one.node)
          : isEnvironment(one.node) && isSharedVariableName(one.path.join()));
      return all.length > 0 && all.every(isKept);
    }
    default:
      return false;
  }
}

/** `process.env`, and `env` of the module `process`. */
function isEnvironment(node: AnyNode): boolean {
  if (node.type === 'MemberExpression') {
    const { object } = node;
    return fieldRead(node) === 'env' && object.type === 'Identifier' && object.name === 'process';
  }
  const [definition] = bindingOf(node)?.definitions ?? [];

  return definition?.kind === 'import' && /^(?:node:)?process$/.test(definition.from);
}

/** `Buffer.from(secret)`, `secret.trim()`; `getVerifyToken()`, whose code is not seen or brings one. */
function isOfCall(call: CallNode, code: Code, is: (node: AnyNode | undefined) => boolean): boolean {
  const { callee, arguments: given } = call;
  const name = calledName(call) ?? '';
  if (callee.type === 'MemberExpression') {
    const { object } = callee;
    if (name === 'from' && object.type === 'Identifier' && object.name === 'Buffer')
      return is(given[0]);
    if (name === 'trim' || name === 'toString') return is(object);
  }
  if (name === 'String' && callee.type === 'Identifier') return is(given[0]);

  const own = code.values.functionsOf(callee);
  if (own.length === 0) return isSharedSecretName(name);
  const results = own.flatMap((each) => code.returnsOf(each) ?? []);
  return results.length > 0 && results.every(({ value }) => value && is(value));
}

/** Whether a secret may stand in an expression, as the default of what a request does not bring. */
export function maySecretBeIn(node: AnyNode, code: Code): boolean {
  const pending = [node];
  const seen = new Set<Binding>();

  for (let next = pending.pop(); next; next = pending.pop()) {
    if (isSharedSecret(next, code)) return true;
    const binding = bindingOf(next);
    if (binding && !seen.has(binding)) pending.push(...heldBy(binding));
    if (binding) seen.add(binding);
    pending.push(...childrenOf(next));
  }
  return false;
}

function heldBy({ definitions, reads }: Binding): readonly AnyNode[] {
  const values = definitions.flatMap((each) => (each.kind === 'value' ? each.node : []));
  const defaults = reads.flatMap((read) => {
    const parent = parentOf(read);
    return parent?.type === 'AssignmentPattern' && parent.left === read ? parent.right : [];
  });

  return [...values, ...defaults];
}
