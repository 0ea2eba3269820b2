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
import { isAsSent } from './request-sources.ts';

/** Whether no request that does something comes into it: behind a check that says yes to all, and what only answers browsers and readers. */
export function isUnreachable({ test }: NodeOf<'IfStatement'>, values: Values): boolean {
  if (truthOf(test) === false) return true;
  const call = test.type === 'UnaryExpression' && test.operator === '!' ? test.argument : test;
  const asked = call.type === 'AwaitExpression' ? call.argument : call;
  if (isCall(asked) && isAskingName(calledName(asked) ?? '')) {
    const own = values.functionsOf(asked.callee);
    if (own.length > 0 && own.every((of) => saysOne(of))) return true;
  }
  return textsIn(test, isMethod).some(isReading);
}

/** `case 'GET':` of a switch over the method. */
export function isReadingCase({ test }: NodeOf<'SwitchCase'>, over: AnyNode): boolean {
  return ofMethod.test(nameOf(over)) && isReading(literalText(test ?? undefined) ?? '');
}

/** The paths that a branch is for: `/login` of `event.rawPath === '/login'`. */
export function pathsIn(test: AnyNode): readonly string[] {
  return textsIn(test, isPath);
}

/** The same of a case of a switch. */
export function pathsOfCase({ test }: NodeOf<'SwitchCase'>, over: AnyNode): readonly string[] {
  const text = literalText(test ?? undefined);

  return isPath(over) && text !== undefined ? [text] : [];
}

function isReading(method: string): boolean {
  return /^(?:OPTIONS|HEAD|GET)$/.test(method);
}

const ofMethod = /^(?:http_?)?method$|^requestMethod$/i;
const ofPath =
  /^(?:raw_?|request_?)?(?:path|path_?name|resource|route_?key|route|action|url|endpoint)$/i;

/** `GET` of `event.httpMethod === 'GET'`, by how what is compared is called. */
function textsIn(test: AnyNode, is: (node: AnyNode) => boolean, depth = 0): readonly string[] {
  if (depth > MOST_NESTED) return [];
  if (test.type === 'LogicalExpression') {
    return [test.left, test.right].flatMap((each) => textsIn(each, is, depth + 1));
  }
  if (test.type === 'CallExpression' && test.callee.type === 'MemberExpression') {
    const isAsked = /^(?:endsWith|startsWith|includes)$/.test(calledName(test) ?? '');
    const text = literalText(test.arguments[0]);
    return isAsked && text !== undefined && is(test.callee.object) ? [text] : [];
  }
  if (test.type !== 'BinaryExpression' || !/^===?$/.test(test.operator)) return [];
  const [read, text] =
    literalText(test.right) === undefined ? [test.right, test.left] : [test.left, test.right];

  return is(read) ? [literalText(text) ?? ''] : [];
}

function isMethod(node: AnyNode): boolean {
  return ofMethod.test(nameOf(node));
}

/** What the body asks for by a word is a path, too: `body.op`. */
function isPath(node: AnyNode): boolean {
  const name = nameOf(node);

  return ofPath.test(name) || (/^(?:type|op|operation|command)$/.test(name) && isAsSent(node));
}

function nameOf(node: AnyNode): string {
  if (node.type === 'Identifier') return node.name;

  return node.type === 'MemberExpression' ? (fieldRead(node) ?? '') : '';
}

const MOST_NESTED = 8;
