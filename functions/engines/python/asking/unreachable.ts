import { isAskingName } from '../../signatures/index.ts';
import { constantText, truthOf } from '../constant-text.ts';
import { calledName } from '../link.ts';
import { settledTest } from '../settled-test.ts';
import type { Expression, NodeOf } from '../syntax.ts';
import type { Values } from '../value.ts';
import { saysOne } from './asking-calls.ts';
import { nameOf } from './refusal-at.ts';
import { isAsSent } from './request-sources.ts';

/** Whether no request that does something comes into it: behind a check that says yes to all, and what only answers browsers and readers. */
export function isUnreachable({ test }: NodeOf<'If'>, values: Values): boolean {
  if (truthOf(test) === false || settledTest(test, values) === false) return true;
  const asked = test.type === 'Unary' && test.operator === 'not' ? test.operand : test;
  if (asked.type === 'Call' && isAskingName(calledName(asked) ?? '')) {
    const own = values.functionsOf(asked.callee);
    if (own.length > 0 && own.every(({ node }) => saysOne(node))) return true;
  }
  return textsIn(test, isMethod).some((method) => /^(?:OPTIONS|HEAD|GET)$/.test(method));
}

/** The paths that a branch is for: `/login` of `event['rawPath'] == '/login'`. */
export function pathsIn(test: Expression): readonly string[] {
  return textsIn(test, isPath);
}

/** The same of a case of a match. */
export function pathsOfCase({ pattern }: NodeOf<'Case'>, over: Expression): readonly string[] {
  const patterns = pattern.shape === 'or' ? pattern.parts : [pattern];
  const texts = patterns.map(({ value }) => constantText(value));

  return isPath(over) && texts.every((each) => each !== undefined) ? texts : [];
}

const ofMethod = /^(?:http_?|request_?)?method$/i;
const ofPath =
  /^(?:raw_?|request_?)?(?:path|path_?name|resource|route_?key|route|action|url|endpoint)$/i;

/** `GET` of `event['httpMethod'] == 'GET'`, by how what is compared is called. */
function textsIn(
  test: Expression,
  is: (node: Expression) => boolean,
  depth = 0,
): readonly string[] {
  if (depth > MOST_NESTED) return [];
  if (test.type === 'Call' && test.callee.type === 'Attribute') {
    const text = constantText(test.arguments[0]?.value);
    const isAsked = /^(?:endswith|startswith)$/.test(calledName(test) ?? '');
    return isAsked && text !== undefined && is(test.callee.object) ? [text] : [];
  }
  if (test.type !== 'Binary') return [];
  if (test.operator === 'and' || test.operator === 'or') {
    return [test.left, test.right].flatMap((each) => textsIn(each, is, depth + 1));
  }
  if (test.operator !== '==') return [];
  const [read, text] =
    constantText(test.right) === undefined ? [test.right, test.left] : [test.left, test.right];

  return is(read) ? [constantText(text) ?? ''] : [];
}

function isMethod(node: Expression): boolean {
  return ofMethod.test(nameOf(node));
}

/** What the body asks for by a word is a path, too: `body['op']`. */
function isPath(node: Expression): boolean {
  const name = nameOf(node);

  return ofPath.test(name) || (/^(?:type|op|operation|command)$/.test(name) && isAsSent(node));
}

const MOST_NESTED = 8;
