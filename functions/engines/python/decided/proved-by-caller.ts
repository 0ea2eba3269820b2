import { isCompareName, isLoginCode, isSecretField } from '../../signatures/index.ts';
import { constantText } from '../constant-text.ts';
import { calledName } from '../link.ts';
import { nodesIn } from '../nodes-in.ts';
import { isMadeOf } from '../signatures/behind.ts';
import { variableOf } from '../signatures/outside.ts';
import type { AnyNode, Call, Expression } from '../syntax.ts';
import { takenName } from '../taken-name.ts';
import type { AskedOfChange } from './decided-call.ts';
import { knownAnswers } from './known-answers.ts';
import { isPresence } from './looked-up.ts';
import { wayTo } from './way-to.ts';

/**
 * Whether code comes to a change only where a request brings what few know: a code or a password that is compared with what is kept, or a
 * licence, a token or a key by which something is found; or where the code lists the addresses that it lets in.
 */
export function isProved(change: AnyNode, asked: AskedOfChange): boolean {
  return wayTo(change, asked).conditions.some(({ test, answer }) =>
    (answer ? provesByYes : provesByNo)(test, asked),
  );
}

const provesByYes = knownAnswers((test: Expression, asked) => proves(test, true, asked, 0));

const provesByNo = knownAnswers((test: Expression, asked) => proves(test, false, asked, 0));

/** Whether a condition that has an answer proves it. */
function proves(test: Expression, answer: boolean, asked: AskedOfChange, depth: number): boolean {
  if (depth > MOST_NESTED) return false;
  const is = (each: Expression, of = answer) => proves(each, of, asked, depth + 1);
  if (test.type === 'Unary' && test.operator === 'not') return is(test.operand, !answer);
  if (test.type === 'Binary' && /^(?:and|or)$/.test(test.operator)) {
    const isEither = (test.operator === 'and') === answer;
    if (isEither) return is(test.left) || is(test.right);
    const [left, right] = [is(test.left), is(test.right)];
    // `or STAGE == 'test'`: no request says that.
    return (
      (left && (right || isOfVariable(test.right, asked))) ||
      (right && isOfVariable(test.left, asked))
    );
  }
  if (test.type === 'Binary' && test.operator === (answer ? 'in' : 'not in')) {
    if (isOwnAddress(test.left, asked) && isListed(test.right, asked)) return true;
  }
  if (test.type === 'Binary' && /^(?:==|!=)$/.test(test.operator)) {
    const isEqual = (test.operator === '==') === answer;
    if (isEqual && isSecret(test.left, test.right, asked)) return true;
  }
  if (test.type === 'Call' && answer && isCompareName(calledName(test) ?? '')) {
    const [one, other] = test.arguments;
    if (one && other && isOfBoth(one.value, other.value, asked)) return true;
  }

  return isPresence(test) === answer && isFoundBySecret(test, asked);
}

/** The address that API Gateway says a request comes from: `event['requestContext']['identity']['sourceIp']`. */
function isOwnAddress(node: Expression, { values }: AskedOfChange): boolean {
  const isOf = (name: string) =>
    isMadeOf(
      node,
      values,
      (each) => each.type === 'Subscript' && constantText(each.index) === name,
    );

  return isOf('sourceIp') && isOf('requestContext');
}

/** Of addresses that the code lists. */
function isListed(node: Expression, { values }: AskedOfChange): boolean {
  const list = values.writtenAs(node);

  return (
    (list.type === 'List' || list.type === 'Tuple' || list.type === 'Set') &&
    list.elements.every((each) => constantText(each) !== undefined)
  );
}

function isOfVariable(test: Expression, { values }: AskedOfChange): boolean {
  if (test.type !== 'Binary' || !/^[!=]=$/.test(test.operator)) return false;
  const { left, right } = test;

  return (
    variableOf(values.writtenAs(left), values) !== undefined && constantText(right) !== undefined
  );
}

/** `item['code'] == body['code']` */
function isSecret(one: Expression, other: Expression, asked: AskedOfChange): boolean {
  const names = [one, other].map((each) => takenName(each) ?? '');

  return (
    names.some((name) => isSecretField(name) || isLoginCode(name, ['email']) || ofKey.test(name)) &&
    isOfBoth(one, other, asked)
  );
}

/** One is kept, and the other is brought. */
function isOfBoth(one: Expression, other: Expression, asked: AskedOfChange): boolean {
  const [isOneKept, isOtherKept] = [isKept(one, asked), isKept(other, asked)];

  return isOneKept !== isOtherKept && asked.said.has(isOneKept ? other : one);
}

function isKept(node: Expression, { values }: AskedOfChange): boolean {
  return isMadeOf(node, values, isLookUp);
}

function isLookUp(node: AnyNode): node is Call {
  return node.type === 'Call' && looking.test(calledName(node) ?? '');
}

/** `tokens.get_item(Key={'token': body['token']})` */
function isFoundBySecret(test: Expression, asked: AskedOfChange): boolean {
  return isMadeOf(test, asked.values, (each) => isLookUp(each) && isBySecret(each, asked));
}

function isBySecret(call: Call, { said }: AskedOfChange): boolean {
  return call.arguments
    .flatMap((each) => nodesIn(each))
    .some(
      (each) =>
        each.type === 'DictEntry' && isOfFew(constantText(each.key) ?? '') && said.has(each.value),
    );
}

function isOfFew(name: string): boolean {
  return isSecretField(name) || /^licen[cs]e(?:_?key)?$/i.test(name);
}

/** `edit_key`, `editToken`: of what was found, and compared with it. */
const ofKey = /[a-z_](?:key|secret|token|pin|code|hash|password)$/i;

const looking = /^(?:get_item|query|find_one|fetchone|fetchrow|hget|hgetall|get_secret_value)$/;

const MOST_NESTED = 6;
