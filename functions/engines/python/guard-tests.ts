import { constantText } from './constant-text.ts';
import { anyField } from './field-path.ts';
import { hostBelow, hostOf, keptHostOf } from './guard-hosts.ts';
import { amongParents, belowFolder, isOfCaller, isOfPath } from './guard-paths.ts';
import { lacks, withoutParts } from './guard-steps.ts';
import { asWritten, endsInDomain, ofCharacters, ofPackages, prefixed } from './guard-texts.ts';
import { allKinds, type Kinds, kindsOf, mediumAtMost, noKinds } from './kinds.ts';
import { lastName } from './last-name.ts';
import { eachOf, isOwn, textsOf } from './own-values.ts';
import { isResolvedPath } from './resolved-paths.ts';
import { bindingOf } from './scope.ts';
import { definitionOf, isSubject, mentions, type Subject } from './subject.ts';
import type { Call, Expression, NodeOf } from './syntax.ts';
import { baseOf } from './target.ts';
import type { Values } from './value.ts';
import { matchedKinds } from './whole-pattern.ts';

/** What a comparison finds of a subject. */
export function compares(
  { operator, left, right }: NodeOf<'Binary'>,
  subject: Subject,
  outcome: boolean,
): Kinds {
  switch (operator) {
    case 'in':
    case 'not in':
      return outcome === (operator === 'in')
        ? listed(left, right, subject)
        : lacks(left, right, subject);
    case '==':
    case '!=': {
      const isEqual = operator === '==';
      const platform = platformOf(left, right);
      if (platform !== undefined) return outcome === (platform === isEqual) ? noKinds : allKinds;
      if (outcome !== isEqual) {
        return subject.isPart && isSubject(left, subject)
          ? withoutParts(textsOf(right), subject)
          : noKinds;
      }
      const isFixed = isLiteral(right) || isConstantName(right);
      if (isSubject(left, subject) && (isFixed || isOfElement(right, subject.values)))
        return allKinds;
      if (isSubject(right, subject) && isOfElement(left, subject.values)) return allKinds;
      // The folder itself, beside what lies below it.
      if (isSubject(left, subject) && isFolder(right)) return kindsOf('path-traversal');
      if (isSubject(right, subject) && isFolder(left)) return kindsOf('path-traversal');
      return hostOf(left, subject) || folderOf(left, subject);
    }
    default:
      return noKinds;
  }
}

/** `x in ALLOWED`, `urlparse(x).hostname in HOSTS`, `base in path.parents`. */
function listed(left: Expression, right: Expression, subject: Subject): Kinds {
  const isForeign =
    bindingOf(baseOf(right)?.node ?? right) !== subject.binding &&
    !isOfCaller(right, subject.values);
  if (isSubject(left, subject)) {
    const isCharacter = subject.isPart || isTaken(subject);
    if (isCharacter && isOfCharacters(right)) return ofCharacters(right);
    return isForeign && right.type !== 'Text' ? allKinds : noKinds;
  }
  if (right.type === 'Attribute' && right.name === 'parents') {
    return amongParents(left, right.object, subject);
  }

  return isForeign
    ? hostOf(left, subject) | hostBelow(left, right, subject) | keptHostOf(left, right, subject)
    : noKinds;
}

/** Whether a loop or a comprehension takes it out of something: `c` of `for c in x`. */
function isTaken({ binding, fields }: Subject): boolean {
  const [definition, ...others] = binding.definitions;
  const isOne = definition?.kind === 'value' && others.length === 0 && fields === '';

  return isOne && definition.path.length === 1 && definition.path[0] === anyField;
}

/** A text, or a sum of them: `string.ascii_letters + '-_'`. */
function isOfCharacters(node: Expression): boolean {
  const value = definitionOf(node);

  return value.type === 'Text' || (value.type === 'Binary' && value.operator === '+');
}

/** `os.path.commonpath([base, x])`, `os.path.dirname(x)`. */
function folderOf(node: Expression, subject: Subject): Kinds {
  const value = withoutSlash(definitionOf(node));
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

/** `os.path.join(folder, '')`. */
function withoutSlash(node: Expression): Expression {
  const [folder, last, ...others] = node.type === 'Call' ? node.arguments : [];
  const isJoin = node.type === 'Call' && lastName(node.callee) === 'join';

  return isJoin && folder && constantText(last?.value) === '' && others.length === 0
    ? definitionOf(folder.value)
    : node;
}

interface Tested extends Subject {
  readonly values: Values;
  readonly isResolved?: boolean | undefined;
}

/** `x.isdigit()`, `re.fullmatch('[a-z]+', x)`, `path.startswith(base)`. */
export function tested(call: Call, subject: Tested): Kinds {
  const { callee, arguments: given } = call;
  const name = lastName(callee);
  const object = callee.type === 'Attribute' ? callee.object : undefined;
  const isOf = object !== undefined && isSubject(object, subject);
  const isGiven = given.some(({ value }) => mentions(value, subject));

  if (isOf && plainTests.has(name)) return allKinds;
  if (isOf && name === 'startswith') {
    const known = isResolvedPath(object, subject)
      ? prefixed(given[0]?.value)
      : asWritten(prefixed(given[0]?.value));
    return known | (subject.isModule ? ofPackages(given[0]?.value) : noKinds);
  }
  if (object && name === 'endswith' && endsInDomain(given[0]?.value))
    return hostOf(object, subject);
  if (object && isOfPath(callee, subject) && /^(?:startswith|is_relative_to)$/.test(name)) {
    return belowFolder(given[0]?.value, object, subject);
  }
  // A pattern such as `*.example.com` lets `evil.example/?.example.com` through.
  const isShape =
    /^fnmatch(?:case)?$/.test(name) && given[1] !== undefined && isOwn(given[1].value);
  if (isShape && given[0] && isSubject(given[0].value, subject)) return mediumAtMost;
  const isPattern = name === 'match' || name === 'fullmatch' || name === 'search';
  return isGiven && isPattern ? matchedBy(call, name) : noKinds;
}

/** `x.startswith('/')`, `os.path.isabs(x)`, `Path(x).is_absolute()`. */
export function isRooted({ callee, arguments: given }: Call, subject: Subject): boolean {
  const [first] = given;
  if (callee.type !== 'Attribute') return false;
  if (callee.name === 'is_absolute') {
    return isSubject(callee.object, subject) || isOfPath(callee, subject);
  }
  if (!first) return false;
  if (callee.name === 'isabs') return isSubject(first.value, subject);

  const isSlash = eachOf(first.value).some((each) => constantText(each) === '/');
  return callee.name === 'startswith' && isSlash && isSubject(callee.object, subject);
}

/** Its name says what it answers. */
export function byTestName(name: string): Kinds {
  if (testNames.test(name)) return allKinds;

  return folderNames.test(name) ? kindsOf('path-traversal') : noKinds;
}

const testNames =
  /^_*(?:is_?)?(?:valid|allowed|safe|permitted|whitelisted|in_whitelist|validate)(?:_\w+)?$/i;

const folderNames =
  /^_*(?:is_?)?(?:inside|within|under|below|contained|subpath|relative_to|in_(?:root|folder|directory|dir|base))(?:_\w+)?$/i;

const plainTests: ReadonlySet<string> = new Set(
  'isdigit isalnum isidentifier isnumeric isdecimal isalpha'.split(' '),
);

/** From end to end, and of characters that are named. */
export function isMatchedWhole(call: Call, method: string): boolean {
  return matchedBy(call, method) === allKinds;
}

/** What a text does no harm to of which `re.match`, or a pattern that is compiled, says that it matches. */
function matchedBy(call: Call, method: string): Kinds {
  const { callee, arguments: given } = call;
  const isOfModule =
    callee.type === 'Attribute' && callee.object.type === 'Name' && callee.object.name === 're';
  const compiled = callee.type === 'Attribute' ? definitionOf(callee.object) : undefined;
  const made = compiled?.type === 'Call' ? compiled.arguments : [];
  const isGivenHere = isOfModule || callee.type === 'Name';
  const pattern = constantText((isGivenHere ? given : made)[0]?.value);
  const flags = [...given.slice(2), ...made.slice(1)];
  if (pattern === undefined || flags.some(({ value }) => isOfLines(value))) return noKinds;

  return matchedKinds(pattern, { isBegun: method !== 'search', isEnded: method === 'fullmatch' });
}

/** `re.MULTILINE`: each line has its ends. */
function isOfLines(flags: Expression): boolean {
  if (flags.type === 'Binary') return isOfLines(flags.left) || isOfLines(flags.right);

  return /^(?:M|MULTILINE)$/.test(lastName(flags));
}

function isLiteral({ type }: Expression): boolean {
  return type === 'Text' || type === 'Number';
}

/** By convention, a name in capitals is one; a field of something may be `Kind.X`. */
function isConstantName(node: Expression): boolean {
  if (node.type === 'Name') return /^[A-Z][A-Z\d_]+$/.test(node.name);

  return node.type === 'Attribute' && /^[A-Z][A-Z\d_]+$/.test(node.name);
}

/** `folder.resolve()`, `os.path.realpath(folder)`, or a name that was set to it. */
function isFolder(node: Expression): boolean {
  const value = definitionOf(node);
  if (value.type !== 'Call')
    return /(?:^_*(?:root|base)|[a-z]_(?:root|dir))$/i.test(lastName(node));

  return /^(?:resolve|absolute|abspath|realpath)$/.test(lastName(value.callee));
}

/** A field of what a loop goes over: `for each in rows: if each.name == x`. */
function isOfElement(node: Expression, values: Values | undefined): boolean {
  const base = baseOf(node);
  const [definition] = (base && bindingOf(base.node)?.definitions) ?? [];

  return (
    base !== undefined &&
    base.path.length > 0 &&
    definition?.kind === 'value' &&
    definition.path[0] === anyField &&
    !isOfCaller(definition.node, values)
  );
}

/** Whether the platform that is asked for is that of Lambda; undefined where none is asked for. */
function platformOf(left: Expression, right: Expression): boolean | undefined {
  const name = constantText(right);
  const asked = left.type === 'Call' ? left.callee : left;
  if (name === undefined || asked.type !== 'Attribute' || asked.object.type !== 'Name') {
    return undefined;
  }

  const own = platforms.get(`${asked.object.name}.${asked.name}`);
  return own === undefined ? undefined : name.toLowerCase() === own;
}

/** What they say on Lambda. */
const platforms: ReadonlyMap<string, string> = new Map([
  ['os.name', 'posix'],
  ['sys.platform', 'linux'],
  ['platform.system', 'linux'],
]);

/** `sys.platform.startswith('win')`. */
export function isOfWindows(callee: Expression): boolean {
  const of =
    callee.type === 'Attribute' && callee.name === 'startswith' ? callee.object : undefined;
  const call = callee.parent?.type === 'Call' ? callee.parent : undefined;
  const text = constantText(call?.arguments[0]?.value);

  return (
    of?.type === 'Attribute' &&
    of.object.type === 'Name' &&
    of.object.name === 'sys' &&
    of.name === 'platform' &&
    text !== undefined &&
    !'linux'.startsWith(text)
  );
}
