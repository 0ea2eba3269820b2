import { partsWithin } from '../../flow/index.ts';
import { childrenOf } from '../children-of.ts';
import { constantText } from '../constant-text.ts';
import { calledName } from '../link.ts';
import { bindingOf } from '../scope.ts';
import type { AnyNode, Expression, FunctionNode, NodeOf, Statement } from '../syntax.ts';
import type { Values } from '../value.ts';

/**
 * Whether a condition refuses, and the code goes on for those who are refused, as in JavaScript: it makes an answer, or writes to a log, and
 * neither returns nor raises (`if key != KEY: build_response(401)`), more follows, and nothing there asks for the same again.
 */
export function goesOn(node: NodeOf<'If'>, values: Values): boolean {
  const { body } = node.body;
  if (node.otherwise || !body.every((each) => isOnlySaid(each, values))) return false;
  const after = following(node);
  if (!after.some((each) => each.type !== 'Return' || each.value)) return false;
  const asked = new Set([...namesIn(node.test), ...body.flatMap(answerKept)]);

  return !after.some((each) =>
    partsWithin<AnyNode>(each, childrenOf, MOST_PARTS).some(
      (part) => asksAgain(part, asked) || isPartOfNone(part, asked),
    ),
  );
}

/** Whether what a name is compared to is asked for by such conditions alone: `known = key == KEY`, `if not known: print('no')`. */
export function isAskedInVain({ targets, value }: NodeOf<'Assign'>, values: Values): boolean {
  const [target, ...others] = targets;
  if (target?.type !== 'Name' || others.length > 0 || value?.type !== 'Binary') return false;
  const reads = (bindingOf(target)?.reads ?? []).filter((read) => read !== target);

  return reads.length > 0 && reads.every((read) => isOfSuch(read, values));
}

function isOfSuch(read: AnyNode, values: Values): boolean {
  let below = read;
  for (let at = read.parent, steps = 0; at && steps < MOST_STEPS; at = at.parent, steps += 1) {
    if (at.type === 'If') return at.test === below && goesOn(at, values);
    if (at.type === 'Function') return false;
    below = at;
  }
  return false;
}

const MOST_STEPS = 12;
const MOST_PARTS = 2000;

function following(node: AnyNode): readonly Statement[] {
  const around = node.parent;

  return around?.type === 'Block' ? around.body.filter(({ start }) => start >= node.end) : [];
}

/** `{'statusCode': 401}`, `response = {'statusCode': 401}`, `build_response(401)`, `print('no')`: and nothing else. */
function isOnlySaid(node: Statement, values: Values): boolean {
  if (node.type === 'Assign') return answerKept(node).length > 0;
  if (node.type !== 'ExpressionStatement') return false;
  const { value } = node;
  if (value.type !== 'Call') return isAnswer(value);
  const own = values.functionsOf(value.callee);
  if (own.length === 0) return says.test(calledName(value) ?? '');

  return answers.test(calledName(value) ?? '') && !own.some((each) => mayEnd(each.node, values));
}

/** Whether a function, or one that it calls, raises an error. */
function mayEnd(of: FunctionNode, values: Values, seen = new Set<FunctionNode>()): boolean {
  if (seen.has(of)) return false;
  seen.add(of);

  return partsWithin<AnyNode>(of.body, childrenOf, MOST_PARTS).some((each) => {
    if (each.type === 'Raise') return true;
    if (each.type !== 'Call') return false;
    values.spend();
    return (
      /^(?:abort|exit|_exit)$/.test(calledName(each) ?? '') ||
      values.functionsOf(each.callee).some(({ node }) => mayEnd(node, values, seen))
    );
  });
}

const says = /^(?:print|info|warning|warn|error|debug|jsonify)$/;
const answers = /respon|reply|unauthori|forbidden/i;

/** The name of an answer that is made there, to be returned later. */
function answerKept(node: Statement): readonly string[] {
  if (node.type !== 'Assign' || !node.value || !isAnswer(node.value)) return [];
  const [target, ...others] = node.targets;

  return target?.type === 'Name' && others.length === 0 ? [target.name] : [];
}

function isAnswer(node: Expression): boolean {
  return (
    node.type === 'Dict' &&
    node.entries.some(({ key }) => key && constantText(key) === 'statusCode')
  );
}

/** It is asked once more. */
function asksAgain(node: AnyNode, asked: ReadonlySet<string>): boolean {
  const isCondition = node.type === 'If' || node.type === 'Conditional' || node.type === 'While';

  return isCondition && [...namesIn(node.test)].some((name) => asked.has(name));
}

/** `user['id']` of the user that was not found ends in an error. */
function isPartOfNone(node: AnyNode, asked: ReadonlySet<string>): boolean {
  return (
    (node.type === 'Attribute' || node.type === 'Subscript') &&
    node.object.type === 'Name' &&
    asked.has(node.object.name)
  );
}

/** What a condition names, but what holds all that was sent. */
function namesIn(test: Expression): ReadonlySet<string> {
  const names = partsWithin<AnyNode>(test, childrenOf, MOST_PARTS).flatMap((each) => {
    if (each.type === 'Name' || each.type === 'Attribute') return each.name;
    return each.type === 'Subscript' ? (constantText(each.index) ?? '') : '';
  });

  return new Set(names.filter((name) => name !== '' && !whole.test(name)));
}

const whole = /^(?:event|req|request|headers|body|params|args|query|environ|os|get)$/;
