import { constantText } from './constant-text.ts';
import { allKinds, type Kinds, kindsOf, noKinds } from './kinds.ts';
import { bindingOf } from './scope.ts';
import { isSignatureCheck, isSigned } from './signed.ts';
import { definitionOf, isSubject, mentions, type Subject, subjectOf } from './subject.ts';
import type { AnyNode, Block, Call, Expression, NodeOf, Statement } from './syntax.ts';
import { baseOf } from './target.ts';

/**
 * What a name or field does no harm to where it is read, because it was found to be one of a few, a
 * number, matched from end to end, or below a folder or a host.
 */
export function guardedKinds(read: Expression): Kinds {
  const subject = subjectOf(read);
  let at: AnyNode = read;
  let guarded = noKinds;

  for (let steps = 0; subject && steps < MOST_STEPS; steps += 1) {
    const around: AnyNode | undefined = at.parent;
    if (!around || around.type === 'Class') return guarded;
    if (around.type === 'Function' && around.body === at && around.name) return guarded;
    guarded |= allowedBy(subject, at, around);
    if (guarded === allKinds) return guarded;
    at = around;
  }
  return guarded;
}

/** Guards further out, or further before, are not looked for. */
const MOST_STEPS = 200;

/** What `around` lets `at` be run for only when the subject is harmless. */
function allowedBy(subject: Subject, at: AnyNode, around: AnyNode): Kinds {
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
    case 'Block':
      return any(earlier(around, at).map((statement) => guardOf(statement, subject)));
    case 'Case':
      return around.body === at && isSubjectOfMatch(around, subject) ? allKinds : noKinds;
    default:
      return noKinds;
  }
}

/** What a statement before lets through. */
function guardOf(statement: Statement, subject: Subject): Kinds {
  switch (statement.type) {
    case 'If':
      return leaves(statement.body) && !statement.otherwise
        ? limits(statement.test, subject, false)
        : noKinds;
    case 'Assert':
      return statement.values[0] ? limits(statement.values[0], subject, true) : noKinds;
    case 'ExpressionStatement':
      return converts(statement.value, subject);
    case 'Assign':
      return statement.value ? converts(statement.value, subject) : noKinds;
    case 'Try':
      return statement.handlers.every(({ body }) => leaves(body))
        ? any(statement.body.body.map((inner) => guardOf(inner, subject)))
        : noKinds;
    default:
      return noKinds;
  }
}

/** `int(x)` fails unless it is a number; `validate_name(x)` is there to fail. */
function converts(node: Expression, subject: Subject): Kinds {
  if (node.type !== 'Call') return noKinds;
  const name = lastName(node.callee);
  if (isSignatureCheck(name, 'raises') && isSigned(node, subject)) return ofSigned;
  const isGiven = node.arguments.some(({ value }) => isSubject(value, subject));
  if (!isGiven) return noKinds;

  return converters.has(name) ? allKinds : byValidator(name);
}

/** Only a holder of the key can have made it: objects that are loaded from it are its own. */
const ofSigned = kindsOf('unsafe-deserialization');

const converters: ReadonlySet<string> = new Set(
  'int float Decimal UUID ip_address IPv4Address ip_network IPv4Network fromisoformat strptime'.split(
    ' ',
  ),
);

/** Its name says what it does: it raises where a value is not allowed. */
function byValidator(name: string): Kinds {
  const isOne = /^_*(?:validate|verify|ensure|assert|require|check)_[a-z_]*\w$/.test(name);

  return isOne && !/event|request|signature|auth|token|present|exists/.test(name)
    ? allKinds
    : noKinds;
}

/** What the subject does no harm to when the condition is `outcome`. */
function limits(condition: Expression, subject: Subject, outcome: boolean): Kinds {
  switch (condition.type) {
    case 'Name': {
      // `is_known = x in TABLE`, and then `if is_known`.
      const test = definitionOf(condition);
      return test.type === 'Call' || test.type === 'Binary' || test.type === 'Unary'
        ? limits(test, subject, outcome)
        : noKinds;
    }
    case 'Unary':
      return condition.operator === 'not' ? limits(condition.operand, subject, !outcome) : noKinds;
    case 'NamedValue':
      return limits(condition.value, subject, outcome);
    case 'Binary':
      return connected(condition, subject, outcome);
    case 'Call':
      return outcome ? found(condition, subject) : noKinds;
    default:
      return noKinds;
  }
}

function connected(condition: NodeOf<'Binary'>, subject: Subject, outcome: boolean): Kinds {
  const { operator, left, right } = condition;
  if (operator !== 'and' && operator !== 'or') return compares(condition, subject, outcome);

  const one = limits(left, subject, outcome);
  const other = limits(right, subject, outcome);
  return operator === (outcome ? 'and' : 'or') ? one | other : one & other;
}

function compares(
  { operator, left, right }: NodeOf<'Binary'>,
  subject: Subject,
  outcome: boolean,
): Kinds {
  switch (operator) {
    case 'in':
    case 'not in':
      return outcome === (operator === 'in') ? listed(left, right, subject) : noKinds;
    case '==':
    case '!=': {
      if (outcome !== (operator === '==')) return noKinds;
      const isFixed = isLiteral(right) || isConstantName(right);
      if (isSubject(left, subject) && isFixed) return allKinds;
      return hostOf(left, subject) || folderOf(left, subject);
    }
    case 'is':
    case 'is not': {
      // `re.fullmatch(pattern, x) is not None`.
      const isNone = right.type === 'Constant' && right.value === 'None';
      return isNone && outcome === (operator === 'is not') ? limits(left, subject, true) : noKinds;
    }
    default:
      return noKinds;
  }
}

/** `x in ALLOWED`, `urlparse(x).hostname in HOSTS`, `base in path.parents`. */
function listed(left: Expression, right: Expression, subject: Subject): Kinds {
  const isForeign = bindingOf(baseOf(right)?.node ?? right) !== subject.binding;
  if (isSubject(left, subject)) return isForeign && right.type !== 'Text' ? allKinds : noKinds;
  if (right.type === 'Attribute' && right.name === 'parents') {
    return isSubject(right.object, subject) ? kindsOf('path-traversal') : noKinds;
  }

  return isForeign ? hostOf(left, subject) : noKinds;
}

/** `urlparse(x).hostname`, or a name that was set to it. */
function hostOf(node: Expression, subject: Subject): Kinds {
  const value = definitionOf(node);
  if (value.type !== 'Attribute' || !/^(?:hostname|netloc)$/.test(value.name)) return noKinds;

  const parsed = definitionOf(value.object);
  const isOfSubject =
    parsed.type === 'Call' &&
    /^url(?:parse|split)$/.test(lastName(parsed.callee)) &&
    parsed.arguments.some((argument) => isSubject(argument.value, subject));
  return isOfSubject ? kindsOf('server-side-request-forgery', 'open-redirect') : noKinds;
}

/** `os.path.commonpath([base, x])`, `os.path.dirname(x)`. */
function folderOf(node: Expression, subject: Subject): Kinds {
  const value = definitionOf(node);
  if (value.type !== 'Call' || !/^common(?:path|prefix)$|^dirname$/.test(lastName(value.callee))) {
    return noKinds;
  }

  const [given] = value.arguments;
  const elements =
    given?.value.type === 'List' || given?.value.type === 'Tuple'
      ? given.value.elements
      : given
        ? [given.value]
        : [];
  return elements.some((each) => mentions(each, subject)) ? kindsOf('path-traversal') : noKinds;
}

/** `x.isdigit()`, `re.fullmatch('[a-z]+', x)`, `path.startswith(base)`, `is_allowed(x)`. */
function found(call: Call, subject: Subject): Kinds {
  const { callee, arguments: given } = call;
  const name = lastName(callee);
  const object = callee.type === 'Attribute' ? callee.object : undefined;
  const isOf = object !== undefined && isSubject(object, subject);
  const isGiven = given.some(({ value }) => mentions(value, subject));

  if (isOf && plainTests.has(name)) return allKinds;
  if (isOf && name === 'startswith') return prefixed(given[0]?.value);
  if (isOf && name === 'is_relative_to') return kindsOf('path-traversal');
  if (isSignatureCheck(name, 'answers') && isSigned(call, subject)) return ofSigned;
  if (!isGiven) return noKinds;
  if (name === 'match' || name === 'fullmatch' || name === 'search') {
    return isMatchedWhole(call, name) ? allKinds : noKinds;
  }
  if (name === 'startswith' && object) return noKinds;
  return /^_*(?:is_?)?(?:valid|allowed|safe|permitted|whitelisted|in_whitelist|validate)(?:_\w+)?$/i.test(
    name,
  )
    ? allKinds
    : noKinds;
}

const plainTests: ReadonlySet<string> = new Set(
  'isdigit isalnum isidentifier isnumeric isdecimal isalpha'.split(' '),
);

/** `https://host/` fixes the host; a folder fixes what lies below it once the path is resolved. */
function prefixed(prefix: Expression | undefined): Kinds {
  const text = constantText(prefix) ?? '';
  if (/^[a-z][\w+.-]{0,20}:\/\/[^/?#\s]+\//i.test(text)) {
    return kindsOf('server-side-request-forgery', 'open-redirect');
  }

  return text === '' || text.startsWith('/') ? kindsOf('path-traversal') : noKinds;
}

/** From end to end, and of characters that are named. */
function isMatchedWhole(call: Call, method: string): boolean {
  const { callee, arguments: given } = call;
  const isOfModule =
    callee.type === 'Attribute' && callee.object.type === 'Name' && callee.object.name === 're';
  const compiled = callee.type === 'Attribute' ? definitionOf(callee.object) : undefined;
  const pattern =
    isOfModule || callee.type === 'Name'
      ? constantText(given[0]?.value)
      : compiled?.type === 'Call'
        ? constantText(compiled.arguments[0]?.value)
        : undefined;
  if (pattern === undefined) return false;

  const isEnded = method === 'fullmatch' || /(?:\$|\\Z|\\z)$/.test(pattern);
  const isBegun = method !== 'search' || /^(?:\^|\\A)/.test(pattern);
  return isEnded && isBegun && isNarrow(pattern);
}

/** A pattern that lets any character through lets all through. */
function isNarrow(pattern: string): boolean {
  return !/\[\^|\\[SWD]|(?:^|[^\\[])\.(?:[*+{])/.test(pattern);
}

function isLiteral({ type }: Expression): boolean {
  return type === 'Text' || type === 'Number';
}

/** By convention, a name in capitals is one; a field of something may be `Kind.X`. */
function isConstantName(node: Expression): boolean {
  if (node.type === 'Name') return /^[A-Z][A-Z\d_]+$/.test(node.name);

  return node.type === 'Attribute' && /^[A-Z][A-Z\d_]+$/.test(node.name);
}

function isSubjectOfMatch({ pattern, parent }: NodeOf<'Case'>, subject: Subject): boolean {
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

function leaves({ body }: Block): boolean {
  const last = body.at(-1);
  if (!last) return false;
  if (
    last.type === 'Return' ||
    last.type === 'Raise' ||
    last.type === 'Continue' ||
    last.type === 'Break'
  ) {
    return true;
  }

  // `abort(400)`, `sys.exit(1)`.
  const call = last.type === 'ExpressionStatement' ? last.value : undefined;
  return call?.type === 'Call' && /^(?:abort|exit|_exit|fail)$/.test(lastName(call.callee));
}

function lastName(node: Expression): string {
  return node.type === 'Name' || node.type === 'Attribute' ? node.name : '';
}

function any(kinds: readonly Kinds[]): Kinds {
  return kinds.reduce((all, each) => all | each, noKinds);
}
