import type { Given } from './argument-spec.ts';
import { passToCallback } from './callbacks.ts';
import { namesOfCall } from './called-names.ts';
import type { Fact } from './entry.ts';
import {
  anyField,
  anyKey,
  type FieldPath,
  isAnyKey,
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
import { hidesField } from './hidden-fields.ts';
import {
  allKinds,
  isOfSecrets,
  type Kinds,
  noKinds,
  ofDecoded,
  ofOtherText,
  onlyText,
  safeAsJson,
  safeAsNoSecret,
} from './kinds.ts';
import { inFields } from './model-fields.ts';
import { isModelMaker } from './model-makers.ts';
import { isPassage, passagesThrough } from './passages.ts';
import { passageIntoReceiver, passageOfArgument } from './passages-of-methods.ts';
import { keptByTemplate } from './rendered-templates.ts';
import { isOfContent, opensArchive } from './saved-uploads.ts';
import { bindingOf } from './scope.ts';
import { sinksAt } from './sinks.ts';
import { positionOf } from './sites.ts';
import { keepInCollection } from './state.ts';
import { keptBySub } from './substitutions.ts';
import type { Argument, Attribute, Call, ClassNode, Expression, FunctionNode } from './syntax.ts';
import { keyOfSubscript } from './target.ts';
import { isTakenAsNumber } from './text-numbers.ts';
import { safeInJoin, safeInText } from './text-position.ts';
import { isUpdateOf } from './unchecked-fields.ts';
import { asUploaded, isOfUpload } from './uploads.ts';
import type { Value } from './value.ts';
import { joinedBelow } from './without-root.ts';

/** The event is (in) an argument of a call. */
export function passArgument(flow: Flow, argument: Argument, fact: Fact): void {
  const call = argument.parent;
  if (call?.type !== 'Call') return;

  // `Settings(**os.environ)` takes what it names.
  if (argument.spread === '**' && fact.path.length === 0 && isOfSecrets(fact.safe)) return;

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
    const given = first === undefined || isAnyKey(first) ? anyField : first;
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
  if (isOfContent(fact.path)) {
    if (names.some(opensArchive)) flow.reach(call, itself, fact);
    for (const value of values) passToValue(flow, call, value, given, fact);
    return;
  }
  const shown = isJson(fact.path) ? { ...fact, safe: fact.safe | safeAsJson } : fact;

  for (const name of names) {
    for (const sink of sinksAt(name, call, given, flow.values, shown))
      flow.report(call, sink, shown);
    const kept =
      keptBySub(flow.values, call, name, given) | keptByTemplate(flow.values, call, name);
    if (kept === allKinds) continue;
    const [, match] = /^re\.(?:compile\(\)\.)?((?:full)?match)$/.exec(name) ?? [];
    if (match !== undefined && isMatchedWhole(call, match)) continue;
    const before = fact.safe | kept | (showsAll(name) ? noKinds : safeAsNoSecret);
    const isOther = makesOther(name) && !(isCopied(name) && isHeld(fact.path));
    const decoded = isDecoder(name) ? ofOtherText(before) : ofDecoded(before);
    const below = joins.test(name) ? joinedBelow(fact.node, call.arguments) : noKinds;
    const known = isOther ? decoded : before | textMade(name) | below;
    for (const { path, safe } of passagesThrough(name, given)) {
      const own = isOfUpload(fact) ? asUploaded(safe) : safe;
      const inside = inFields(flow.values, name, call, fact);
      flow.reach(call, inside ?? path(fact.path, fact.safe), fact, known | own);
    }
    passToCallback(flow, call, name, given, fact);
  }
  for (const value of values) passToValue(flow, call, value, given, fact);
  const isFollowed = values.some(({ kind }) => kind === 'function' || kind === 'class');
  if (!isFollowed && !names.some(isPassage)) {
    passByMethod(flow, call, given, fact);
  }
  const isUnseen = values.length === 0 || values.some(({ kind }) => kind === 'name');
  if (isUnseen && !isOfSecrets(fact.safe)) flow.lost.add(call);
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
      if (own.length === 0) {
        const path = fieldIn(value.node, given, fact.path);
        const isHidden = path?.[0] !== undefined && hidesField(value.node, path[0]);
        flow.reach(call, path, fact, isHidden ? fact.safe | safeAsNoSecret : fact.safe);
      }
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
    for (const [index, each] of parameters.entries()) {
      const isFree =
        index >= taken && each.spread !== '*' && !isGivenBeside(to, index, index - taken, call);
      if (isFree) flow.enter(to, index, fact.path, fact.safe, caller);
    }
  } else if (named >= 0) flow.enter(to, named, fact.path, fact.safe, caller);
  else if (table >= 0) flow.enter(to, table, under(String(given), fact.path), fact.safe, caller);
}

/** `f(x, **table)`: what is given by its place or name is not taken out of a table too. */
function isGivenBeside(
  { parameters }: FunctionNode,
  index: number,
  position: number,
  call: Call,
): boolean {
  const parameter = parameters[index];
  if (parameter?.spread !== '') return false;
  const byPlace = call.arguments.filter((each) => each.name === undefined && each.spread === '');
  // Behind `*rest`, there is none that a place gives.
  const hasPlace =
    !parameter.isKeywordOnly && !parameters.slice(0, index).some(({ spread }) => spread === '*');

  return (
    (hasPlace && position < byPlace.length) ||
    call.arguments.some((each) => each.name === parameter.name.name)
  );
}

/** Methods of texts, lists and tables that no code is there for. */
function passByMethod(flow: Flow, call: Call, given: Given, fact: Fact): void {
  const { callee } = call;
  if (callee.type !== 'Attribute') return;

  if (isModelMaker(callee.name)) flow.reach(call, itself, fact);
  if (isUpdateOf(call, given)) {
    flow.reach(call, fact.path, fact);
    if (fact.path.length === 0) flow.reach(call, [anyKey], fact);
  }
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

/** Whether a secret is still to be seen in what it makes: in a list of keys, or behind a pattern, it is not. */
function showsAll(name: string): boolean {
  return !/^(?:re\.|textwrap\.|builtins\.(?:list|tuple|set|frozenset|sorted|reversed|iter|next|max|min|sum|enumerate|zip|filter|map)$)/.test(
    name,
  );
}

/** What puts a path below another. */
const joins = /^(?:(?:os\.path|posixpath)\.join|pathlib\.(?:Pure)?(?:Posix)?Path)$/;

/** What turns signs of a plain alphabet into any. */
function isDecoder(name: string): boolean {
  return /(?:^|\.)(?:(?:\w+_)?b\d\ddecode|[ab]85decode|unhexlify|fromhex|decompress|unquote\w*|parse_qsl?|codecs\.decode)$/.test(
    name,
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
