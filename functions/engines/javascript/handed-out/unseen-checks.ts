import { isCheckName, looksForSomeone, makesSomeone } from '../../signatures/index.ts';
import { behind } from '../behind.ts';
import { textOf } from '../options.ts';
import { bindingOf } from '../scope.ts';
import {
  type AnyNode,
  type CallNode,
  calledName,
  type FunctionNode,
  fieldRead,
} from '../syntax.ts';
import type { Values } from '../value.ts';

/**
 * Whether a call may ask who sends the request, of what is not followed: it asks another server, is called like a check, is of a file that is
 * not there, or is given all of the request.
 */
export function mayCheck(call: CallNode, entry: FunctionNode, values: Values): boolean {
  if (values.functionsOf(call.callee).length > 0) return false;
  const names = values
    .valuesOf(call.callee)
    .flatMap((value) => (value.kind === 'name' || value.kind === 'made' ? value.name : []));
  const name = calledName(call) ?? '';
  if (names.some((each) => asking.test(each))) return true;
  if (isCheckName(name) && !names.some((each) => validating.test(each))) return true;
  if (names.some((each) => !absent.test(each))) return false;
  const isOfFile = names.length > 0 && !looksForSomeone(name) && !makesSomeone(name);

  return isOfFile || isGivenRequest(call, entry);
}

/** Whether what is called is neither in the archive nor of a package. */
export function isUnseen(callee: AnyNode, values: Values): boolean {
  if (values.functionsOf(callee).length > 0) return false;

  return values
    .valuesOf(callee)
    .every((value) => (value.kind !== 'name' && value.kind !== 'made') || absent.test(value.name));
}

const asking =
  /^(?:fetch$|module:(?:axios|node-fetch|cross-fetch|got|undici|superagent|request|request-promise|needle|ky|https?)(?:[./]|$))/;

/** What only asks for the form of what is sent. */
const validating = /^module:(?:@hapi\/)?(?:joi|zod|yup|ajv|validator|superstruct)(?:[./]|$)/;

const absent = /^module:[./?]/;

function isGivenRequest(call: CallNode, entry: FunctionNode): boolean {
  return call.arguments.some((given) =>
    (bindingOf(given)?.definitions ?? []).some(
      (each) => each.kind === 'parameter' && each.of === entry && each.index === 0,
    ),
  );
}

/** Whether what is sent may be held against what is kept: `kept.value !== body.value`, `user.codes.includes(body.code)`. */
export function mayHoldAgainst(node: AnyNode): boolean {
  if (node.type === 'BinaryExpression') {
    const sides = [node.left, node.right];

    return /^[!=]==?$/.test(node.operator) && sides.every(mayVary) && sides.some(isNamed);
  }
  if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return false;
  const { object } = node.callee;
  const [given] = node.arguments;
  if (!given || !/^(?:includes|has|indexOf|equals|isEqual)$/.test(calledName(node) ?? ''))
    return false;

  return (
    isNamed(object) &&
    behind(object).type !== 'ArrayExpression' &&
    mayVary(object) &&
    mayVary(given)
  );
}

/** Whether it is no constant of the code, and no measure of something. */
function mayVary(node: AnyNode): boolean {
  if (node.type === 'MemberExpression' && fieldRead(node) === 'length') return false;
  if (node.type === 'Identifier' && node.name === 'undefined') return false;

  return node.type !== 'Literal' && node.type !== 'UnaryExpression' && textOf(node) === undefined;
}

function isNamed({ type }: AnyNode): boolean {
  return type === 'Identifier' || type === 'MemberExpression' || type === 'ChainExpression';
}
