import { isFalse, textOf } from '../options.ts';
import { type AnyNode, literalText, type NodeOf } from '../syntax.ts';
import type { AskedOutcomes, At, Passed, Result } from './asked-outcomes.ts';
import { denialsOf } from './denials.ts';
import { isOwnValue } from './origin.ts';

/** Where a comparison is true, or false: the test that has been passed. */
export function comparedOutcome(
  isTrue: boolean,
  node: NodeOf<'BinaryExpression'>,
  at: At,
  outcomes: AskedOutcomes,
): Passed {
  const { operator, left, right } = node;
  if (left.type === 'PrivateIdentifier') return undefined;
  if (operator === 'in')
    return isTrue && outcomes.verdicts.originOf(node, at.frame).verdict === node ? node : undefined;
  if (!/^[!=]==?$/.test(operator)) return ordered(isTrue, node, at, outcomes);
  const isSame = operator.startsWith('=') === isTrue;
  if (outcomes.verdicts.originOf(node, at.frame).verdict === node) return isSame ? node : undefined;

  const plain = { path: [], frame: at.frame, awaited: false };
  const empty = emptyOf(right);
  if (empty !== undefined) {
    if (isSame) return empty === 'false' ? undefined : outcomes.passedWhere(false, left, plain);
    const says = operator.length === 2 && empty !== 'false' ? ['null', 'undefined'] : [empty];
    return isDenied(left, says, plain, outcomes)
      ? outcomes.passedWhere(true, left, plain)
      : undefined;
  }
  if (right.type === 'Literal' && right.value === true) {
    return isSame ? outcomes.passedWhere(true, left, plain) : undefined;
  }
  const result = outcomes.resultOf(left, plain);
  if (!result) return undefined;
  const number = numberOf(right);
  if (number !== undefined && result.shape !== 'part') {
    return isRight(result.shape, isSame ? '=' : '!', number) ? result.call : undefined;
  }
  // What is found has such a field, and what is not found has none.
  const isSet =
    (textOf(right) ?? '') !== '' || isOwnValue(outcomes.verdicts.originOf(right, at.frame));

  return result.shape === 'part' && isSame && isSet ? result.call : undefined;
}

/** `rows.length < 1`, `session.expires > Date.now()`. */
function ordered(
  isTrue: boolean,
  { operator, left, right }: NodeOf<'BinaryExpression'>,
  at: At,
  outcomes: AskedOutcomes,
): Passed {
  if (!/^[<>]=?$/.test(operator) || left.type === 'PrivateIdentifier') return undefined;
  const plain = { path: [], frame: at.frame, awaited: false };
  const [one, other] = [outcomes.resultOf(left, plain), outcomes.resultOf(right, plain)];
  const result = one ?? other;
  if (!result || (one && other)) return undefined;
  // As if the result stood on the left.
  const isMore = operator.startsWith('>') === (one !== undefined);
  const hasEqual = operator.length === 2;
  if (result.shape === 'part') return isTrue ? result.call : undefined;
  const number = numberOf(one ? right : left);
  if (number === undefined) return undefined;
  const [more, equal] = isTrue ? [isMore, hasEqual] : [!isMore, !hasEqual];

  return isRight(result.shape, more ? (equal ? '>=' : '>') : equal ? '<=' : '<', number)
    ? result.call
    : undefined;
}

type Relation = '=' | '!' | '>' | '>=' | '<' | '<=';

/** Whether a count or the like that stands so to a number is that of a right credential. */
function isRight(shape: Result['shape'], relation: Relation, number: number): boolean {
  switch (shape) {
    case 'count':
      return (
        (relation === '=' && number > 0) ||
        (relation === '!' && number === 0) ||
        (relation === '>' && number >= 0) ||
        (relation === '>=' && number >= 1)
      );
    case 'index':
      return (
        (relation === '!' && number === -1) ||
        (relation === '>' && number >= -1) ||
        (relation === '>=' && number >= 0)
      );
    case 'status':
      return (
        (relation === '=' && number >= 200 && number < 300) ||
        (relation === '<' && number <= 400) ||
        (relation === '<=' && number < 400)
      );
    default:
      return false;
  }
}

/** Whether it says no by these words alone. */
function isDenied(
  node: AnyNode,
  says: readonly string[],
  at: At,
  outcomes: AskedOutcomes,
): boolean {
  const own = denialsOf(node, outcomes.verdicts.values);
  if (own && own.length > 0) return own.every((each) => says.includes(each));
  const result = outcomes.resultOf(node, at);
  if (!result || result.shape === 'count' || result.shape === 'index') return false;
  if (result.shape === 'truth') return says.includes('false');
  if (result.shape === 'part') return says.includes('undefined');

  return says.includes(result.isOfAws ? 'undefined' : 'null');
}

function numberOf(node: AnyNode): number | undefined {
  const isNegative = node.type === 'UnaryExpression' && node.operator === '-';
  const text = literalText(isNegative ? node.argument : node);
  const number = text === undefined || text === '' ? Number.NaN : Number(text);

  return Number.isNaN(number) ? undefined : isNegative ? -number : number;
}

/** `null`, `undefined`, `false`. */
function emptyOf(node: AnyNode): string | undefined {
  if (node.type === 'Literal' && node.value === null) return 'null';
  if (node.type === 'Literal' && node.value === 0) return undefined;
  if (isFalse(node)) return 'false';
  const isUndefined =
    (node.type === 'Identifier' && node.name === 'undefined') ||
    (node.type === 'UnaryExpression' && node.operator === 'void');

  return isUndefined ? 'undefined' : undefined;
}
