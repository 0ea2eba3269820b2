import { constantText, constantValue } from './constant-text.ts';
import { everyCallGives } from './every-call.ts';
import { allKinds, type Kinds, noKinds } from './kinds.ts';
import { lastName } from './last-name.ts';
import { eachOf, isOwn } from './own-values.ts';
import { type Binding, bindingOf } from './scope.ts';
import { isSent } from './sent-values.ts';
import { isReadAsTable, isSubject, type Subject } from './subject.ts';
import type { AnyNode, Call, Expression, NodeOf } from './syntax.ts';
import { baseOf } from './target.ts';
import type { Values } from './value.ts';

/** What a subject does no harm to where a condition has an outcome. */
export type Limits<S extends Subject> = (
  condition: Expression,
  subject: S,
  outcome: boolean,
) => Kinds;

/**
 * `any(x.startswith(p) for p in PREFIXES)`, `all(each in ALLOWED for each in x)`: of the subject, or
 * of each of what is in it.
 */
export function quantified<S extends Subject>(
  call: Call,
  subject: S,
  outcome: boolean,
  limits: Limits<S>,
): Kinds {
  const { callee, arguments: given } = call;
  const [only, ...others] = given;
  const quantifier = callee.type === 'Name' ? callee.name : '';
  if ((quantifier !== 'any' && quantifier !== 'all') || others.length > 0) return noKinds;
  const made = only?.value.type === 'Comprehension' ? only.value : undefined;
  const [clause, ...inner] = made?.clauses ?? [];
  if (!made || !clause || inner.length > 0 || made.element.type === 'DictEntry') return noKinds;

  // `all` that holds and `any` that does not say something of each, `any` that holds of one.
  const isOfEach = outcome === (quantifier === 'all');
  const elements = elementsOfSubject(clause, subject);
  if (elements) {
    return isOfEach && clause.tests.length === 0
      ? limits(made.element, elements, outcome)
      : noKinds;
  }
  const isAsked = outcome ? quantifier === 'any' : isOfEach;
  const saysAll = isAsked || (isOfEach && clause.tests.length === 0);
  return saysAll && isOfCode(clause.source, subject.values, isBegin(made.element) ? closes : isOwn)
    ? limits(made.element, subject, outcome)
    : noKinds;
}

/** `x.startswith(each)`. */
function isBegin(element: Expression): boolean {
  return element.type === 'Call' && lastName(element.callee) === 'startswith';
}

/** Whether of several begins, as far as they are written, there is none that each path has. */
function closes(begins: Expression): boolean {
  return isOwn(begins) && eachOf(begins).every((each) => !/^\/*$/.test(constantText(each) ?? '-'));
}

/** `[each for each in x if each not in ALLOWED]`, where there is none. */
export function isEmptyOf<S extends Subject>(
  made: NodeOf<'Comprehension'>,
  subject: S,
  limits: Limits<S>,
): Kinds {
  const [clause, ...inner] = made.clauses;
  const elements = clause && elementsOfSubject(clause, subject);
  const [test, ...others] = clause?.tests ?? [];

  return elements && test && inner.length === 0 && others.length === 0
    ? limits(test, elements, false)
    : noKinds;
}

/** `[each for each in TABLE if each.name == x]`, where there is one. */
export function chosenBy<S extends Subject>(
  { clauses: [clause, ...inner] }: NodeOf<'Comprehension'>,
  subject: S,
  limits: Limits<S>,
): Kinds {
  if (!clause || inner.length > 0 || !isOwn(clause.source)) return noKinds;

  return clause.tests.reduce<Kinds>((all, test) => all | limits(test, subject, true), noKinds);
}

/** `for each in x: if each not in ALLOWED: raise …`: what is left when it has ended. */
export function elementsOfSubject<S extends Subject>(
  { target, source, end }: Pick<NodeOf<'Clause' | 'For'>, 'target' | 'source' | 'end'>,
  subject: S,
): S | undefined {
  const made = collectionOf(source, subject);
  const binding = made && bindingOf(target);

  return (
    binding && {
      ...subject,
      binding,
      fields: '',
      start: end,
      isPart: true,
      isStep: made.isOfSteps,
      readAt: undefined,
    }
  );
}

/**
 * Whether a list written in the code, a setting or what `self` has: also of a parameter that is given none else.
 *
 * @param isRight what else is asked of the list.
 */
function isOfCode(
  node: Expression,
  values: Values | undefined,
  isRight: (list: Expression) => boolean,
): boolean {
  if (isOwn(node)) return isRight(node);
  const base = baseOf(node);
  const [definition, ...others] = (base && bindingOf(base.node)?.definitions) ?? [];

  return (
    values !== undefined &&
    definition?.kind === 'parameter' &&
    others.length === 0 &&
    everyCallGives(definition, values, (given) => isRight(given) && !isSent(given, values))
  );
}

/** What a collection is of: the steps of a path, where it is split at each slash. */
interface Collection {
  readonly isOfSteps: boolean;
}

/** `x`, `set(x)`, `x.keys()`, `x.split(',')`, or a name that was set to one and is left as it is. */
function collectionOf(node: Expression, subject: Subject): Collection | undefined {
  let at = node;
  let isOfSteps = false;

  for (let steps = 0; steps < MOST_STEPS; steps += 1) {
    // Of a table, it is about the keys.
    if (isSubject(at, subject)) {
      const isTable = subject.isBelow || (subject.readAt && isReadAsTable(subject.readAt));
      return isTable ? undefined : { isOfSteps };
    }
    isOfSteps ||= isSplitAtSlashes(at);
    const inner = madeOf(at);
    if (!inner) return undefined;
    at = inner;
  }
  return undefined;
}

function isCollectionOf(node: Expression, subject: Subject): boolean {
  return collectionOf(node, subject) !== undefined;
}

function isSplitAtSlashes(node: Expression): boolean {
  return (
    node.type === 'Call' &&
    node.callee.type === 'Attribute' &&
    node.callee.name === 'split' &&
    node.arguments.length === 1 &&
    isSlash(node.arguments[0]?.value)
  );
}

/** `'/'`, `os.sep`. */
function isSlash(node: Expression | undefined): boolean {
  return constantText(node) === '/' || (node?.type === 'Attribute' && node.name === 'sep');
}

function madeOf(node: Expression): Expression | undefined {
  if (node.type === 'Name') return isLeftAsItIs(node) ? constantValue(node) : undefined;
  if (node.type === 'Comprehension') return wholeSource(node);
  if (node.type !== 'Call') return undefined;
  const { callee, arguments: given } = node;
  const [first] = given;
  if (callee.type === 'Name' && makers.has(callee.name)) return first?.value;

  return callee.type === 'Attribute' && views.has(callee.name) ? callee.object : undefined;
}

/** `[each for each in x if each and each != '.']`: what is left out of it does nothing. */
function wholeSource({ element, clauses }: NodeOf<'Comprehension'>): Expression | undefined {
  const [clause, ...others] = clauses;
  const target = clause && bindingOf(clause.target);
  if (!clause || !target || others.length > 0) return undefined;
  if (element.type !== 'Name' || bindingOf(element) !== target) return undefined;

  return clause.tests.every((test) => isOfNothing(test, target)) ? clause.source : undefined;
}

/** `each`, `each.strip()`, `each != '.'`, `each not in ('', '.')`: only an empty text and the folder itself do not pass. */
function isOfNothing(test: Expression, of: Binding): boolean {
  if (test.type === 'Call') {
    const { callee, arguments: given } = test;
    const isStripped = callee.type === 'Attribute' && callee.name === 'strip' && given.length === 0;
    return isStripped && bindingOf(callee.object) === of;
  }
  if (test.type === 'Name') return bindingOf(test) === of;
  if (test.type !== 'Binary') return false;
  const { operator, left, right } = test;
  if (operator === 'and') return isOfNothing(left, of) && isOfNothing(right, of);
  if (bindingOf(left) !== of || (operator !== '!=' && operator !== 'not in')) return false;

  const texts =
    operator === '!=' ? [constantText(right)] : eachOf(right).map((each) => constantText(each));
  return texts.every((text) => text === '' || text === '.');
}

/** A list or set that is looked at and no more: nothing is taken out of it, and it can be gone through again. */
export function isLeftAsItIs(name: NodeOf<'Name'>): boolean {
  const binding = bindingOf(name);
  const value = constantValue(name);
  if (!binding || !value || binding.writes.length > 1 || binding.captures.length > 0) return false;
  const isOnce = value.type === 'Comprehension' && value.kind !== 'list' && value.kind !== 'set';
  const isTurned =
    value.type === 'Call' && value.callee.type === 'Name' && value.callee.name === 'iter';

  return !isOnce && !isTurned && binding.reads.every(isLook);
}

/** `for each in x`, `each in x`, `'/'.join(x)`, `len(x)`, `x[0]`. */
function isLook(read: NodeOf<'Name'>): boolean {
  const { parent } = read;

  switch (parent?.type) {
    case 'For':
    case 'Clause':
      return parent.source === read;
    case 'Binary':
      return parent.right === read && /^(?:not )?in$/.test(parent.operator);
    case 'Subscript':
      return parent.object === read && !isSetOrDeleted(parent);
    case 'If':
    case 'Unary':
      return true;
    case 'Argument': {
      const call = parent.parent?.type === 'Call' ? parent.parent : undefined;
      const callee = call?.callee;
      const isJoin = callee?.type === 'Attribute' && callee.name === 'join';
      const isPlain =
        callee?.type === 'Name' && /^(?:len|set|sorted|list|tuple)$/.test(callee.name);
      // `f(*x)` gives each of them, and not the list.
      return parent.spread === '' ? isJoin || isPlain : parent.spread === '*';
    }
    default:
      return false;
  }
}

function isSetOrDeleted({ parent }: AnyNode): boolean {
  return (
    parent?.type === 'Assign' ||
    parent?.type === 'AugmentedAssign' ||
    parent?.type === 'Delete' ||
    parent?.type === 'Subscript' ||
    parent?.type === 'Attribute' ||
    parent?.type === 'Tuple'
  );
}

const MOST_STEPS = 5;

const makers: ReadonlySet<string> = new Set('set list tuple sorted frozenset iter'.split(' '));
const views: ReadonlySet<string> = new Set('keys split strip lower upper copy'.split(' '));

/** `set(x) <= ALLOWED`, `set(x) - ALLOWED`, where nothing is left of it. */
export function isWithin(
  { operator, left, right }: NodeOf<'Binary'>,
  subject: Subject,
  outcome: boolean,
): Kinds {
  const isPart =
    (outcome && (operator === '<=' || operator === '<') && isOthers(left, right, subject)) ||
    (outcome && (operator === '>=' || operator === '>') && isOthers(right, left, subject)) ||
    (!outcome && operator === '-' && isOthers(left, right, subject));

  return isPart ? allKinds : noKinds;
}

/** `set(x).issubset(ALLOWED)`, `set(x).difference(ALLOWED)`, where nothing is left of it. */
export function isWithinByMethod(
  { callee, arguments: given }: Call,
  subject: Subject,
  outcome: boolean,
): Kinds {
  const [other] = given;
  if (callee.type !== 'Attribute' || !other) return noKinds;
  const { name, object } = callee;
  const isPart =
    (outcome && name === 'issubset' && isOthers(object, other.value, subject)) ||
    (outcome && name === 'issuperset' && isOthers(other.value, object, subject)) ||
    (!outcome && name === 'difference' && isOthers(object, other.value, subject));

  return isPart ? allKinds : noKinds;
}

/** A set of what is in the subject, and another that is none of it: a number is compared with a number. */
function isOthers(of: Expression, other: Expression, subject: Subject): boolean {
  const isSet = of.type === 'Call' || of.type === 'Name';
  const isForeign = bindingOf(baseOf(other)?.node ?? other) !== subject.binding;

  return (
    isSet && other.type !== 'Number' && isForeign && isCollectionOf(of, subject) && isOwn(other)
  );
}
