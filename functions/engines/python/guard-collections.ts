import { allKinds, type Kinds, noKinds } from './kinds.ts';
import { isOwn } from './own-values.ts';
import { bindingOf } from './scope.ts';
import { isReadAsTable, isSubject, type Subject } from './subject.ts';
import type { Call, Expression, NodeOf } from './syntax.ts';
import { baseOf } from './target.ts';

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
  return saysAll && isOwn(clause.source) ? limits(made.element, subject, outcome) : noKinds;
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
  const binding = isCollectionOf(source, subject) ? bindingOf(target) : undefined;

  return (
    binding && { ...subject, binding, fields: '', start: end, isPart: true, readAt: undefined }
  );
}

/** `x`, `set(x)`, `x.keys()`, `x.split(',')`. */
function isCollectionOf(node: Expression, subject: Subject): boolean {
  let at = node;

  for (let steps = 0; steps < MOST_STEPS; steps += 1) {
    // Of a table, it is about the keys.
    if (isSubject(at, subject)) {
      return !subject.isBelow && !(subject.readAt && isReadAsTable(subject.readAt));
    }
    if (at.type !== 'Call') return false;
    const { callee, arguments: given } = at;
    const [first] = given;
    if (callee.type === 'Name' && makers.has(callee.name) && first) at = first.value;
    else if (callee.type === 'Attribute' && views.has(callee.name)) at = callee.object;
    else return false;
  }
  return false;
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
