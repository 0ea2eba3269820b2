import { byCallers } from './guard-callers.ts';
import {
  chosenBy,
  elementsOfSubject,
  isEmptyOf,
  isWithinByMethod,
  quantified,
} from './guard-collections.ts';
import { compared } from './guard-comparisons.ts';
import { byEnumeration } from './guard-enums.ts';
import { flagged, isSetOnce } from './guard-flags.ts';
import { byOwn, byValidator, MOST_FUNCTIONS, mayAnswerFalse } from './guard-functions.ts';
import { asksForNetwork, isOfNetwork } from './guard-hosts.ts';
import { byNone, byOption, unlessLeftOut } from './guard-options.ts';
import { halfOf } from './guard-pairs.ts';
import { belowFolder, isOfPath } from './guard-paths.ts';
import { storedRow } from './guard-rows.ts';
import { byInboundSchema, bySchema } from './guard-schemas.ts';
import { lookedUp } from './guard-tables.ts';
import { byTestName, isOfWindows, isRooted, tested } from './guard-tests.ts';
import { ofType } from './guard-types.ts';
import { isOfOtherPython } from './guard-versions.ts';
import { asksUnknown } from './guard-weak.ts';
import type { Guarded, Guards } from './guarded.ts';
import { allKinds, type Kinds, mediumAtMost, noKinds, notRooted } from './kinds.ts';
import { lastName } from './last-name.ts';
import { ends, leaves, raises } from './leaving.ts';
import { reachingDefinitions } from './reaching.ts';
import { isPlainlySet } from './scope.ts';
import {
  givenTo,
  isKeyedHash,
  isSignatureCheck,
  isSigned,
  isSignedWhole,
  ofMade,
  ofSigned,
} from './signed.ts';
import { definitionOf, isConstant, isSetToConstant, isSubject, mentions } from './subject.ts';
import type { AnyNode, Block, Call, Expression, NodeOf, Statement } from './syntax.ts';

/** What lets a place be reached only when the subject is harmless. */
export function guardedAt(place: AnyNode, subject: Guarded): Kinds {
  let at = place;
  let guarded = noKinds;

  for (let steps = 0; steps < MOST_STEPS; steps += 1) {
    subject.values.spend();
    const around: AnyNode | undefined = at.parent;
    if (!around || around.type === 'Class') return guarded;
    if (around.type === 'Function' && around.body === at && around.name) {
      return guarded | byInboundSchema(around, subject) | byCallers(around, subject, guards);
    }
    guarded |= allowedBy(subject, at, around);
    if (guarded === allKinds) return guarded;
    at = around;
  }
  return guarded;
}

const guards: Guards = { guardedAt, guardOf, limits };

/** Guards further out, or further before, are not looked for. */
const MOST_STEPS = 200;

/** What `around` lets `at` be run for only when the subject is harmless. */
function allowedBy(subject: Guarded, at: AnyNode, around: AnyNode): Kinds {
  switch (around.type) {
    case 'If':
    case 'While':
      return around.test === at ? noKinds : limits(around.test, subject, around.body === at);
    case 'Conditional':
      return around.test === at ? noKinds : limits(around.test, subject, around.yes === at);
    case 'Binary':
      return around.right === at && (around.operator === 'and' || around.operator === 'or')
        ? limits(around.left, subject, around.operator === 'and')
        : noKinds;
    case 'Comprehension':
      return around.element === at
        ? any(
            around.clauses.flatMap(({ tests }) => tests.map((test) => limits(test, subject, true))),
          )
        : noKinds;
    case 'Block': {
      const before = earlier(around, at);
      return before.some(ends)
        ? allKinds
        : any(before.map((statement) => guardOf(statement, subject)));
    }
    case 'Case':
      return around.body === at && isSubjectOfMatch(around, subject) ? allKinds : noKinds;
    default:
      return noKinds;
  }
}

/** What a statement before lets through. */
function guardOf(statement: Statement, subject: Guarded): Kinds {
  subject.values.spend();

  switch (statement.type) {
    case 'If':
      return ofBranches(statement, subject) | byEnumeration(statement.test, subject);
    case 'For': {
      const elements = elementsOfSubject(statement, subject);
      return elements && raises(statement.body) ? guardIn(statement.body, elements) : noKinds;
    }
    case 'Assert':
      return statement.values[0] ? limits(statement.values[0], subject, true) : noKinds;
    case 'ExpressionStatement':
    case 'Assign': {
      const { value } = statement;
      return value ? converts(value, subject) | byEnumeration(value, subject) : noKinds;
    }
    case 'Try':
      return statement.handlers.every(({ body }) => leaves(body) || clears(body, subject))
        ? any(statement.body.body.map((inner) => guardOf(inner, subject)))
        : noKinds;
    default:
      return noKinds;
  }
}

/** What is harmless behind an `if` that leaves, or sets the subject to something else, where it is not. */
function ofBranches({ test, body, otherwise }: NodeOf<'If'>, subject: Guarded): Kinds {
  const isEnd = (block: Block) => leaves(block) || clears(block, subject);
  if (isEnd(body) && !otherwise) {
    const known = limits(test, subject, false);
    return known !== noKinds ? known : asksUnknown(test, subject) ? mediumAtMost : noKinds;
  }

  // Behind it, one of the two has been run to its end.
  const ofBefore = otherwise || !isConstantBefore(test, subject) ? noKinds : allKinds;
  const ofOther = () => limits(test, subject, false) | guardBelow(otherwise, subject) | ofBefore;
  const ofBody = () => limits(test, subject, true) | guardBelow(body, subject);
  if (isEnd(body)) return ofOther();
  if (otherwise && isEnd(otherwise)) return ofBody();
  const other = subject.isOfFlag ? noKinds : ofOther();
  return other === noKinds ? noKinds : other & ofBody();
}

/** `name = ''`, and then `if 'name' in x: name = x['name']`: where it is not set, it is nothing of the event. */
function isConstantBefore(test: Expression, { binding, fields }: Guarded): boolean {
  // `name += x` is no definition, and `(name := x)` of the condition comes too late.
  const isSeen =
    fields === '' &&
    isPlainlySet(binding) &&
    binding.definitions.every(
      (each) =>
        each.kind === 'value' && (each.node.end <= test.start || each.node.start >= test.end),
    );
  const before = isSeen ? reachingDefinitions(binding, test) : [];

  return (
    before.length > 0 &&
    before.every((each) => each.kind === 'value' && each.path.length === 0 && isConstant(each.node))
  );
}

function guardBelow(block: Block | undefined, subject: Guarded): Kinds {
  return !block || subject.nesting > MOST_NESTED
    ? noKinds
    : guardIn(block, { ...subject, nesting: subject.nesting + 1 });
}

/** What its statements let through, one after the other. */
function guardIn({ body }: Block, subject: Guarded): Kinds {
  return any(body.slice(0, MOST_EARLIER).map((statement) => guardOf(statement, subject)));
}

/** `except ValueError: path = None`. */
function clears({ body }: Block, subject: Guarded): boolean {
  const last = body.at(-1);
  if (last?.type !== 'Assign' || !isSetToConstant(last)) return false;

  return last.targets.some((target) => isSubject(target, subject));
}

/** `int(x)` fails unless it is a number; `validate_name(x)` is there to fail. */
function converts(node: Expression, subject: Guarded): Kinds {
  if (node.type === 'Await') return converts(node.value, subject);
  if (node.type !== 'Call') return noKinds;
  const name = lastName(node.callee);
  if (isSignatureCheck(name, 'raises') && isSigned(givenTo(node), subject)) return ofMade;
  if (isSignedWhole(node, subject)) return mediumAtMost;
  const ofSchema = bySchema(node, subject);
  if (ofSchema !== noKinds) return ofSchema;
  if (
    name === 'relative_to' &&
    node.callee.type === 'Attribute' &&
    isOfPath(node.callee, subject)
  ) {
    return belowFolder(node.arguments[0]?.value, node.callee.object, subject);
  }
  const isGiven = node.arguments.some(({ value }) => isSubject(value, subject));
  if (isGiven && converters.has(name)) return allKinds;

  return byOwn(node, subject, 'raises', guards) ?? (isGiven ? byValidator(name) : noKinds);
}

const converters: ReadonlySet<string> = new Set(
  'int float Decimal UUID ip_address IPv4Address ip_network IPv4Network fromisoformat strptime'.split(
    ' ',
  ),
);

/** What the subject does no harm to when the condition is `outcome`. */
function limits(condition: Expression, subject: Guarded, outcome: boolean): Kinds {
  subject.values.spend();
  // What counts as false is empty.
  if (!outcome && isSubject(condition, subject)) return allKinds;
  if (isOfOtherPython(condition, subject.values, outcome)) return allKinds;

  switch (condition.type) {
    case 'Name': {
      // `is_known = x in TABLE`, and then `if is_known`.
      const test = isSetOnce(condition) ? definitionOf(condition) : condition;
      if (asked.has(test.type)) return limits(test, subject, outcome);
      return (
        byOption(condition, subject, outcome) |
        flagged(condition, subject, outcome, guards) |
        byHalf(condition, subject, outcome)
      );
    }
    case 'Subscript':
      return byHalf(condition, subject, outcome);
    case 'Await':
      return limits(condition.value, subject, outcome);
    case 'Unary':
      return condition.operator === 'not' ? limits(condition.operand, subject, !outcome) : noKinds;
    case 'NamedValue':
      return limits(condition.value, subject, outcome);
    case 'Binary':
      return connected(condition, subject, outcome);
    case 'Call':
      return asks(condition, subject, outcome);
    case 'Comprehension':
      return outcome ? chosenBy(condition, subject, limits) : isEmptyOf(condition, subject, limits);
    case 'Attribute':
      return isOfNetwork(condition, subject, outcome);
    case 'Conditional':
      return chosen(condition, subject, outcome);
    default:
      return noKinds;
  }
}

const asked: ReadonlySet<Expression['type']> = new Set([
  'Await',
  'Call',
  'Binary',
  'Unary',
  'Comprehension',
]);

function connected(condition: NodeOf<'Binary'>, subject: Guarded, outcome: boolean): Kinds {
  const { operator, left, right } = condition;
  if (operator !== 'and' && operator !== 'or') {
    // `re.fullmatch(pattern, x) is not None`.
    const isNone = right.type === 'Constant' && right.value === 'None';
    const isThere = operator === 'is not' || (operator === '!=' && isNone);
    if (isNone) {
      const known = byNone(left, subject, outcome !== isThere);
      if (outcome !== isThere) {
        return known | isNothing(left, subject) | byHalf(left, subject, false);
      }
      // An own function may answer with False, which is not None either.
      return isFalseOfOwn(left, subject) ? known : known | limits(left, subject, true);
    }
    return compared(condition, subject, outcome);
  }

  if (subject.nesting > MOST_NESTED) return noKinds;
  const inner = { ...subject, nesting: subject.nesting + 1 };
  const one = limits(left, inner, outcome);
  const other = limits(right, inner, outcome);
  if (operator === (outcome ? 'and' : 'or')) return one | other;

  return (
    (one & other) |
    unlessLeftOut(left, other, inner, outcome) |
    unlessLeftOut(right, one, inner, outcome)
  );
}

/** `dict(row) if row else None`: of the two, those that may be `outcome`. */
function chosen({ test, yes, no }: NodeOf<'Conditional'>, subject: Guarded, outcome: boolean) {
  if (subject.nesting > MOST_NESTED) return noKinds;
  const inner = { ...subject, nesting: subject.nesting + 1 };
  const behind = (part: Expression, isYes: boolean) =>
    part.type === 'Constant' && (part.value === 'True' || part.value === '...') !== outcome
      ? allKinds
      : limits(test, inner, isYes) | limits(part, inner, outcome);

  return behind(yes, true) & behind(no, false);
}

/** `ok, reason = check(x)`, and then `if not ok: …`. */
function byHalf(node: Expression, subject: Guarded, outcome: boolean): Kinds {
  const half = halfOf(node);
  if (!half) return noKinds;

  return byOwn(half.call, subject, outcome ? 'answers' : 'denies', guards, half.index) ?? noKinds;
}

/** `check(x)`, or a name that is set to it, where its answer may be False. */
function isFalseOfOwn(node: Expression, { values }: Guarded): boolean {
  if (halfOf(node)) return true;
  let at = isSetOnce(node) ? definitionOf(node) : node;
  while (at.type === 'Await' || at.type === 'NamedValue') at = at.value;

  const own = at.type === 'Call' ? values.functionsOf(at.callee) : [];
  return own.some((each) => mayAnswerFalse(each.node));
}

/** Of a longer chain of `or` or `elif`, the last ones: each would be looked at for each. */
const MOST_NESTED = 50;

/** Where it is None, it is nothing. */
function isNothing(node: Expression, subject: Guarded): Kinds {
  return isSubject(node, subject) ? allKinds : noKinds;
}

function asks(condition: Call, subject: Guarded, outcome: boolean): Kinds {
  const { callee } = condition;
  if (isOfWindows(callee)) return outcome ? allKinds : noKinds;
  const [first, second] = condition.arguments;
  if (lastName(callee) === 'isinstance' && first && isSubject(first.value, subject)) {
    return ofType(second?.value, subject.holder, outcome);
  }
  const known =
    quantified(condition, subject, outcome, limits) |
    (outcome && first ? foundFirst(condition, first.value, subject) : noKinds) |
    isWithinByMethod(condition, subject, outcome) |
    asksForNetwork(condition, subject, outcome);
  if (known !== noKinds) return known;
  if (!outcome) {
    const rooted = isRooted(condition, subject) ? notRooted : noKinds;
    return rooted | (byOwn(condition, subject, 'denies', guards) ?? noKinds);
  }
  if (isSignatureCheck(lastName(callee), 'answers') && isSigned(givenTo(condition), subject)) {
    const hashes = givenTo(condition).filter((each) => isKeyedHash(each));
    const isByKey = isSigned(hashes, subject);
    const own = byOwn(condition, subject, 'answers', guards) ?? noKinds;
    return (isByKey ? ofSigned : ofMade) | own;
  }
  const found = lookedUp(condition, subject, fillGuard) | storedRow(condition, subject);
  if (found !== noKinds) return found;
  const own = byOwn(condition, subject, 'answers', guards);

  return tested(condition, subject) | (own ?? byNameOf(condition, subject));
}

/** `next((each for each in TABLE if each.name == x), None)`. */
function foundFirst({ callee }: Call, given: Expression, subject: Guarded): Kinds {
  const isNext = callee.type === 'Name' && callee.name === 'next';

  return isNext && given.type === 'Comprehension' ? chosenBy(given, subject, limits) : noKinds;
}

function byNameOf(call: Call, subject: Guarded): Kinds {
  const isGiven = call.arguments.some(({ value }) => mentions(value, subject));

  return isGiven ? byTestName(lastName(call.callee)) : noKinds;
}

/** Whether what is put into a table was guarded: a table that is filled behind another is not asked again. */
function fillGuard(place: Expression, subject: Guarded): Kinds {
  return subject.depth >= MOST_FUNCTIONS
    ? noKinds
    : guardedAt(place, { ...subject, depth: subject.depth + 1 });
}

function isSubjectOfMatch({ pattern, parent }: NodeOf<'Case'>, subject: Guarded): boolean {
  const isFixed = (shape: string) => shape === 'value';
  const isNarrowed =
    isFixed(pattern.shape) ||
    (pattern.shape === 'or' && pattern.parts.every(({ shape }) => isFixed(shape)));

  return isNarrowed && parent?.type === 'Match' && isSubject(parent.subject, subject);
}

/** Statements shortly before one of the same block. */
function earlier({ body }: Block, at: AnyNode): readonly Statement[] {
  let [low, high] = [0, body.length];

  while (low < high) {
    const middle = (low + high) >> 1;
    if ((body[middle]?.start ?? 0) < at.start) low = middle + 1;
    else high = middle;
  }
  return body.slice(Math.max(0, low - MOST_EARLIER), low);
}

const MOST_EARLIER = 100;

function any(kinds: readonly Kinds[]): Kinds {
  return kinds.reduce((all, each) => all | each, noKinds);
}
