import { changesOf } from './changes.ts';
import { constantText } from './constant-text.ts';
import { isSetOnce } from './guard-flags.ts';
import { type Kinds, kindsOf, noKinds } from './kinds.ts';
import { methodsOf, writtenToField } from './members.ts';
import { bindingOf, scopeOf } from './scope.ts';
import { definitionOf, isSubject, isUnchanged, type Subject, subjectOf } from './subject.ts';
import type { Attribute, Call, ClassNode, Expression } from './syntax.ts';
import type { Values } from './value.ts';

const ofAddress = kindsOf('server-side-request-forgery', 'open-redirect');

/** `urlparse(x).hostname`, or a name that was set to it. */
export function hostOf(node: Expression, subject: Subject): Kinds {
  const value = withoutText(definitionOf(node));
  if (value.type !== 'Attribute' || !/^(?:hostname|netloc)$/.test(value.name)) return noKinds;

  return ofParsed(value, subject);
}

/**
 * The same of a host without its `www.`: where that is one of a few that the code writes, the host is it or
 * one below it. What is put behind the address is asked no more.
 */
export function hostBelow(node: Expression, among: Expression, subject: Subject): Kinds {
  const { readAt } = subject;
  if (readAt?.parent?.type !== 'Argument' || !isListOfTexts(among)) return noKinds;
  const [host, prefixes] = withoutPrefix(node);
  const isShort = prefixes.length === 1 && /^(?:[a-z\d-]{1,60}\.){1,9}$/i.test(prefixes[0] ?? '');
  if (!isShort || host.type !== 'Attribute') return noKinds;

  return /^(?:hostname|netloc)$/.test(host.name) ? ofParsed(host, subject) : noKinds;
}

/** Names are set once, and nothing stands in the place of a host that there is not. */
function withoutPrefix(node: Expression): [Expression, (string | undefined)[]] {
  const prefixes: (string | undefined)[] = [];
  let at = node;

  for (let steps = 0; steps < MOST_STEPS; steps += 1) {
    if (at.type === 'Name' && isSetOnce(at) && definitionOf(at) !== at) at = definitionOf(at);
    else if (at.type !== 'Call' || at.callee.type !== 'Attribute') break;
    else if (at.callee.name === 'removeprefix' && at.arguments.length === 1) {
      prefixes.push(constantText(at.arguments[0]?.value));
      at = at.callee.object;
    } else if (/^(?:lower|casefold)$/.test(at.callee.name)) at = at.callee.object;
    else break;
  }
  return [at, prefixes];
}

/** `{'a.example', 'b.example'}`, or a name that is set to it once and that nothing changes. */
function isListOfTexts(node: Expression): boolean {
  const binding = bindingOf(node);
  const isKept = !binding || (isSetOnce(node) && changesOf(binding).length === 0);
  const value = definitionOf(node);

  return (
    isKept &&
    (value.type === 'List' || value.type === 'Tuple' || value.type === 'Set') &&
    value.elements.every((each) => constantText(each) !== undefined)
  );
}

function ofParsed({ object }: Attribute, subject: Subject): Kinds {
  const parsed = definitionOf(object);
  const isOfSubject =
    parsed.type === 'Call' &&
    /^url(?:parse|split)$/.test(lastName(parsed.callee)) &&
    parsed.arguments.some((argument) => isSubject(argument.value, subject));
  return isOfSubject ? ofAddress : noKinds;
}

/** `self.domain` where all that is put there is `urlparse(self.url).netloc`, and the subject is `self.url`. */
export function keptHostOf(node: Expression, among: Expression, subject: Subject): Kinds {
  const { values, isHostKept, fields } = subject;
  const kept = withoutText(node);
  if (!isHostKept || !values || kept.type !== 'Attribute') return noKinds;
  if (!isUnchanged(node, subject) || !isFixedList(among)) return noKinds;
  const [owner, ...others] =
    bindingOf(kept.object) === subject.binding ? values.valuesOf(kept.object) : [];
  if (owner?.kind !== 'instance' || others.length > 0) return noKinds;
  const written = writtenToField(owner.node, kept.name);
  const [host, ...more] = written.filter((value) => !isNothing(value));
  const [address, ...again] = writtenToField(owner.node, fields).filter(
    (value) => !isNothing(value),
  );
  const isOfAddress =
    host !== undefined &&
    address !== undefined &&
    more.length === 0 &&
    again.length === 0 &&
    address.end < host.start &&
    isHostOfField(host, fields);

  return isOfAddress && [kept.name, fields].every((name) => isSetByMaker(name, owner.node, values))
    ? ofAddress
    : noKinds;
}

/** `None`, `''`. */
function isNothing(value: Expression): boolean {
  return value.type === 'Constant' ? value.value === 'None' : constantText(value) === '';
}

/** Whether all that sets a field of that name, in any file, is the `__init__` of one class. */
function isSetByMaker(field: string, of: ClassNode, values: Values): boolean {
  const maker = methodsOf(of).find(({ name }) => name?.name === '__init__');
  const isUnseen = ['setattr', '__setattr__', 'vars'].some(
    (name) => values.callsOf(name).length > 0,
  );
  if (!maker || isUnseen || values.attributesOf('__dict__').length > 0) return false;
  const { file } = scopeOf(maker);

  return values.attributesOf(field).every((each) => {
    const isWithin =
      scopeOf(each).file === file && maker.start < each.start && each.end <= maker.end;
    return isWithin || isOnlyRead(each);
  });
}

function isOnlyRead(field: Attribute): boolean {
  const { parent } = field;

  switch (parent?.type) {
    case 'Assign':
      return parent.value === field;
    case 'Argument':
    case 'Binary':
    case 'If':
    case 'Unary':
    case 'Return':
    case 'Conditional':
    case 'FormattedText':
      return true;
    case 'Attribute':
    case 'Subscript':
      return parent.object === field;
    default:
      return false;
  }
}

/** A list that is written in the code, and to which nothing is added: a text has each piece of it. */
function isFixedList(node: Expression): boolean {
  const binding = bindingOf(node);
  if (constantText(node) !== undefined) return false;

  return !binding || (binding.writes.length <= 1 && changesOf(binding).every(({ given }) => given));
}

/** `urlparse(self.url).netloc`. */
function isHostOfField(node: Expression, fields: string): boolean {
  const value = withoutText(node);
  if (value.type !== 'Attribute' || !/^(?:hostname|netloc)$/.test(value.name)) return false;
  const parsed = definitionOf(value.object);
  const given = parsed.type === 'Call' ? parsed.arguments[0]?.value : undefined;
  const of = given && subjectOf(given);
  const [self] = of?.binding.definitions ?? [];

  return (
    parsed.type === 'Call' &&
    /^url(?:parse|split)$/.test(lastName(parsed.callee)) &&
    of?.fields === fields &&
    self?.kind === 'parameter' &&
    self.index === 0
  );
}

/** `(parsed.hostname or '').lower()`. */
function withoutText(node: Expression): Expression {
  let at = node;

  for (let steps = 0; steps < MOST_STEPS; steps += 1) {
    if (at.type === 'Binary' && at.operator === 'or') at = at.left;
    else if (at.type === 'Call' && at.callee.type === 'Attribute' && kept.has(at.callee.name)) {
      at = at.callee.object;
    } else break;
  }
  return at;
}

const MOST_STEPS = 6;

const kept: ReadonlySet<string> = new Set('lower strip rstrip casefold'.split(' '));

/** `is_private(host)`, where it says no; `is_public(host)`, where it says yes. */
export function asksForNetwork(call: Call, subject: Subject, outcome: boolean): Kinds {
  const name = lastName(call.callee);
  const isAsked = outcome ? publicTests.test(name) : privateTests.test(name);

  return isAsked && call.arguments.some(({ value }) => isOfHost(value, subject, 0))
    ? ofAddress
    : noKinds;
}

/** `ip_address(host).is_private`, where it is not. */
export function isOfNetwork(test: Attribute, subject: Subject, outcome: boolean): Kinds {
  const isAsked = outcome ? test.name === 'is_global' : /^is_private$/.test(test.name);

  return isAsked && isOfHost(test.object, subject, 0) ? ofAddress : noKinds;
}

const privateTests =
  /^_*(?:is_)?(?:private|internal|loopback|blocked|forbidden|reserved|local|unsafe)(?:_\w+)?$/;
const publicTests = /^_*(?:is_)?(?:public|global|external)(?:_\w+)?$/;

/** Whether it was made of the host, or of the address: `ip_address(gethostbyname(host))`. */
function isOfHost(node: Expression, subject: Subject, depth: number): boolean {
  if (depth > MOST_STEPS) return false;
  if (isSubject(node, subject) || hostOf(node, subject) !== noKinds) return true;
  const value = definitionOf(node);

  switch (value.type) {
    case 'Call':
      return value.arguments.some((argument) => isOfHost(argument.value, subject, depth + 1));
    case 'Attribute':
    case 'Subscript':
      return isOfHost(value.object, subject, depth + 1);
    default:
      return false;
  }
}

function lastName(node: Expression): string {
  return node.type === 'Name' || node.type === 'Attribute' ? node.name : '';
}
