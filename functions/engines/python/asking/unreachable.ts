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
  return textsIn(test, ofMethod).some((method) => /^(?:OPTIONS|HEAD|GET)$/.test(method));
}

/** The paths that a branch is for: `/login` of `event['rawPath'] == '/login'`. */
export function pathsIn(test: Expression): readonly string[] {
  return textsIn(test, ofPath);
}

const ofMethod = /^(?:http_?|request_?)?method$/i;
const ofPath =
  /^(?:raw_?|request_?)?(?:path|path_?name|resource|route_?key|route|action|url|endpoint)$/i;

/** `GET` of `event['httpMethod'] == 'GET'`, by how what is compared is called. */
function textsIn(test: Expression, of: RegExp, depth = 0): readonly string[] {
  if (depth > MOST_NESTED) return [];
  if (test.type === 'Call' && test.callee.type === 'Attribute') {
    const text = constantText(test.arguments[0]?.value);
    const isAsked = /^(?:endswith|startswith)$/.test(calledName(test) ?? '');
    return isAsked && text !== undefined && of.test(nameOf(test.callee.object)) ? [text] : [];
  }
  if (test.type !== 'Binary') return [];
  if (test.operator === 'and' || test.operator === 'or') {
    return [test.left, test.right].flatMap((each) => textsIn(each, of, depth + 1));
  }
  if (test.operator !== '==') return [];
  const [read, text] =
    constantText(test.right) === undefined ? [test.right, test.left] : [test.left, test.right];

  return of.test(nameOf(read)) ? [constantText(text) ?? ''] : [];
}

const MOST_NESTED = 8;
