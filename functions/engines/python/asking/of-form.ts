import { childrenOf } from '../children-of.ts';
import { constantText } from '../constant-text.ts';
import { calledName } from '../link.ts';
import { bindingOf } from '../scope.ts';
import type { AnyNode, NodeOf } from '../syntax.ts';
import { isAsSent, ofBody } from './request-sources.ts';

/** Whether a function, or a condition, looks only at how something is written, as in JavaScript. */
export function isOfForm(node: AnyNode): boolean {
  const pending: AnyNode[] = [node.type === 'Function' ? node.body : node];
  let isIt = false;
  for (let at = pending.pop(), count = 0; at; at = pending.pop(), count += 1) {
    if (count > MOST_OF_FORM) return false;
    if (at.type === 'Call') {
      const name = calledName(at) ?? '';
      if (!ofForm.test(name)) return false;
      isIt ||=
        /^(?:match|search|fullmatch|findall|isdigit|isalpha|isupper|islower|isalnum|split)$/.test(
          name,
        ) ||
        (name === 'len' && isGivenText(at.arguments[0]?.value));
    } else if (at.type === 'Attribute' && at.name === 'environ') return false;
    else if (at.type === 'Binary' && !isPlain(at)) return false;
    pending.push(...childrenOf(at));
  }
  return isIt;
}

const MOST_OF_FORM = 200;
const ofForm =
  /^(?:match|search|fullmatch|findall|compile|isdigit|isalpha|isupper|islower|isalnum|split|strip|lower|upper|startswith|endswith|len|any|all|append|join|str|int|bool|get|ValueError|Exception|isinstance)$/;

/** A parameter, or a field that was sent: the list that a look-up gave has a length, too. */
function isGivenText(node: AnyNode | undefined): boolean {
  if (!node) return false;
  const definitions = node.type === 'Name' ? (bindingOf(node)?.definitions ?? []) : [];

  return definitions.some(({ kind }) => kind === 'parameter') || isAsSent(node, ofBody);
}

/** Not what compares with a text that is as long as a credential. */
function isPlain({ operator, left, right }: NodeOf<'Binary'>): boolean {
  if (operator === 'in' || operator === 'not in')
    return left.type === 'Text' || right.type === 'Text';
  if (operator !== '==' && operator !== '!=') return true;
  if (left.type === 'Subscript' && (constantText(right) ?? LONG).length < LONG.length) return true;

  return [left, right].some(isNothing);
}

const LONG = 'as long as a credential';

function isNothing(node: AnyNode): boolean {
  return (
    node.type === 'Constant' ||
    node.type === 'Number' ||
    (node.type === 'Text' && node.value === '')
  );
}

/** `not body.get('name') or 'age' not in body`: a field is missing, and nothing is compared. */
export function isOfMissingField(test: AnyNode, depth = 0): boolean {
  if (depth > MOST_DEEP) return false;
  if (test.type === 'Unary') return test.operator === 'not' && isAsSent(test.operand, ofBody);
  if (test.type !== 'Binary') return false;
  const { operator, left, right } = test;
  if (operator === 'and' || operator === 'or')
    return isOfMissingField(left, depth + 1) && isOfMissingField(right, depth + 1);
  if (operator === 'not in') return left.type === 'Text' && isAsSent(right, ofBody);

  return isNothing(right) && isAsSent(left, ofBody);
}

const MOST_DEEP = 12;
