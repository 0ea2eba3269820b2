import type { Asked } from './asked.ts';
import { behind } from './behind.ts';
import { byCall, isFoundIn, servers } from './check-calls.ts';
import { byComparison } from './comparison.ts';
import { setsOfFlag } from './flags.ts';
import { everyHarm, type Harms, harm, noHarm } from './harms.ts';
import { mayBeTakenOut } from './kept-as-made.ts';
import { isTrue, truthOf } from './options.ts';
import {
  type Emptiness,
  emptinessAsked,
  type Passed,
  passedWhereEmpty,
  passedWhereFlagIs,
} from './passed-tests.ts';
import { truthOnLambda } from './platform.ts';
import { rulesOutPrivateHost } from './private-hosts.ts';
import { fieldOfResult, objectReturned, resultRead } from './result-read.ts';
import { bindingOf, parentOf } from './scope.ts';
import { type AnyNode, calledName, isCall, lastOf, memberName, type NodeOf } from './syntax.ts';

/** What is ruled out for the subject when a condition has an outcome. */
export function ruledOutByCondition(condition: AnyNode, asked: Asked, outcome: boolean): Harms {
  const ruled = ruledOut(condition, asked, outcome, MOST_NAMES);

  return rulesOutPrivateHost(condition, outcome, asked) ? ruled | harm.inner : ruled;
}

/** The same of what stands to the left in `a && b && here`, all of which had that outcome. */
export function ruledOutByOperands(
  { operator, left }: NodeOf<'LogicalExpression'>,
  asked: Asked,
): Harms {
  const outcome = operator === '&&';
  let ruled = noHarm;
  let at: AnyNode = left;

  for (let count = 0; count < MOST_OPERANDS; count += 1) {
    if (at.type !== 'LogicalExpression' || at.operator !== operator) {
      return ruled | ruledOutByCondition(at, asked, outcome);
    }
    ruled |= ruledOutByCondition(at.right, asked, outcome);
    at = at.left;
  }
  return ruled;
}

/** Of a longer chain, the nearest: each would be looked at for each. */
const MOST_OPERANDS = 50;

/** Names that a condition is followed through: `a = a || b` has no end, and each may hold two more. */
const MOST_NAMES = 4;

function ruledOut(condition: AnyNode, asked: Asked, outcome: boolean, names: number): Harms {
  asked.budget.spend();
  const truth = truthOnLambda(condition, asked.values);
  if (truth !== undefined) return truth === outcome ? noHarm : everyHarm;
  if (isNothingWhere(condition, asked, outcome)) return everyHarm;

  switch (condition.type) {
    case 'UnaryExpression':
      return condition.operator === '!'
        ? ruledOut(condition.argument, asked, !outcome, names)
        : noHarm;
    case 'LogicalExpression': {
      const left = ruledOut(condition.left, asked, outcome, names);
      const right = ruledOut(condition.right, asked, outcome, names);
      return condition.operator === (outcome ? '&&' : '||') ? left | right : left & right;
    }
    case 'BinaryExpression': {
      const empty = ruledOutByEmptiness(condition, asked, outcome, names);
      if (empty !== noHarm) return empty;
      if (isNothing(condition.right) && resultRead(condition.left)?.field !== undefined) {
        return ruledOutByNothing(condition, asked, outcome, names);
      }
      const found = askedForNothing(condition, asked);
      return found
        ? ruledOut(found, asked, outcome === condition.operator.startsWith('!'), names)
        : byComparison(condition, asked, outcome);
    }
    case 'MemberExpression':
      return outcome
        ? byTable(condition, asked) | ruledOutByResult(condition, asked, outcome, names)
        : ruledOutByEmptiness(condition, asked, outcome, names) |
            ruledOutByResult(condition, asked, outcome, names);
    case 'AwaitExpression':
      return ruledOut(condition.argument, asked, outcome, names);
    case 'SequenceExpression':
      // As minifiers write it: `if (first(), !list.has(x))`.
      return ruledOut(lastOf(condition), asked, outcome, names);
    case 'ChainExpression':
    case 'ParenthesizedExpression':
      return ruledOut(condition.expression, asked, outcome, names);
    case 'CallExpression':
      return byCall(condition, asked, outcome);
    case 'Identifier': {
      const [definition, ...others] = bindingOf(condition)?.definitions ?? [];
      const isOne =
        definition?.kind === 'value' && definition.path.length === 0 && others.length === 0;
      // `const isOk = list.includes(x)`.
      const ofValue =
        isOne && names > 0 && definition.node.type !== 'Identifier'
          ? ruledOut(definition.node, asked, outcome, names - 1)
          : noHarm;
      return (
        ofValue |
        ruledOutByResult(condition, asked, outcome, names) |
        ruledOutByPassed(passedWhereFlagIs(condition, outcome), asked, names) |
        (outcome && !isOne ? byFlag(condition, asked) : noHarm)
      );
    }
    default:
      return noHarm;
  }
}

function ruledOutByPassed(passed: readonly Passed[], asked: Asked, names: number): Harms {
  return names === 0
    ? noHarm
    : passed.reduce(
        (ruled, [test, outcome]) => ruled | ruledOut(test, asked, outcome, names - 1),
        noHarm,
      );
}

/** `errors.length === 0`, of a list of the function or of what one that it called returned. */
function ruledOutByEmptiness(
  condition: AnyNode,
  asked: Asked,
  outcome: boolean,
  names: number,
): Harms {
  const found = emptinessAsked(condition);
  if (!found || (found.whereTrue === 'empty') !== outcome) return noHarm;

  return ruledOutByEmpty(found, asked, names);
}

function ruledOutByEmpty(
  { of: list, counted }: Omit<Emptiness, 'whereTrue'>,
  asked: Asked,
  names: number,
): Harms {
  if (names === 0 || mayBeTakenOut(list)) return noHarm;
  const result = resultRead(list);
  if (!result) return ruledOutByPassed(passedWhereEmpty(list, counted), asked, names);

  return asked.byResults(result.call, asked, (returned, inner) => {
    const value = returned && fieldOfResult(returned, result.field);
    if (value?.type === 'ArrayExpression') return isFilled(value) ? undefined : noHarm;
    return value ? ruledOutByEmpty({ of: value, counted }, inner, names - 1) : noHarm;
  });
}

/** `const { error } = validate(x); if (!error)`, and `result.valid`: by each result that has it so. */
function ruledOutByResult(
  condition: AnyNode,
  asked: Asked,
  outcome: boolean,
  names: number,
): Harms {
  const result = names > 0 ? resultRead(condition) : undefined;
  if (result?.field === undefined) return noHarm;

  return asked.byResults(result.call, asked, (returned, inner) => {
    const object = returned && objectReturned(returned);
    if (!object) return noHarm;
    const value = fieldOfResult(object, result.field);
    const isOther = value ? truthOf(value) === !outcome : outcome;
    if (isOther) return undefined;
    return value ? ruledOut(value, inner, outcome, names - 1) : noHarm;
  });
}

/** `result.error === undefined`: by each result in which that is so, or may be. */
function ruledOutByNothing(
  { operator, left, right }: NodeOf<'BinaryExpression'>,
  asked: Asked,
  outcome: boolean,
  names: number,
): Harms {
  const result = names > 0 && isEquality(operator) ? resultRead(left) : undefined;
  if (!result) return noHarm;

  return asked.byResults(result.call, asked, (returned) => {
    const object = returned && objectReturned(returned);
    if (!object) return noHarm;
    const value = fieldOfResult(object, result.field);
    const isThat =
      value === undefined || isNothing(value)
        ? operator.length === 2 || isNull(value) === isNull(right)
        : value.type === 'Literal'
          ? false
          : undefined;

    return isThat === undefined || isThat === (operator.startsWith('=') === outcome)
      ? noHarm
      : undefined;
  });
}

function isFilled({ elements }: NodeOf<'ArrayExpression'>): boolean {
  return elements.some((element) => element && element.type !== 'SpreadElement');
}

/** Whether the subject is nothing then, which does no harm: `x && !pattern.test(x)` is false of it. */
function isNothingWhere(condition: AnyNode, { subject }: Asked, outcome: boolean): boolean {
  if (condition.type === 'Identifier' || condition.type === 'MemberExpression') {
    return !outcome && subject.isReadBy(condition);
  }
  return (
    condition.type === 'BinaryExpression' &&
    isEquality(condition.operator) &&
    condition.operator.startsWith('=') === outcome &&
    isNothing(condition.right) &&
    subject.isReadBy(condition.left)
  );
}

function isEquality(operator: string): boolean {
  return /^[!=]==?$/.test(operator);
}

function isNothing(node: AnyNode): boolean {
  // As bundlers write `undefined`: `void 0`.
  if (node.type === 'UnaryExpression') return node.operator === 'void';

  return isNull(node) || (node.type === 'Identifier' && node.name === 'undefined');
}

function isNull(node: AnyNode | undefined): boolean {
  return node?.type === 'Literal' && node.value === null && !node.regex;
}

/**
 * What is compared with nothing, and is nothing where it was not found: `pattern.exec(x) === null`. Of the
 * two that are nothing it must be the right one, but for `==`: what is not in a list is never `null`.
 */
function askedForNothing(
  { operator, left, right }: NodeOf<'BinaryExpression'>,
  { values }: Asked,
): AnyNode | undefined {
  if (!isNothing(right) || !isEquality(operator)) return undefined;
  const made = behind(left);
  // A function of the code may return either.
  if (isCall(made) && values.functionsOf(made.callee).length > 0) return undefined;
  const called = isCall(made) ? calledName(made) : undefined;
  const isMatch = /^(?:exec|match)$/.test(called ?? '');
  const isFound = made.type === 'MemberExpression' || /^(?:find|get)$/.test(called ?? '');
  if (!isMatch && !isFound) return undefined;

  return operator.length === 2 || isNull(right) === isMatch ? left : undefined;
}

/** `table[x]`: what is there was there by its name. */
function byTable({ computed, object, property }: NodeOf<'MemberExpression'>, asked: Asked): Harms {
  if (!computed || property.type === 'PrivateIdentifier' || !isWritten(object)) return noHarm;
  if (isFoundIn(object, property, asked)) return everyHarm;

  return asked.subject.isHostReadBy(property) && !asked.subject.isAddressReadBy(object)
    ? servers
    : noHarm;
}

/** Whether an object has no fields but those that are written in it, by names that are not computed. */
function isWritten(table: AnyNode): boolean {
  const binding = bindingOf(table);
  const [definition, ...others] = binding?.definitions ?? [];
  if (definition?.kind !== 'value' || definition.path.length > 0 || others.length > 0) return false;
  const { node } = definition;
  const made = isCall(node) && calledName(node) === 'freeze' ? node.arguments[0] : node;
  const isRead = binding?.reads.every((read) => {
    const around = parentOf(read);
    // By another name, it may be written to.
    return around?.type === 'VariableDeclarator'
      ? around.id === read || around.id.type === 'ObjectPattern'
      : around?.type === 'MemberExpression';
  });

  return (
    binding?.writes.length === 0 &&
    isRead === true &&
    made?.type === 'ObjectExpression' &&
    made.properties.every(
      (property) =>
        property.type === 'Property' &&
        !property.computed &&
        // Of `__proto__: null`, nothing is inherited.
        (memberName(property) !== '__proto__' || isNull(property.value)),
    )
  );
}

/** `let ok = false; list.forEach((each) => { if (each === x) ok = true; })`: by each way in which it gets true. */
function byFlag(name: AnyNode, asked: Asked): Harms {
  const sets = asked.depth > 1 ? undefined : setsOfFlag(name, asked.subject);
  const inner = { ...asked, depth: asked.depth + 1 };
  const each = sets?.map(
    (value) => asked.above(value, inner) | ruledOutByCondition(value, inner, true),
  );

  return each && each.length > 0 ? each.reduce((all, one) => all & one) : noHarm;
}

/** What is ruled out where a switch on `of` takes a case of `test`. */
export function ruledOutByCase(of: AnyNode, test: AnyNode, asked: Asked): Harms {
  const isOfConditions =
    of.type === 'Literal'
      ? of.value === true
      : of.type === 'UnaryExpression' && of.operator === '!' && isTrue(of);

  return isOfConditions
    ? ruledOutByCondition(test, asked, true)
    : byComparison({ operator: '===', left: of, right: test }, asked, true);
}
