import { isAskingName } from '../../signatures/index.ts';
import { truthOf } from '../options.ts';
import {
  type AnyNode,
  calledName,
  fieldRead,
  isCall,
  literalText,
  type NodeOf,
} from '../syntax.ts';
import type { Values } from '../value.ts';
import { saysOne } from './asking-calls.ts';

/** Whether no request that does something comes into it: behind a check that says yes to all, and what only answers browsers and readers. */
export function isUnreachable({ test }: NodeOf<'IfStatement'>, values: Values): boolean {
  if (truthOf(test) === false) return true;
  const call = test.type === 'UnaryExpression' && test.operator === '!' ? test.argument : test;
  const asked = call.type === 'AwaitExpression' ? call.argument : call;
  if (isCall(asked) && isAskingName(calledName(asked) ?? '')) {
    const own = values.functionsOf(asked.callee);
    if (own.length > 0 && own.every((of) => saysOne(of))) return true;
  }
  return methodsIn(test).some((method) => /^(?:OPTIONS|HEAD|GET)$/.test(method));
}

/** `GET` of `event.httpMethod === 'GET'` */
function methodsIn(test: AnyNode, depth = 0): readonly string[] {
  if (depth > MOST_NESTED) return [];
  if (test.type === 'LogicalExpression' && test.operator === '&&') {
    return [test.left, test.right].flatMap((each) => methodsIn(each, depth + 1));
  }
  if (test.type !== 'BinaryExpression' || !/^===?$/.test(test.operator)) return [];
  const [read, text] =
    literalText(test.right) === undefined ? [test.right, test.left] : [test.left, test.right];
  const name =
    read.type === 'Identifier'
      ? read.name
      : read.type === 'MemberExpression'
        ? (fieldRead(read) ?? '')
        : '';

  return /^(?:http_?)?method$|^requestMethod$/i.test(name) ? [literalText(text) ?? ''] : [];
}

const MOST_NESTED = 8;
