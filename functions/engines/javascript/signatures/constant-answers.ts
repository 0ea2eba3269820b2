import { bindingOf } from '../scope.ts';
import {
  type AnyNode,
  type CallNode,
  childrenOf,
  type FunctionNode,
  fieldRead,
  isCall,
} from '../syntax.ts';
import type { Values } from '../value.ts';

/** Whether a function answers all requests alike, with what is written in it: `(request, response) => response.send('ok')`. */
export function answersConstant(of: FunctionNode, values: Values, depth = 0): boolean {
  if (depth > MOST_NESTED) return false;
  const is = (node: AnyNode): boolean => {
    if (isCall(node)) return isConstantCall(node, of, values, depth) && node.arguments.every(is);
    if (node.type === 'Property') return !node.computed && is(node.value);

    return constant.has(node.type) && childrenOf(node).every(is);
  };

  return is(of.body);
}

/** `response.status(200).json(…)`, and what a function of the code answers that is given nothing. */
function isConstantCall(call: CallNode, of: FunctionNode, values: Values, depth: number): boolean {
  const { callee, arguments: given } = call;
  const own = values.functionsOf(callee);
  if (own.length > 0) {
    return given.length === 0 && own.every((each) => answersConstant(each, values, depth + 1));
  }
  if (call.type !== 'CallExpression' || callee.type !== 'MemberExpression') return false;
  if (!answering.has(fieldRead(callee) ?? '')) return false;
  const { object } = callee;
  if (isCall(object)) {
    return object.arguments.every(isWritten) && isConstantCall(object, of, values, depth);
  }
  const [definition] = object.type === 'Identifier' ? (bindingOf(object)?.definitions ?? []) : [];

  return definition?.kind === 'parameter' && definition.of === of && definition.path.length === 0;
}

function isWritten(node: AnyNode): boolean {
  if (node.type === 'Property') return !node.computed && isWritten(node.value);

  return constant.has(node.type) && childrenOf(node).every(isWritten);
}

const constant: ReadonlySet<AnyNode['type']> = new Set([
  'ArrayExpression',
  'BlockStatement',
  'ExpressionStatement',
  'Literal',
  'ObjectExpression',
  'ReturnStatement',
  'TemplateElement',
  'TemplateLiteral',
]);

/** Of Express, Koa, Hono and Fastify. */
const answering: ReadonlySet<string> = new Set(
  'status code json send end sendStatus text html body type header set'.split(' '),
);

const MOST_NESTED = 3;
