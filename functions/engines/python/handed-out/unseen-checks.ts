import { isCheckName, looksForSomeone, makesSomeone } from '../../signatures/index.ts';
import { constantText, constantValue } from '../constant-text.ts';
import { isKnown, packageIn } from '../known-packages.ts';
import { calledName } from '../link.ts';
import { bindingOf } from '../scope.ts';
import type { AnyNode, Call, Expression, FunctionNode } from '../syntax.ts';
import type { Values } from '../value.ts';

/**
 * Whether a call may ask who sends the request, of what is not followed: it asks another server, is called like a check, is of a module that is
 * not known, or is given all of the request.
 */
export function mayCheck(call: Call, entry: FunctionNode, values: Values): boolean {
  if (values.functionsOf(call.callee).length > 0) return false;
  if (values.valuesOf(call.callee).some(({ kind }) => kind === 'class')) return false;
  const names = values.namesOf(call.callee);
  const name = calledName(call) ?? '';
  if (names.some((each) => asking.test(each)) || isCheckName(name)) return true;
  const isSeen = names.some((each) => {
    const of = packageIn(each);
    return of === undefined || isKnown(of);
  });
  if (isSeen) return false;
  const isOfModule = names.length > 0 && !looksForSomeone(name) && !makesSomeone(name);

  return isOfModule || isGivenRequest(call, entry);
}

/** Whether what is called is neither in the archive nor of a package that is known. */
export function isUnseen(callee: Expression, values: Values): boolean {
  if (values.functionsOf(callee).length > 0) return false;

  return values.namesOf(callee).every((name) => {
    const of = packageIn(name);
    return of !== undefined && !isKnown(of);
  });
}

const asking = /^(?:requests|httpx|aiohttp|urllib3|urllib\.request|http\.client)\b/;

function isGivenRequest(call: Call, entry: FunctionNode): boolean {
  return call.arguments.some(
    ({ value }) =>
      value.type === 'Name' &&
      (bindingOf(value)?.definitions ?? []).some(
        (each) => each.kind === 'parameter' && each.node === entry.parameters[0],
      ),
  );
}

/** Whether what is sent may be held against what is kept: `kept['value'] != body['value']`, `value in user['codes']`. */
export function mayHoldAgainst(node: AnyNode): boolean {
  if (node.type !== 'Binary') return false;
  const sides = [node.left, node.right];
  if (/^(?:==|!=|is|is not)$/.test(node.operator))
    return sides.every(mayVary) && sides.some(isNamed);

  // Whether a field is there: `'email' in body`.
  return /^(?:not )?in$/.test(node.operator) && sides.every(mayVary) && isNamed(node.right);
}

/** Whether it is no constant of the code. */
function mayVary(node: Expression): boolean {
  const of = constantValue(node) ?? node;

  return (
    !/^(?:Text|Number|Constant|Unary|List|Tuple|Set|Dict)$/.test(of.type) &&
    constantText(node) === undefined
  );
}

function isNamed({ type }: Expression): boolean {
  return type === 'Name' || type === 'Subscript' || type === 'Attribute' || type === 'Call';
}
