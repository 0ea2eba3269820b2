import type { Given } from './argument-spec.ts';
import { argumentOf } from './call-arguments.ts';
import { constantText } from './constant-text.ts';
import type { Fact } from './entry.ts';
import { authorOf } from './event-authors.ts';
import {
  anyField,
  anyKey,
  type FieldPath,
  isJson,
  iterated,
  itself,
  itsKeys,
  someField,
  under,
  within,
} from './field-path.ts';
import type { Flow } from './flow.ts';
import { givenByCallers } from './given-functions.ts';
import { isMatchedWhole } from './guard-tests.ts';
import {
  allKinds,
  type Kinds,
  noKinds,
  ofAllKinds,
  ofDecoded,
  ofPart,
  oneStep,
  onlyText,
  others,
  safeAsJson,
  safeAsPart,
  urlEncoded,
  without,
} from './kinds.ts';
import { isKnown, packageIn } from './known-packages.ts';
import { classText } from './members.ts';
import { isModelMaker } from './model-makers.ts';
import { isPassage, passagesThrough } from './passages.ts';
import {
  passageIntoReceiver,
  passageOfArgument,
  passagesOfReceiver,
} from './passages-of-methods.ts';
import { isPlainText } from './plain-text.ts';
import { isOfPlatform, isOfTexts } from './platform-fields.ts';
import { bindingOf } from './scope.ts';
import { sinksAt } from './sinks.ts';
import { positionOf } from './sites.ts';
import { keepInCollection } from './state.ts';
import type { Argument, Attribute, Call, ClassNode, Expression, FunctionNode } from './syntax.ts';
import { keyOfSubscript } from './target.ts';
import { isTakenAsNumber } from './text-numbers.ts';
import { safeInJoin, safeInText } from './text-position.ts';
import { asUploaded, isEncodedKey, isOfUpload } from './uploads.ts';
import type { Value } from './value.ts';

/** The event is (in) an argument of a call. */
export function passArgument(flow: Flow, argument: Argument, fact: Fact): void {
  const call = argument.parent;
  if (call?.type !== 'Call') return;

  const called = calledBy(flow, call, fact);
  for (const { given, path } of givenBy(flow, argument, fact.path)) {
    passOne(flow, call, called, given, { ...fact, path });
  }
}

/** What a call runs, where the event came by some of the callers alone. */
function calledBy(flow: Flow, { callee }: Call, fact: Fact): readonly Value[] {
  const given = givenByCallers(flow.values, callee, fact.entry);
  if (given) flow.follows(fact);

  return given ?? flow.values.valuesOf(callee);
}

interface GivenPart {
  readonly given: number | string;
  readonly path: FieldPath;
}

/** Which arguments one in the code is: `*list` and `**table` are several. */
function givenBy(flow: Flow, argument: Argument, path: FieldPath): readonly GivenPart[] {
  const { name, spread } = argument;
  if (spread === '**') {
    const [first, ...rest] = path;
    if (first === itsKeys) return [];
    const given = first === undefined || first === anyKey ? anyField : first;
    return [{ given, path: rest }];
  }
  const position = positionOf(argument);
  const given = name ?? position ?? 0;
  if (spread === '') return [{ given, path }];

  const from = position ?? 0;
  const first = path[0] === anyField ? writtenElements(flow, argument.value) : 0;
  return Array.from({ length: MOST_PARAMETERS }, (_, index) => index).flatMap((index) => {
    const part = index >= first && iterated(path) && within(path, String(index));
    return part ? [{ given: from + index, path: part }] : [];
  });
}

/** How many elements a list begins with wherever it is made: what is appended comes after them. */
function writtenElements(flow: Flow, list: Expression): number {
  const counts = flow.values.valuesOf(list).map((value) => {
    if (value.kind !== 'list') return 0;
    const { elements } = value.node;
    const spread = elements.findIndex(({ type }) => type === 'Starred');
    return spread < 0 ? elements.length : spread;
  });

  return counts.length === 0 ? 0 : Math.min(...counts);
}

/** Of a list of unknown length. */
const MOST_PARAMETERS = 8;

function passOne(
  flow: Flow,
  call: Call,
  values: readonly Value[],
  given: number | string,
  fact: Fact,
): void {
  const names = namesOfCall(call, values);
  const shown = isJson(fact.path) ? { ...fact, safe: fact.safe | safeAsJson } : fact;

  for (const name of names) {
    for (const sink of sinksAt(name, call, given, flow.values, shown))
      flow.report(call, sink, shown);
    const kept = name === 're.sub' ? keptBySub(flow, call) : noKinds;
    if (kept === allKinds) continue;
    if (/^re\.(?:full)?match$/.test(name) && isMatchedWhole(call, name.slice(3))) continue;
    const before = fact.safe | kept;
    const isOther = makesOther(name) && !(isCopied(name) && isHeld(fact.path));
    const known = isOther ? ofDecoded(before) : before | textMade(name);
    for (const { path, safe } of passagesThrough(name, given)) {
      const own = isOfUpload(fact) ? asUploaded(safe) : safe;
      flow.reach(call, path(fact.path, fact.safe), fact, known | own);
    }
    passToCallback(flow, call, name, given, fact);
  }
  for (const value of values) passToValue(flow, call, value, given, fact);
  const isFollowed = values.some(({ kind }) => kind === 'function' || kind === 'class');
  if (!isFollowed && !names.some(isPassage)) {
    passByMethod(flow, call, given, fact);
  }
  if (values.length === 0 || values.some(({ kind }) => kind === 'name')) flow.lost.add(call);
}

/**
 * What is called, where it is not in the archive. A method of an object that is not known goes by
 * `?name.method`, of which `name` is that of the object.
 */
function namesOfCall({ callee }: Call, values: readonly Value[]): readonly string[] {
  const names = values.flatMap((value) => (value.kind === 'name' ? ownName(value.name) : []));
  if (callee.type !== 'Attribute') return names;
  const isUnknown = names.every((name) => !isKnown(packageIn(name) ?? 'builtins'));
  if (!isUnknown || values.length > names.length) return names;

  const { object } = callee;
  const name = object.type === 'Name' || object.type === 'Attribute' ? object.name : '';
  return [...names, `?${name.replace(/^_+/, '')}.${callee.name}`];
}

/** botocore brought a copy of requests, which old functions still import. */
function ownName(name: string): string {
  return name.replace(/^botocore\.vendored\.(?=requests\b)/, '');
}

/** What a name with dots does no harm to: it has no slash, and may be a host. */
const ofNames: Kinds =
  without(others(ofAllKinds), 'path-traversal', 'server-side-request-forgery', 'open-redirect') |
  oneStep;

/** `re.sub('[^a-z0-9-]', '', x)`; with a dot among them, it may be `..`. */
function keptBySub(flow: Flow, call: Call): Kinds {
  const given = argumentOf(call, 0, 'pattern');
  const ofClass = given?.type === 'Attribute' ? classText(flow.values, given) : undefined;
  const pattern = ofClass ?? constantText(given) ?? '';
  if (/^\\W[+*]?$/.test(pattern)) return allKinds;
  const isNarrow = /^\[\^[\w\\.-]{1,60}\][+*]?$/.test(pattern) && !/\\[SWD]/.test(pattern);
  if (!isNarrow) return noKinds;

  return pattern.includes('.') ? ofNames : allKinds;
}

function passToValue(flow: Flow, call: Call, value: Value, given: Given, fact: Fact): void {
  switch (value.kind) {
    case 'function':
      enter(flow, call, value.node, value.taken, given, fact);
      return;
    case 'class': {
      const made = flow.values.fieldOf({ kind: 'instance', node: value.node }, '__init__');
      const own = made.filter((each) => each.kind === 'function');
      for (const { node, taken } of own) enter(flow, call, node, taken, given, fact);
      if (own.length === 0) flow.reach(call, fieldIn(value.node, given, fact.path), fact);
      return;
    }
    case 'instance':
      for (const method of flow.values.fieldOf(value, '__call__')) {
        if (method.kind === 'function') enter(flow, call, method.node, method.taken, given, fact);
      }
      return;
  }
}

/** Of a data class: the field that takes an argument. An enumeration takes none that it has not. */
function fieldIn(node: ClassNode, given: Given, path: FieldPath): FieldPath | undefined {
  const bases = node.bases.flatMap(({ value }) =>
    value.type === 'Name' || value.type === 'Attribute' ? value.name : [],
  );
  if (bases.some((base) => /Enum$|^Flag$|^IntFlag$/.test(base))) return undefined;
  if (typeof given === 'string') return given === anyField ? path : under(given, path);

  const fields = node.body.body.flatMap((member) =>
    member.type === 'Assign' && member.annotation && member.targets[0]?.type === 'Name'
      ? member.targets[0].name
      : [],
  );
  const field = typeof given === 'number' ? fields[given] : undefined;
  return field === undefined ? path : under(field, path);
}

function enter(
  flow: Flow,
  call: Call,
  to: FunctionNode,
  taken: number,
  given: Given,
  fact: Fact,
): void {
  const caller = { site: { node: call, taken }, fact };
  const { parameters } = to;

  if (typeof given === 'number') {
    const list = parameters.findIndex(({ spread }) => spread === '*');
    const index = given + taken;
    const one = parameters[index];
    if (list >= 0 && index >= list) {
      flow.enter(to, list, under(String(index - list), fact.path), fact.safe, caller);
    } else if (one && !one.isKeywordOnly && one.spread === '') {
      flow.enter(to, index, fact.path, fact.safe, caller);
    }
    return;
  }
  const named = parameters.findIndex(({ name, spread }) => spread === '' && name.name === given);
  const table = parameters.findIndex(({ spread }) => spread === '**');
  if (given === anyField || given === someField) {
    for (const [index, { spread }] of parameters.entries()) {
      if (index >= taken && spread !== '*') flow.enter(to, index, fact.path, fact.safe, caller);
    }
  } else if (named >= 0) flow.enter(to, named, fact.path, fact.safe, caller);
  else if (table >= 0) flow.enter(to, table, under(String(given), fact.path), fact.safe, caller);
}

/** Methods of texts, lists and tables that no code is there for. */
function passByMethod(flow: Flow, call: Call, given: Given, fact: Fact): void {
  const { callee } = call;
  if (callee.type !== 'Attribute') return;

  if (isModelMaker(callee.name)) flow.reach(call, itself, fact);
  const isNumber = callee.name === 'format' && isTakenAsNumber(fact.node, fact.path, call);
  const passage = isNumber ? undefined : passageOfArgument(callee.name, given);
  if (passage) {
    const path = passage.path(fact.path, fact.safe);
    flow.reach(call, path, fact, fact.safe | safeWhere(flow, call, callee, fact));
  }
  const [index] = call.arguments;
  const isFirst = callee.name === 'insert' && index && keyOfSubscript(index.value) === '0';
  const into = isFirst ? intoFirst : passageIntoReceiver(callee.name);
  // `os.write(fd, x)` puts nothing into the module.
  if (!isModule(callee.object)) {
    flow.put(callee.object, into?.(fact.path, fact.safe), fact, call);
  }
  keepInCollection(flow, call, fact);
}

/** What `import` brought, by the name of the module. */
function isModule(node: Expression): boolean {
  const definitions = bindingOf(node)?.definitions ?? [];

  return definitions.length > 0 && definitions.every(({ kind }) => kind === 'module');
}

/** Whether another text comes out of it than went in, or something else than a text. */
function makesOther(name: string): boolean {
  return (
    /decode|decompress|literal_eval|loads?$|load_all|unescape|unhex|unquote|parse/.test(name) ||
    /\.(?:get_object|Object|ObjectSummary|list|tuple|set|frozenset|sorted|reversed|vars|iter|split|findall|finditer|search|match|fullmatch|reader|DictReader|deserialize)$/.test(
      name,
    )
  );
}

/** Whether it makes a list of the same elements: a text would be taken apart. */
function isCopied(name: string): boolean {
  return /^builtins\.(?:list|tuple|set|frozenset|sorted|reversed|iter)$/.test(name);
}

/** Whether it lies in something. */
function isHeld(path: FieldPath): boolean {
  return path.length > 0 && !isJson(path);
}

/** `str(x)` is a text, whatever it was. */
function textMade(name: string): Kinds {
  return /^builtins\.(?:str|repr|ascii|format|unicode)$/.test(name) ? onlyText : noKinds;
}

function intoFirst(path: FieldPath): FieldPath {
  return under('0', path);
}

/** By what stands before it in the text that a method makes. */
function safeWhere(flow: Flow, call: Call, callee: Attribute, fact: Fact): Kinds {
  if (callee.name === 'format') return safeInText(fact.node, call);
  const [field] = fact.path;
  if (callee.name !== 'join' || field === undefined) return noKinds;

  const lists = flow.values
    .valuesOf(fact.node)
    .flatMap((value) => (value.kind === 'list' ? value.node : []));
  return safeInJoin(callee.object, lists, field);
}

/** The event is (in) the object whose method is called. */
export function passReceiver(flow: Flow, call: Call, attribute: Attribute, fact: Fact): void {
  const { name: method } = attribute;
  const own = flow.values.functionsOf(call.callee);
  for (const { node, taken } of own) {
    // A static method does not get the object.
    if (taken === 0) continue;
    flow.enter(node, taken - 1, fact.path, fact.safe, { site: { node: call, taken }, fact });
  }
  if (own.length > 0) return;

  for (const name of namesOfCall(call, flow.values.valuesOf(call.callee))) {
    for (const sink of sinksAt(name, call, 'self', flow.values, fact))
      flow.report(call, sink, fact);
  }
  const key = constantText(call.arguments[0]?.value);
  // `event.get('requestContext')` reads a field.
  const isPlatform =
    method === 'get' &&
    key !== undefined &&
    isOfPlatform(flow.values, attribute.object, key, false);
  if (isPlatform) return;
  if (method === 'get' && key !== undefined && isPlainText(flow.values, fact)) return;
  const isPart = key !== 'headers' && (key !== undefined || method !== 'copy');
  const part = isPart ? safeAsPart : noKinds;
  const text = method === 'get' && isOfTexts(attribute.object) ? onlyText : noKinds;
  const isField = method === 'get' && key !== undefined;
  const author = isField ? authorOf(attribute.object, key, fact) : noKinds;
  const ofKey = isField && isEncodedKey(key, attribute.object, fact) ? urlEncoded : noKinds;
  for (const passage of passagesOfReceiver(method, key)) {
    const safe = ofPart(fact.safe) | passage.safe | part | author | text | ofKey;
    flow.reach(call, passage.path(fact.path, fact.safe), fact, safe);
  }
}

/** What hands what it is given to functions that it was given as well. */
function passToCallback(flow: Flow, call: Call, name: string, given: Given, fact: Fact): void {
  const row = callbacks.get(name);
  if (!row || (given !== row.data && given !== row.dataName)) return;
  const callback = call.arguments.find(
    (argument) => argument.name === row.callbackName || positionOf(argument) === row.callback,
  );
  if (!callback) return;

  const path = row.each ? iterated(fact.path) : fact.path;
  for (const { node, taken } of flow.values.functionsOf(callback.value)) {
    const site = { site: { node: call, taken }, fact };
    if (path) flow.enter(node, taken, path, fact.safe | safeAsPart, site);
  }
}

interface Callback {
  readonly callback: number;
  readonly callbackName: string;
  readonly data: number;
  readonly dataName: string;
  readonly each: boolean;
}

const each: Omit<Callback, 'callbackName' | 'dataName'> = { callback: 0, data: 1, each: true };

const callbacks: ReadonlyMap<string, Callback> = new Map<string, Callback>([
  ['builtins.map', { ...each, callbackName: 'function', dataName: 'iterable' }],
  ['builtins.filter', { ...each, callbackName: 'function', dataName: 'iterable' }],
  ['concurrent.futures.ThreadPoolExecutor().map', { ...each, callbackName: 'fn', dataName: '' }],
  [
    'concurrent.futures.ThreadPoolExecutor().submit',
    { ...each, each: false, callbackName: 'fn', dataName: '' },
  ],
  ['multiprocessing.Pool().map', { ...each, callbackName: 'func', dataName: '' }],
  ['asyncio.to_thread', { ...each, each: false, callbackName: 'func', dataName: '' }],
  [
    'aws_lambda_powertools.utilities.batch.process_partial_response',
    { callback: 1, data: 0, each: true, callbackName: 'record_handler', dataName: 'event' },
  ],
  [
    'aws_lambda_powertools.utilities.batch.async_process_partial_response',
    { callback: 1, data: 0, each: true, callbackName: 'record_handler', dataName: 'event' },
  ],
]);
