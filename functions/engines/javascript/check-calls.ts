import { isEndOfHosts } from '../flow/index.ts';
import type { Asked } from './asked.ts';
import { behind } from './behind.ts';
import { isBytes } from './buffers.ts';
import { mayHoldGiven } from './given-list.ts';
import { everyHarm, type Harms, harm, noHarm } from './harms.ts';
import { beginsWithHosts, isOfHosts } from './host-pattern.ts';
import { keptBehind } from './joined-text.ts';
import { baseOf } from './link.ts';
import { expressionOf, mayBeginLater } from './options.ts';
import { isOfOwnList, listOf } from './own-list.ts';
import { textOnLambda } from './platform.ts';
import { bySchema } from './schema-checks.ts';
import { bindingOf, parentOf } from './scope.ts';
import { type AnyNode, calledName, isFunction, literalText, type NodeOf } from './syntax.ts';
import type { Values } from './value.ts';
import { keptByPattern } from './whole-pattern.ts';

/** All that matters of an address to other servers: a whole one is no option either. */
export const servers: Harms = harm.origin | harm.redirect | harm.option;

/** `list.includes(x)`, `isAllowed(x)`. */
export function byCall(call: NodeOf<'CallExpression'>, asked: Asked, outcome: boolean): Harms {
  const name = calledName(call) ?? '';
  const own = byMethod(name, call, asked, outcome) | (outcome ? bySchema(call, asked) : noHarm);

  return own === noHarm ? asked.byPredicate(call, asked, outcome) : own;
}

/** `list.includes(x)`, `x.startsWith(folder)`, `/^[a-z]+$/.test(x)`, `Number.isInteger(x)`. */
export function byMethod(
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

  // `keys.every((key) => list.includes(key))`, and `!keys.some((key) => !list.includes(key))`.
  const isOfAll = name === (outcome ? 'every' : 'some');
  if (isAsked && isOfAll && isFunction(first)) {
    return subject.hasNoMoreThan(object) ? asked.byCallback(first, asked, outcome) : noHarm;
  }
  if (name === 'isBuffer' && first) {
    return !outcome && isBytes(first, asked.values) ? everyHarm : noHarm;
  }
  if (name === 'isNaN') return !outcome && first && isNumberOf(first, asked) ? everyHarm : noHarm;
  if (!first) return noHarm;
  if (object && (name === 'test' || name === 'exec')) {
    return !outcome && mayBeginLater(object) ? noHarm : byPattern(object, first, asked, outcome);
  }
  if (object && isAsked && name === 'match') return byPattern(first, object, asked, outcome);
  if (name === 'endsWith' && object && subject.isHostReadBy(object)) {
    return outcome && isEndOfOwnHosts(first, asked.values) ? servers : noHarm;
  }
  if (isAsked) return byText(name, first, asked, outcome);
  if (name === 'startsWith' && object && subject.isJoinedIn(object)) {
    return outcome && subject.isInFolder(first) ? harm.path : noHarm;
  }
  if (name === 'startsWith' && object && subject.isMadeInto(object, 'relative')) {
    return outcome ? noHarm : harm.path;
  }
  if (object && /^(?:some|every|find)$/.test(name) && isFunction(first)) {
    return (name !== 'every') === outcome ? asked.whereSays(first, asked, outcome) : noHarm;
  }
  if (!outcome) return noHarm;
  const list = listAsked(call, asked);
  if (list) return isFoundIn(list, call.arguments[1], asked) ? everyHarm : noHarm;
  const isGiven = call.arguments.some((argument) => subject.isReadBy(argument));
  const isHostGiven = call.arguments.some((argument) => subject.isHostReadBy(argument));
  if (isGiven && (validators.has(name) || isOfUuids(call, asked))) return everyHarm;
  const isJoinedGiven =
    call.arguments[0] !== undefined &&
    call.arguments[1] !== undefined &&
    subject.isJoinedIn(call.arguments[0]) &&
    subject.isInFolder(call.arguments[1]);
  if ((isGiven || isJoinedGiven) && isFolderCheck(call, asked)) return harm.path;
  if (!object || !lookUps.has(name)) return noHarm;

  if (call.arguments.some((element) => isFoundIn(object, element, asked))) return everyHarm;
  const isOfOthers =
    subject.isReadBy(baseOf(object)?.node ?? object) ||
    call.arguments.some((host) => subject.isHostReadBy(host) && mayHoldGiven(object, host));
  return isHostGiven && !isOfOthers ? servers : noHarm;
}

/** Whether all hosts with an end are of one owner, as far as it is seen: also each of a list of ends. */
function isEndOfOwnHosts(end: AnyNode, values: Values): boolean {
  const text = textOnLambda(end, values);
  if (text !== undefined) return isEndOfHosts(text);
  const list = end.type === 'Identifier' ? elementsOf(listOf(end)) : [];
  const texts = list.flatMap((element) => (element && literalText(element)) ?? []);

  return texts.every((each) => isEndOfHosts(each));
}

function elementsOf(list: AnyNode | undefined): readonly (AnyNode | null)[] {
  const made = list && behind(list);
  const inner = made?.type === 'NewExpression' ? made.arguments[0] : made;

  return inner?.type === 'ArrayExpression' ? inner.elements : [];
}

/** `list` of lodash's `_.includes(list, x)` and `_.has(table, x)`. */
function listAsked(call: NodeOf<'CallExpression'>, { values }: Asked): AnyNode | undefined {
  const isOfLodash = values
    .namesOf(call.callee)
    .some((name) => /^module:(?:lodash|underscore)\.(?:includes|contains|has)$/.test(name));

  return isOfLodash ? call.arguments[0] : undefined;
}

/** `validate(x)` of `uuid`. */
function isOfUuids({ callee }: NodeOf<'CallExpression'>, { values }: Asked): boolean {
  return values.namesOf(callee).some((name) => /^module:uuid(?:-validate|\.validate)$/.test(name));
}

/** Of packages that say whether a path is below a folder, whatever they are called here. */
function isFolderCheck({ callee }: NodeOf<'CallExpression'>, { values }: Asked): boolean {
  return values
    .namesOf(callee)
    .some((name) => /^module:(?:is-path-inside|path-is-inside|is-path-in-cwd)$/.test(name));
}

/** Whether the subject is looked for in a list or table that did not come with it: one that did limits nothing. */
export function isFoundIn(
  list: AnyNode,
  element: AnyNode | undefined,
  { subject }: Asked,
): boolean {
  const base = baseOf(list);
  const binding = base && bindingOf(base.node);
  const read = element && subject.readIn(element);
  if (!read || subject.isReadBy(base?.node ?? list) || isKeyOf(read, list)) return false;
  // `Object.keys(table).filter((key) => table[key])`.
  if (listOf(read) && !isOfOwnList(read, list)) return false;

  return (
    (!binding || bindingOf(baseOf(read)?.node ?? read) !== binding) && !mayHoldGiven(list, read)
  );
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

export function byPattern(pattern: AnyNode, given: AnyNode, asked: Asked, outcome: boolean): Harms {
  const { subject } = asked;
  const literal = expressionOf(pattern);
  if (!literal) return noHarm;
  const { pattern: text, flags } = literal;

  if (subject.isHostReadBy(given)) return outcome && isOfHosts(text) ? servers : noHarm;
  if (!subject.isReadBy(given)) return noHarm;
  if (outcome)
    return (
      everyHarm & ~keptByPattern(text, flags) ||
      (text.startsWith('^') && !flags.includes('m') && beginsWithHosts(text)
        ? servers
        : startsNoOption(text))
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

/** `/^https:/`, `/^git@/`: what begins with a letter. */
function startsNoOption(pattern: string): Harms {
  return /^\^[a-z][^|]*$/i.test(pattern) ? harm.option : noHarm;
}

/** `x.startsWith(…)` and the like, of the subject itself. */
export function byText(name: string, first: AnyNode, asked: Asked, outcome: boolean): Harms {
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

/** Whether two are one name, or one field of it. */
export function isSameName(one: AnyNode, other: AnyNode): boolean {
  const [a, b] = [baseOf(one), baseOf(other)];
  const isOne = a && b && bindingOf(a.node) === bindingOf(b.node) && bindingOf(a.node);

  return Boolean(isOne) && a?.path.join('\0') === b?.path.join('\0');
}
