import { isAskingName } from '../../signatures/index.ts';
import { constantText, truthOf } from '../constant-text.ts';
import { calledName } from '../link.ts';
import type { Expression, NodeOf } from '../syntax.ts';
import type { Values } from '../value.ts';
import { saysOne } from './asking-calls.ts';
import { nameOf } from './refusal-at.ts';

/** Whether no request that does something comes into it: behind a check that says yes to all, and what only answers browsers and readers. */
export function isUnreachable({ test }: NodeOf<'If'>, values: Values): boolean {
  if (truthOf(test) === false) return true;
  const asked = test.type === 'Unary' && test.operator === 'not' ? test.operand : test;
  if (asked.type === 'Call' && isAskingName(calledName(asked) ?? '')) {
    const own = values.functionsOf(asked.callee);
    if (own.length > 0 && own.every(({ node }) => saysOne(node))) return true;
  }
  return methodsIn(test).some((method) => /^(?:OPTIONS|HEAD|GET)$/.test(method));
}

/** `GET` of `event['httpMethod'] == 'GET'` */
function methodsIn(test: Expression, depth = 0): readonly string[] {
  if (test.type !== 'Binary' || depth > MOST_NESTED) return [];
  if (test.operator === 'and')
    return [test.left, test.right].flatMap((each) => methodsIn(each, depth + 1));
  if (test.operator !== '==') return [];
  const [read, text] =
    constantText(test.right) === undefined ? [test.right, test.left] : [test.left, test.right];

  return /^(?:http_?|request_?)?method$/i.test(nameOf(read)) ? [constantText(text) ?? ''] : [];
}

const MOST_NESTED = 8;
