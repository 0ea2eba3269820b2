import { passArgument } from './calls.ts';
import { constantText } from './constant-text.ts';
import { constrainedField } from './constraints.ts';
import { throughEntry } from './dict-entries.ts';
import type { Fact } from './entry.ts';
import { isTakenOutOf } from './environment.ts';
import { authorOf, keptIn } from './event-authors.ts';
import {
  anyField,
  type FieldPath,
  isInText,
  isJson,
  iterated,
  itself,
  itsKeys,
  under,
  within,
} from './field-path.ts';
import type { Flow } from './flow.ts';
import { guardedByCopies, guardedKinds } from './guarded-kinds.ts';
import {
  isHarmless,
  isOfSecrets,
  type Kinds,
  kindsOf,
  noKinds,
  ofPart,
  onlyText,
  safeAsJson,
  safeAsNoSecret,
  safeAsPart,
  safeAsSetting,
  settled,
  urlEncoded,
} from './kinds.ts';
import { behindList } from './list-length.ts';
import { propertyOf } from './members.ts';
import { listedAgain } from './passages-of-methods.ts';
import { isPlainText } from './plain-text.ts';
import {
  isCredential,
  isHostHeader,
  isOfPlatform,
  isOfTexts,
  isPathOfRequest,
} from './platform-fields.ts';
import { passReceiver } from './receivers.ts';
import { respond, setHeader } from './response.ts';
import { isOfContent, keepsContent } from './saved-uploads.ts';
import { scopeOf } from './scope.ts';
import { keepInGlobal } from './state.ts';
import type { AnyNode, Attribute, Expression, NodeOf, Pattern, Subscript } from './syntax.ts';
import { keyOfSubscript } from './target.ts';
import { isTakenAsNumber } from './text-numbers.ts';
import { harmedBy, safeBehindAll, safeInText } from './text-position.ts';
import { isTypedAsText, isTypedSafely } from './typed-field.ts';
import { isTakenUnchecked } from './unchecked-fields.ts';
import { isEncodedKey } from './uploads.ts';
import { validatedField } from './validated-fields.ts';
import { dividedBelow } from './without-root.ts';
import { isNameOfWritten } from './written-files.ts';

/** Where the value of an expression goes depends on what stands around it. */
export function step(flow: Flow, reached: Fact): void {
  const { node, path } = reached;
  const { parent } = node;
  const byCopies = parent?.type === 'Argument' ? guardedByCopies(reached, flow.values) : noKinds;
  const safe = settled(reached.safe | guardedKinds(reached, flow.values) | byCopies);
  const fact = { ...reached, safe };
  if (!parent || isHarmless(fact.safe)) return;
  if (isOfContent(path) && !keepsContent(parent)) return;
  if (isOfSecrets(fact.safe) && isTakenOutOf(node)) return;

  switch (parent.type) {
    case 'Argument':
      passArgument(flow, parent, fact);
      return;
    case 'Attribute':
      readAttribute(flow, parent, fact);
      return;
    case 'Subscript':
      if (parent.object === node) readElement(flow, parent, fact);
      else if (isSet(parent)) flow.put(parent.object, under(itsKeys, path), fact, parent);
      return;
    case 'Assign':
      if (parent.value !== node) return;
      for (const target of parent.targets) {
        flow.assign(target, path, fact, parent);
        setHeader(flow, target, fact);
        if (target.type === 'Name') keepInGlobal(flow, target, parent, fact);
      }
      return;
    case 'AugmentedAssign':
      if (parent.value !== node) return;
      addTo(flow, parent, fact);
      return;
    case 'NamedValue':
      if (parent.value !== node) return;
      flow.assign(parent.target, path, fact, parent);
      flow.reach(parent, path, fact);
      return;
    case 'For':
    case 'Clause':
      // Of a table, its keys: all of the environment is no longer in one.
      if (parent.source === node && !(isOfSecrets(fact.safe) && path.length === 0)) {
        const part = { ...fact, safe: ofPart(fact.safe) };
        flow.assign(parent.target, iterated(path), part, parent);
      }
      return;
    case 'WithItem':
      if (parent.value === node && parent.target) flow.assign(parent.target, path, fact, parent);
      return;
    case 'Return':
      leave(flow, parent, fact);
      return;
    case 'Function':
      if (parent.body === node) leave(flow, parent, fact);
      return;
    case 'Yield': {
      const of = scopeOf(parent).function;
      if (of) flow.leave(of, parent.isFrom ? path : under(anyField, path), fact);
      return;
    }
    case 'Comprehension':
      if (parent.element === node) flow.reach(parent, under(anyField, path), fact);
      return;
    case 'DictEntry':
      throughEntry(flow, parent, fact);
      return;
    case 'Match':
      if (parent.subject !== node) return;
      for (const { pattern } of parent.cases) capture(flow, pattern, path, fact);
      return;
    default:
      outwards(flow, parent, fact);
  }
}

/** What a part makes of the whole. */
function outwards(flow: Flow, parent: AnyNode, fact: Fact): void {
  const { node, path } = fact;

  switch (parent.type) {
    case 'Binary':
      combine(flow, parent, fact);
      return;
    case 'FormattedText':
      if (isInText(path)) intoText(flow, parent, fact);
      return;
    case 'Conditional':
      if (parent.test !== node && !(isOfSecrets(fact.safe) && isMasked(parent))) {
        flow.reach(parent, path, fact);
      }
      return;
    case 'Tuple':
    case 'List':
    case 'Set': {
      const index = parent.elements.indexOf(node);
      const isOpen = parent.elements.some(({ type }) => type === 'Starred');
      const field = parent.type === 'Set' || isOpen ? anyField : String(index);
      flow.reach(parent, under(field, path), fact);
      return;
    }
    case 'Starred': {
      const list = parent.parent;
      if (list?.type === 'List' || list?.type === 'Tuple' || list?.type === 'Set') {
        spread(flow, parent, list, fact);
      }
      return;
    }
    case 'Await':
      flow.reach(parent, path, fact);
      return;
  }
}

/** `{k: '***' if 'key' in k else v for k, v in settings.items()}` */
function isMasked({ parent, yes, no }: NodeOf<'Conditional'>): boolean {
  const isEntry = parent?.type === 'DictEntry' && parent.parent?.type === 'Comprehension';

  return isEntry && [yes, no].some((branch) => constantText(branch) !== undefined);
}

function combine(flow: Flow, parent: NodeOf<'Binary'>, fact: Fact): void {
  const { node, path } = fact;

  switch (parent.operator) {
    case '+':
      if ((path.length > 0 && !isJson(path)) || isList(flow, other(parent, node))) {
        // Of a sum of lists, the first of the left one is the first.
        const isLeft = parent.left === node;
        flow.reach(parent, isLeft ? path : behindList(parent, path, flow.values), fact);
      } else intoText(flow, parent, fact);
      return;
    case '%':
      if (isInText(path)) intoText(flow, parent, fact);
      return;
    case '-':
      // Of a set: a number less another is one.
      if (parent.left === node && (path.length > 0 || isSetMaker(node))) {
        flow.reach(parent, listedAgain(path), fact);
      }
      return;
    case '*':
    case '/':
      if (path.length === 0) {
        const below = dividedBelow(node, parent.left);
        flow.reach(parent, itself, fact, fact.safe | below);
      }
      return;
    case '|':
    case 'or':
      flow.reach(parent, path, fact);
      return;
    case 'and':
      if (parent.right === node) flow.reach(parent, path, fact);
      return;
  }
}

/** `set(x)`. */
function isSetMaker(node: Expression): boolean {
  return (
    node.type === 'Call' && node.callee.type === 'Name' && /^(?:frozen)?set$/.test(node.callee.name)
  );
}

function other({ left, right }: NodeOf<'Binary'>, node: AnyNode): Expression {
  return left === node ? right : left;
}

function isList(flow: Flow, node: Expression): boolean {
  return (
    node.type === 'Comprehension' || flow.values.valuesOf(node).some(({ kind }) => kind === 'list')
  );
}

/** `[*args]`: the first of it is the first of the list where nothing stands before. */
function spread(
  flow: Flow,
  starred: NodeOf<'Starred'>,
  list: NodeOf<'List' | 'Tuple' | 'Set'>,
  fact: Fact,
): void {
  const [index] = fact.path;
  const rest = iterated(fact.path);
  if (!rest) return;

  flow.reach(list, under(anyField, rest), fact);
  if (list.elements[0] === starred && (index === undefined || index === '0')) {
    flow.reach(list, under('0', rest), fact);
  }
}

/** What is added to a text is in it, and what is added to a list is one of it. */
function addTo(flow: Flow, at: NodeOf<'AugmentedAssign'>, fact: Fact): void {
  const { target } = at;
  const isOne = fact.path.length > 0 || isList(flow, target);
  const path = isOne ? listedAgain(fact.path) : itself;
  const safe = isOne ? fact.safe : fact.safe | safeBehindAll(target);

  if (target.type === 'Name') flow.bind(target, path, { ...fact, safe }, at);
  else flow.put(target, path, fact, at);
}

/** Other text around it decides what it may do. */
function intoText(flow: Flow, whole: NodeOf<'Binary' | 'FormattedText'>, fact: Fact): void {
  const { node, path } = fact;
  if (isTakenAsNumber(node, path, whole)) return;
  const json: Kinds = isJson(path) ? safeAsJson : noKinds;
  const safe = fact.safe | json | onlyText | safeInText(node, whole);
  // What it was put into before has said it.
  const isTogether = isJson(path) || node.type === 'Binary' || node.type === 'FormattedText';

  flow.reach(whole, itself, fact, isTogether ? safe : safe & ~harmedBy(whole));
}

/** `table[key] = …` */
function isSet(node: Subscript): boolean {
  return node.parent?.type === 'Assign' && node.parent.targets.includes(node);
}

function readAttribute(flow: Flow, attribute: Attribute, fact: Fact): void {
  const around = attribute.parent;
  if (around?.type === 'Call' && around.callee === attribute) {
    passReceiver(flow, around, attribute, fact);
    return;
  }
  readProperty(flow, attribute, fact);
  readField(flow, attribute, attribute.name, fact);
}

function readProperty(flow: Flow, attribute: Attribute, fact: Fact): void {
  for (const value of flow.values.valuesOf(attribute.object)) {
    const property =
      value.kind === 'instance' ? propertyOf(flow.values, value.node, attribute.name) : undefined;
    if (!property) continue;
    const site = { node: attribute, taken: 1 };
    flow.enter(property, 0, fact.path, fact.safe, { site, fact });
  }
}

function readElement(flow: Flow, subscript: Subscript, fact: Fact): void {
  const { index } = subscript;

  if (index.type === 'Slice') {
    const [first, ...rest] = fact.path;
    const path = first === undefined ? itself : [anyField, ...rest];
    flow.reach(subscript, path, fact, ofPart(fact.safe) | safeAsNoSecret);
  } else {
    readField(flow, subscript, constantText(index) ?? keyOfSubscript(index), fact);
  }
}

function readField(flow: Flow, read: Attribute | Subscript, field: string, fact: Fact): void {
  const { object } = read;
  const isAttribute = read.type === 'Attribute';
  if (isOfPlatform(flow.values, object, field, isAttribute)) return;
  if (isTypedSafely(flow.values, object, field) && !isTakenUnchecked(fact)) return;
  if (!isAttribute && isPlainText(flow.values, fact)) return;
  if (isAttribute && isNameOfWritten(read, fact, flow.values)) return;
  if (isPathOfRequest(flow.values, read) && isForOnePath(flow, read)) return;

  // A browser sends it of its own: it is the host that the function answers for.
  const ofHost = isHostHeader(flow.values, object, field, isAttribute) ? hostKinds : noKinds;
  const part = isCredential(field) ? noKinds : safeAsPart;
  const ofName = isLastStep(flow, read, field) ? kindsOf('path-traversal') : noKinds;
  const ofText =
    isOfTexts(object) || isTypedAsText(flow.values, object, field) ? onlyText : noKinds;
  const ofKey = !isAttribute && isEncodedKey(field, object, fact) ? urlEncoded : noKinds;
  const ofField =
    constrainedField(flow.values, object, field) |
    (isAttribute ? validatedField(flow.values, object, field) : noKinds);
  const ofSetting = fact.path.length === 0 ? safeAsSetting(field) : noKinds;
  const known = ofHost | part | ofName | ofText | ofKey | ofField | ofSetting;
  const safe = keptIn(field, ofPart(fact.safe)) | known;
  flow.reach(read, within(fact.path, field), fact, safe | authorOf(object, field, fact));
}

/** Whether what reads it is called for one path alone, which the code has written itself. */
function isForOnePath(flow: Flow, at: AnyNode): boolean {
  const of = scopeOf(at).function;

  return of !== undefined && flow.ofOnePath.has(of);
}

/** `Path(x).name`: a name without a folder. */
function isLastStep(flow: Flow, { object }: Attribute | Subscript, field: string): boolean {
  return (
    /^(?:name|stem|suffix|suffixes)$/.test(field) &&
    flow.values.namesOf(object).some((name) => name.startsWith('pathlib.'))
  );
}

const hostKinds = kindsOf('open-redirect', 'server-side-request-forgery');

function leave(flow: Flow, at: NodeOf<'Return' | 'Function'>, fact: Fact): void {
  const of = at.type === 'Function' ? at : scopeOf(at).function;
  if (!of) return;

  const form = flow.responses.get(of);
  if (form) respond(flow, fact.node, fact, form);
  flow.leave(of, fact.path, fact);
}

function capture(flow: Flow, pattern: Pattern, path: FieldPath | undefined, fact: Fact): void {
  if (!path) return;
  if (pattern.name && (pattern.shape === 'capture' || pattern.shape === 'star')) {
    flow.bind(pattern.name, path, fact, pattern);
  }
  for (const [index, part] of pattern.parts.entries()) {
    const isWhole = pattern.shape === 'or' || pattern.shape === 'capture';
    const key =
      pattern.shape === 'map' ? (constantText(pattern.keys[index]) ?? anyField) : anyField;
    capture(flow, part, isWhole || isTyped(pattern) ? path : within(path, key), fact);
  }
}

/** `str(name)` takes all of it. */
function isTyped({ shape, value }: Pattern): boolean {
  return (
    shape === 'class' && value?.type === 'Name' && /^(?:str|dict|list|bytes)$/.test(value.name)
  );
}
