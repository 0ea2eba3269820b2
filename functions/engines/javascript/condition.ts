import { type Budget, isEndOfHosts } from '../flow/index.ts';
import { isBytes } from './buffers.ts';
import { setsOfFlag } from './flags.ts';
import { everyHarm, type Harms, harm, harmsOfObjects, noHarm } from './harms.ts';
import { isOfHosts } from './host-pattern.ts';
import { keptBehind } from './joined-text.ts';
import { baseOf } from './link.ts';
import { expressionOf, isTrue, textOf } from './options.ts';
import { isOfOwnList } from './own-list.ts';
import { textOnLambda, truthOnLambda } from './platform.ts';
import { asksForPrivateHost } from './private-hosts.ts';
import { bindingOf, parentOf } from './scope.ts';
import type { Subject } from './subject.ts';
import {
  type AnyNode,
  calledName,
  type FunctionNode,
  fieldRead,
  isFunction,
  lastOf,
  type NodeOf,
} from './syntax.ts';
import type { Values } from './value.ts';
import { keptByPattern } from './whole-pattern.ts';

/** A question that is asked of code: what the checks in it rule out for a value. */
export interface Asked {
  readonly subject: Subject;
  readonly values: Values;
  readonly budget: Budget;
  /** How many functions that check what they are given it is asked through. */
  readonly depth: number;
  /** What a function of the code rules out for what it is given, when it says yes. */
  readonly byPredicate: (call: NodeOf<'CallExpression'>, asked: Asked) => Harms;
  /** What is ruled out where a function given to `list.some` says yes. */
  readonly whereYes: (of: FunctionNode, asked: Asked) => Harms;
  /** What the conditions rule out that a place stands under, and statements before it. */
  readonly above: (at: AnyNode, asked: Asked) => Harms;
}

/** What is ruled out for the subject when a condition has an outcome. */
export function ruledOutByCondition(condition: AnyNode, asked: Asked, outcome: boolean): Harms {
  const ruled = ruledOut(condition, asked, outcome, MOST_NAMES);

  return asksForPrivateHost(condition, asked.subject, asked.values) ? ruled | harm.inner : ruled;
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
    case 'BinaryExpression':
      return byComparison(condition, asked, outcome);
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
      return isOne && names > 0 && definition.node.type !== 'Identifier'
        ? ruledOut(definition.node, asked, outcome, names - 1)
        : outcome
          ? byFlag(condition, asked)
          : noHarm;
    }
    default:
      return noHarm;
  }
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

/** All that matters of an address to other servers: a whole one is no option either. */
const servers: Harms = harm.origin | harm.redirect | harm.option;

interface Comparison {
  readonly operator: string;
  readonly left: AnyNode;
  readonly right: AnyNode;
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

function byComparison({ operator, ...sides }: Comparison, asked: Asked, outcome: boolean): Harms {
  const { subject } = asked;
  // Of a switch with one case, minifiers write `(log(), typeof x) === 'number'`.
  const [left, right] = [lastOf(sides.left), lastOf(sides.right)];
  if (operator === 'in') return outcome && subject.isReadBy(left) ? everyHarm : noHarm;
  const start = startOf(left, right, asked);
  if (start && /^[!=]==?$/.test(operator)) {
    return byText('startsWith', start, asked, operator.startsWith('=') === outcome);
  }
  if (left.type === 'CallExpression' && calledName(left) === 'search') {
    return bySearch(operator, left, right, asked, outcome);
  }
  if (left.type === 'CallExpression' && calledName(left) === 'indexOf') {
    return byIndex(operator, left, right, asked, outcome);
  }
  if (!operator.startsWith(outcome ? '==' : '!=')) return noHarm;

  if (left.type === 'UnaryExpression' && left.operator === 'typeof') {
    return subject.isReadBy(left.argument) ? byType(textOf(right), left.argument, asked) : noHarm;
  }
  const isConstant = textOf(right) !== undefined;
  if (subject.isHostReadBy(left)) return servers;
  if (subject.isReadBy(left)) {
    if (isConstant || isOfOwnList(right, left)) return everyHarm;
    return subject.isMadeInto(right, 'basename') || isFolderOf(left, right) ? harm.path : noHarm;
  }
  if (subject.isReadBy(right) && isFolderOf(right, left)) return harm.path;
  const isKnown = textOf(left) !== undefined || isOfOwnList(left, right);
  if (isKnown && subject.readIn(right)) return everyHarm;
  return isOfOwnList(right, left) && subject.readIn(left) ? everyHarm : noHarm;
}

/** What `path[0] === '.'` and `path.slice(0, folder.length) === folder` compare its start with. */
function startOf(left: AnyNode, right: AnyNode, { subject }: Asked): AnyNode | undefined {
  if (left.type === 'MemberExpression') {
    return left.computed && textOf(left.property) === '0' && subject.isReadBy(left.object)
      ? right
      : undefined;
  }
  if (left.type !== 'CallExpression' || left.callee.type !== 'MemberExpression') return undefined;
  const [from, to] = left.arguments;
  const isOfStart =
    /^(?:substring|slice|substr)$/.test(calledName(left) ?? '') && textOf(from) === '0';
  const length =
    to?.type === 'MemberExpression' && fieldRead(to) === 'length' ? to.object : undefined;
  const isSame = length !== undefined && isSameName(length, right);

  return isOfStart && isSame && subject.isReadBy(left.callee.object) ? right : undefined;
}

/** `file === folder`, where `file` is what was joined to that folder: then it is the folder itself. */
function isFolderOf(made: AnyNode, folder: AnyNode): boolean {
  const [definition, ...others] = bindingOf(made)?.definitions ?? [];
  if (definition?.kind !== 'value' || others.length > 0) return false;
  if (definition.node.type !== 'CallExpression') return false;
  const [first, ...more] = definition.node.arguments;

  return first !== undefined && more.length > 0 && isSameName(first, folder);
}

function isSameName(one: AnyNode, other: AnyNode): boolean {
  const [a, b] = [baseOf(one), baseOf(other)];
  const isOne = a && b && bindingOf(a.node) === bindingOf(b.node) && bindingOf(a.node);

  return Boolean(isOne) && a?.path.join('\0') === b?.path.join('\0');
}

/** `path.search(/(^|\/)\.\./) !== -1`. */
function bySearch(
  operator: string,
  call: NodeOf<'CallExpression'>,
  right: AnyNode,
  asked: Asked,
  outcome: boolean,
): Harms {
  const { callee } = call;
  const [pattern] = call.arguments;
  const isFound = saysFound(operator, right);
  if (isFound === undefined || !pattern || callee.type !== 'MemberExpression') return noHarm;

  return byPattern(pattern, callee.object, asked, isFound === outcome);
}

/** Of a place in a text or list: whether the comparison is one that holds where there is one. */
function saysFound(operator: string, right: AnyNode): boolean | undefined {
  const isMinusOne =
    right.type === 'UnaryExpression' && right.operator === '-' && textOf(right.argument) === '1';
  const isZero = textOf(right) === '0';

  if ((isMinusOne && /^(?:!==?|>)$/.test(operator)) || (isZero && operator === '>=')) return true;
  return (isMinusOne && /^===?$/.test(operator)) || (isZero && operator === '<')
    ? false
    : undefined;
}

/** `list.indexOf(x) !== -1`, `path.indexOf(folder) === 0`. */
function byIndex(
  operator: string,
  call: NodeOf<'CallExpression'>,
  right: AnyNode,
  asked: Asked,
  outcome: boolean,
): Harms {
  if (textOf(right) === '0' && /^[!=]==?$/.test(operator)) {
    return byMethod('startsWith', call, asked, operator.startsWith('=') === outcome);
  }
  const isFound = saysFound(operator, right);

  return isFound === undefined ? noHarm : byMethod('includes', call, asked, isFound === outcome);
}

function byType(type: string | undefined, node: AnyNode, { values }: Asked): Harms {
  // What is bytes is never a text: then nothing runs there.
  if (type === 'string') return isBytes(node, values) ? everyHarm : harmsOfObjects;

  return type === 'number' || type === 'boolean' || type === 'bigint' ? everyHarm : noHarm;
}

function byCall(call: NodeOf<'CallExpression'>, asked: Asked, outcome: boolean): Harms {
  const name = calledName(call) ?? '';
  const own = byMethod(name, call, asked, outcome);

  return outcome && own === noHarm ? asked.byPredicate(call, asked) : own;
}

/** `list.includes(x)`, `x.startsWith(folder)`, `/^[a-z]+$/.test(x)`, `Number.isInteger(x)`. */
function byMethod(
  name: string,
  call: NodeOf<'CallExpression'>,
  asked: Asked,
  outcome: boolean,
): Harms {
  const { callee } = call;
  const { subject } = asked;
  const [first] = call.arguments;
  const object = callee.type === 'MemberExpression' ? callee.object : undefined;
  const isAsked = object !== undefined && subject.isReadBy(object);

  if (name === 'isBuffer' && first) {
    return !outcome && isBytes(first, asked.values) ? everyHarm : noHarm;
  }
  if (name === 'isNaN') return !outcome && first && isNumberOf(first, asked) ? everyHarm : noHarm;
  if (!first) return noHarm;
  if (object && name === 'test') return byPattern(object, first, asked, outcome);
  if (object && isAsked && name === 'match') return byPattern(first, object, asked, outcome);
  if (isAsked) return byText(name, first, asked, outcome);
  if (name === 'startsWith' && object && subject.isJoinedIn(object)) {
    return outcome ? harm.path : noHarm;
  }
  if (name === 'endsWith' && object && subject.isHostReadBy(object)) {
    const end = textOnLambda(first, asked.values);
    return outcome && (end === undefined || isEndOfHosts(end)) ? servers : noHarm;
  }
  if (name === 'startsWith' && object && subject.isMadeInto(object, 'relative')) {
    return outcome ? noHarm : harm.path;
  }
  if (!outcome) return noHarm;
  if (object && /^(?:some|every|find)$/.test(name) && isFunction(first)) {
    return name !== 'every' ? asked.whereYes(first, asked) : noHarm;
  }
  const list = listAsked(call, asked);
  if (list) return isFoundIn(list, call.arguments[1], asked) ? everyHarm : noHarm;
  const isGiven = call.arguments.some((argument) => subject.isReadBy(argument));
  const isHostGiven = call.arguments.some((argument) => subject.isHostReadBy(argument));
  if (isGiven && validators.has(name)) return everyHarm;
  const isJoinedGiven = call.arguments.some((argument) => subject.isJoinedIn(argument));
  if ((isGiven || isJoinedGiven) && isFolderCheck(call, asked)) return harm.path;
  if (!object || !lookUps.has(name)) return noHarm;

  if (call.arguments.some((element) => isFoundIn(object, element, asked))) return everyHarm;
  return isHostGiven && !subject.isReadBy(baseOf(object)?.node ?? object) ? servers : noHarm;
}

/** `list` of lodash's `_.includes(list, x)` and `_.has(table, x)`. */
function listAsked(call: NodeOf<'CallExpression'>, { values }: Asked): AnyNode | undefined {
  const isOfLodash = values
    .namesOf(call.callee)
    .some((name) => /^module:(?:lodash|underscore)\.(?:includes|contains|has)$/.test(name));

  return isOfLodash ? call.arguments[0] : undefined;
}

/** Of packages that say whether a path is below a folder, whatever they are called here. */
function isFolderCheck({ callee }: NodeOf<'CallExpression'>, { values }: Asked): boolean {
  return values
    .namesOf(callee)
    .some((name) => /^module:(?:is-path-inside|path-is-inside|is-path-in-cwd)$/.test(name));
}

/** Whether the subject is looked for in a list or table that did not come with it: one that did limits nothing. */
function isFoundIn(list: AnyNode, element: AnyNode | undefined, { subject }: Asked): boolean {
  const base = baseOf(list);
  const binding = base && bindingOf(base.node);
  const read = element && subject.readIn(element);
  if (!read || subject.isReadBy(base?.node ?? list) || isKeyOf(read, list)) return false;

  return !binding || bindingOf(baseOf(read)?.node ?? read) !== binding;
}

/** `key` of `for (const key in table)`: it is there because it came with it. */
function isKeyOf(key: AnyNode, table: AnyNode): boolean {
  for (let at = parentOf(key), last = key; at && !isFunction(at); last = at, at = parentOf(at)) {
    if (at.type !== 'ForInStatement' || at.body !== last) continue;
    const name = at.left.type === 'VariableDeclaration' ? at.left.declarations[0]?.id : at.left;
    if (name && bindingOf(name) === bindingOf(key)) return isSameName(at.right, table);
  }
  return false;
}

const lookUps: ReadonlySet<string> = new Set(['includes', 'has', 'hasOwn', 'hasOwnProperty']);

/** Of numbers, UUIDs and the like: what they let through is harmless as a text. */
const validators: ReadonlySet<string> = new Set(
  (
    'isInteger isSafeInteger isFinite isUUID isInt isNumeric isFloat isDecimal isAlphanumeric ' +
    'isAlpha isHexadecimal isMongoId isBoolean isISO8601 isDate isCreditCard isIn isULID ' +
    'isUuid isValidObjectId isObjectIdOrHexString'
  ).split(' '),
);

/** `isNaN(x)` and `isNaN(Number(x))`, but not `isNaN(parseInt(x))`, which reads no further than it likes. */
function isNumberOf(given: AnyNode, { subject }: Asked): boolean {
  if (subject.isReadBy(given)) return true;
  if (given.type === 'UnaryExpression' && given.operator === '+') {
    return subject.isReadBy(given.argument);
  }
  return subject.isMadeInto(given, 'Number');
}

function byPattern(pattern: AnyNode, given: AnyNode, asked: Asked, outcome: boolean): Harms {
  const { subject } = asked;
  const literal = expressionOf(pattern);
  if (!literal) return noHarm;
  const { pattern: text, flags } = literal;

  if (subject.isHostReadBy(given)) return outcome && isOfHosts(text) ? servers : noHarm;
  if (!subject.isReadBy(given)) return noHarm;
  if (outcome)
    return (
      everyHarm & ~keptByPattern(text, flags) || (isOfHost(text) ? servers : startsNoOption(text))
    );
  return leadsUpwards(text) ? harm.path : noHarm;
}

/** `/\.\./`, and `/(^|\/)\.\.(\/|$)/`: wherever it is that a path goes up. */
function leadsUpwards(pattern: string): boolean {
  const [before, after, ...more] = pattern.split('\\.\\.');
  const isOfSeparators = (part: string) => /^(?:[()|^$?:/[\]]|\\[\\/])*$/.test(part);

  if (before === '' && after !== undefined) return true;
  return (
    before !== undefined &&
    after !== undefined &&
    more.length === 0 &&
    isOfSeparators(before) &&
    isOfSeparators(after) &&
    !/^\^(?!.*\|)/.test(before)
  );
}

/** `/^https:\/\/host\.name\//`. */
function isOfHost(pattern: string): boolean {
  return /^\^https?\??:\\\/\\\/(?:[\w-]|\\\.)+\\\//.test(pattern);
}

/** `/^https:/`, `/^git@/`: what begins with a letter. */
function startsNoOption(pattern: string): Harms {
  return /^\^[a-z][^|]*$/i.test(pattern) ? harm.option : noHarm;
}

/** `x.startsWith(…)` and the like, of the subject itself. */
function byText(name: string, first: AnyNode, asked: Asked, outcome: boolean): Harms {
  const { subject } = asked;
  const text = textOnLambda(first, asked.values);

  switch (name) {
    case 'startsWith': {
      const isResolved = subject.isMadeBy(/^(?:resolve|join|normalize|realpath|realpathSync)$/);
      if (text !== undefined && /^\.{1,2}\/?$/.test(text)) {
        // Of what is resolved, all that goes up stands at the start.
        return !outcome && (text === '..' || isResolved) ? harm.path : noHarm;
      }
      if (!outcome) return text === '//' ? harm.redirect : text === '-' ? harm.option : noHarm;
      const ofFolder = isResolved ? harm.path : noHarm;
      return ofFolder | (text === undefined ? servers : everyHarm & ~keptBehind(text) & servers);
    }
    case 'includes':
      return !outcome && (text === '..' || text === '/' || text === '../') ? harm.path : noHarm;
    default:
      return noHarm;
  }
}
