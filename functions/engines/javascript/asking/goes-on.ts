import { partsWithin } from '../../flow/index.ts';
import { bindingOf, parentOf } from '../scope.ts';
import {
  type AnyNode,
  type CallNode,
  calledName,
  childrenOf,
  fieldRead,
  isCall,
  isFunction,
  memberName,
  type NodeOf,
} from '../syntax.ts';
import type { Values } from '../value.ts';
import { saidName } from './said-name.ts';

/**
 * Whether a condition refuses, and the code goes on for those who are refused: it sends an answer, or writes to a log, and neither returns nor
 * throws (`if (!isKnown(key)) response.status(401).send();`), more follows, and nothing there asks for the same again.
 */
export function goesOn(node: NodeOf<'IfStatement'>, values: Values): boolean {
  if (node.alternate) return false;
  const { consequent } = node;
  const said = consequent.type === 'BlockStatement' ? consequent.body : [consequent];
  if (said.length === 0 || !said.every((each) => isOnlySaid(each, values))) return false;
  const after = following(node);
  if (!after.some((each) => each.type !== 'ReturnStatement' || each.argument)) return false;
  const asked = new Set([...namesIn(node.test), ...said.flatMap(answerKept)]);

  return !after.some((each) =>
    partsWithin(each, childrenOf, MOST_PARTS).some(
      (part) => asksAgain(part, asked) || isPartOfNone(part, asked),
    ),
  );
}

/** It is asked once more, or whether an answer was sent already. */
function asksAgain(node: AnyNode, asked: ReadonlySet<string>): boolean {
  const test = conditionOf(node);

  return (
    test !== undefined &&
    [...namesIn(test)].some((name) => asked.has(name) || sentAlready.test(name))
  );
}

/** What is asked before something else is done: `return response || await remove(event);`. */
function conditionOf(node: AnyNode): AnyNode | undefined {
  if (node.type === 'IfStatement' || node.type === 'ConditionalExpression') return node.test;
  if (node.type === 'SwitchStatement') return node.discriminant;
  const doesMore =
    node.type === 'LogicalExpression' &&
    partsWithin(node.right, childrenOf, MOST_PARTS).some((part) => isCall(part));

  return doesMore ? node.left : undefined;
}

const sentAlready = /^(?:headersSent|writableEnded|finished)$/;

/** `user.id` of the user that was not found ends in an error. */
function isPartOfNone(node: AnyNode, asked: ReadonlySet<string>): boolean {
  return (
    node.type === 'MemberExpression' &&
    !node.optional &&
    node.object.type === 'Identifier' &&
    asked.has(node.object.name)
  );
}

/** Whether what a name is compared to is asked for by such conditions alone: `const isKnown = key === KEY; if (!isKnown) response.sendStatus(401);`. */
export function isAskedInVain({ id, init }: NodeOf<'VariableDeclarator'>, values: Values): boolean {
  if (id.type !== 'Identifier' || init?.type !== 'BinaryExpression') return false;
  const reads = (bindingOf(id)?.reads ?? []).filter((read) => read !== id);

  return reads.length > 0 && reads.every((read) => isOfSuch(read, values));
}

function isOfSuch(read: AnyNode, values: Values): boolean {
  let [below, at] = [read, parentOf(read)];
  for (let steps = 0; at && steps < MOST_STEPS; steps += 1) {
    if (at.type === 'IfStatement') return at.test === below && goesOn(at, values);
    if (isFunction(at)) return false;
    [below, at] = [at, parentOf(at)];
  }
  return false;
}

const MOST_STEPS = 12;
const MOST_PARTS = 2000;

/** Statements. */
const MOST_AFTER = 100;

function following(node: AnyNode): readonly AnyNode[] {
  const around = parentOf(node);
  if (around?.type !== 'BlockStatement') return [];

  return around.body.filter((each) => each.start >= node.end).slice(0, MOST_AFTER);
}

/** `response.status(401).send('no');`, `callback('Unauthorized');`, `console.log('no');` */
function isOnlySaid(node: AnyNode, values: Values): boolean {
  if (answerKept(node).length > 0) return true;
  if (node.type !== 'ExpressionStatement') return false;
  const call =
    node.expression.type === 'AwaitExpression' ? node.expression.argument : node.expression;

  return call.type === 'CallExpression' && !isFollowed(call, values) && answers(call);
}

/** The name of an answer that is made there, to be returned later: `response = { statusCode: 401 };`. */
function answerKept(node: AnyNode): readonly string[] {
  const set = node.type === 'ExpressionStatement' ? node.expression : undefined;
  if (set?.type !== 'AssignmentExpression' || set.left.type !== 'Identifier') return [];
  const { left, right } = set;
  const isAnswer =
    right.type === 'ObjectExpression' &&
    right.properties.some((each) => each.type === 'Property' && memberName(each) === 'statusCode');

  return isAnswer ? [left.name] : [];
}

function isFollowed(call: CallNode, values: Values): boolean {
  return values.functionsOf(call.callee).length > 0;
}

function answers({ callee }: CallNode): boolean {
  if (callee.type === 'Identifier') return /^(?:callback|cb)$/.test(callee.name);
  if (callee.type !== 'MemberExpression') return false;
  let of: AnyNode = callee.object;
  while (isCall(of) || of.type === 'MemberExpression') {
    const inner: AnyNode = isCall(of) ? of.callee : of.object;
    of = inner;
  }
  if (of.type !== 'Identifier') return false;
  const method = fieldRead(callee) ?? '';

  return (
    // Not `reply`: Fastify itself asks whether an answer was sent, and runs no handler behind a hook that sent one.
    (/^(?:res|response)$/.test(of.name) &&
      /^(?:send|sendStatus|json|end|status|write)$/.test(method)) ||
    (of.name === 'context' && /^(?:done|fail|succeed)$/.test(method)) ||
    (/^(?:console|log|logger)$/.test(of.name) && /^(?:log|info|warn|error|debug)$/.test(method))
  );
}

/** What a condition names, but what holds all that was sent. */
function namesIn(test: AnyNode): ReadonlySet<string> {
  const names = partsWithin(test, childrenOf, MOST_PARTS).flatMap((each) =>
    isCall(each) ? (calledName(each) ?? '') : saidName(each),
  );

  return new Set(names.filter((name) => name !== '' && !whole.test(name)));
}

const whole = /^(?:event|req|request|headers|body|params|query|env|process)$/;
