import {
  anyField,
  type FieldPath,
  isElement,
  isInJson,
  itself,
  under,
  within,
} from '../flow/index.ts';
import { behind } from './behind.ts';
import {
  callbackParameters,
  passageIntoReceiver,
  passageOfArgument,
  passageOfCallback,
  passageOfReceiver,
  passageThrough,
} from './built-ins.ts';
import { runBy } from './compiled-async.ts';
import { passageOfHelper } from './compiled-objects.ts';
import type { Fact } from './entry.ts';
import { keptInField } from './event-fields.ts';
import type { Flow } from './flow.ts';
import { everyHarm } from './harms.ts';
import { returnsOf } from './members.ts';
import {
  isOfSameWords,
  keptByMethod,
  keptOfSecretBy,
  keptOfSecretGiven,
  keptThrough,
} from './sanitizers.ts';
import { keptBySchema } from './schema.ts';
import { bindingOf, parentOf } from './scope.ts';
import { keptByCall } from './sinks/module-state.ts';
import { sinksAt, sinksNamed } from './sinks.ts';
import {
  type AnyNode,
  type CallNode,
  calledName,
  type FunctionNode,
  fieldRead,
  isCall,
  isFunction,
  literalText,
} from './syntax.ts';
import type { Values } from './value.ts';

/** The event is (in) an argument of a call. */
export function passArgument(flow: Flow, call: CallNode, fact: Fact): void {
  const given: readonly AnyNode[] = call.arguments;
  const index = given.indexOf(fact.node);
  const isSpread = fact.node.type === 'SpreadElement';
  const { callee, first, isList } = calledBy(flow.values, call);
  const run = runBy(call);
  if (run) {
    passToRun(flow, call, run, fact);
    return;
  }

  if (isSpread || (isList && index === first)) {
    const path = within(fact.path, anyField);
    for (let at = index - first; path && at < maxParameters; at += 1) {
      if (at >= 0) pass(flow, call, callee, at, first, path, fact);
    }
  } else if (index >= first) {
    pass(flow, call, callee, index - first, first, fact.path, fact);
  }
  passByMethod(flow, call, fact);
  passFirst(flow, call, fact);
  passToCallbacks(flow, call, fact);
  if (mayLeadOut(flow.values, callee)) flow.lose(call, callee);
}

/**
 * `list.reduce((all, each) => …, value)` begins with the value. Not where all that is done to it is
 * that texts of a list of constants are taken out.
 */
function passFirst(flow: Flow, call: CallNode, fact: Fact): void {
  const { callee } = call;
  const [callback, first] = call.arguments;
  if (callee.type !== 'MemberExpression' || !callback || first !== fact.node) return;
  if (!/^reduce(?:Right)?$/.test(fieldRead(callee) ?? '')) return;

  const isOfTexts = isListOfTexts(behind(callee.object));
  const site = { call, shift: 0, isCallback: true };
  for (const called of flow.values.functionsOf(callback)) {
    if (!isOfTexts || !returnsOf(called).every(isWithoutSome))
      flow.enter(called, 0, fact.path, { site, fact });
  }
}

function isListOfTexts(list: AnyNode): boolean {
  if (list.type !== 'ArrayExpression') return false;
  const elements: readonly (AnyNode | null)[] = list.elements;

  return elements.every((each) => each && literalText(each) !== undefined);
}

/** `text.replaceAll(each, '')`, `text.split(each).join('')`. */
function isWithoutSome(result: AnyNode): boolean {
  return isCall(result) && /^(?:replace|replaceAll|join)$/.test(calledName(result) ?? '');
}

/** A compiler's helper runs a function with the first as its `this`, and the second as its arguments. */
function passToRun(flow: Flow, call: CallNode, run: FunctionNode, fact: Fact): void {
  const given: readonly AnyNode[] = call.arguments;
  const caller = { site: { call, shift: 0, isCallback: true }, fact };
  const [place, ...rest] = fact.path;

  if (given[0] === fact.node) flow.enter(run, 'this', fact.path, caller);
  else if (given[1] === fact.node && /^\d$/.test(place ?? '')) {
    flow.enter(run, Number(place), rest, caller);
  }
}

/** Whether what is called may be something else than functions of the code. */
function mayLeadOut(values: Values, callee: AnyNode): boolean {
  if (values.functionsOf(callee).length === 0) return true;

  return values.valuesOf(callee).some(({ kind }) => kind === 'name' || kind === 'made');
}

/** The event is (in) the object whose method is called. */
export function passReceiver(flow: Flow, call: CallNode, method: string, fact: Fact): void {
  const own = flow.values.functionsOf(call.callee);
  const site = { call, shift: 0, isCallback: false };

  for (const called of own) flow.enter(called, 'this', fact.path, { site, fact });
  if (own.length > 0) return;
  // What it is known to return, as of a request.
  if (fact.path[0]?.endsWith('()')) {
    passResultOfMethod(flow, call, method, fact);
    return;
  }

  const [callback] = call.arguments.slice(method.startsWith('replace') ? 1 : 0);
  for (const [index, passage] of callbackParameters(method).entries()) {
    const path = passage?.(fact.path);
    if (!path || !callback) continue;
    const functions = flow.values.functionsOf(callback);
    for (const called of functions) {
      flow.enter(called, index, path, { site: { ...site, isCallback: true }, fact });
    }
    if (functions.length === 0) passToNamed(flow, call, callback, index, path, fact);
  }
  const isChosen = method === 'filter' || method === 'find';
  const kept =
    isChosen && isFunction(callback)
      ? flow.guards.keptByFilter(callback)
      : keptByMethod(method, call);
  const isSame = isInJson(fact.path) && isOfSameWords(method);
  const path = isSame ? fact.path : passageOfReceiver(method)(fact.path);
  flow.reach(call, path, fact, { kept: kept & keptOfSecretBy(method) });
}

/** `request.json()`, and `request.on('data', (part) => …)`. */
function passResultOfMethod(flow: Flow, call: CallNode, method: string, fact: Fact): void {
  const [field, ...rest] = fact.path;
  if (field !== `${method}()`) return;
  const [event, callback] = call.arguments;
  if (method !== 'on') {
    // `request.get('host')` is what `request.headers.host` is.
    const isHost = /^(?:get|header)$/.test(method) && /^host$/i.test(literalText(event) ?? '');
    const kept = isHost ? keptInField('host', undefined, 'headers') : everyHarm;
    flow.reach(call, rest, fact, { kept });
    return;
  }

  if (!callback || literalText(event) !== 'data') return;
  const site = { call, shift: 0, isCallback: true };
  for (const called of flow.values.functionsOf(callback)) {
    flow.enter(called, 0, itself, { site, fact });
  }
}

/** `list.map(String)`, `list.forEach(eval)`. */
function passToNamed(
  flow: Flow,
  call: CallNode,
  callback: AnyNode,
  index: number,
  path: FieldPath,
  fact: Fact,
): void {
  for (const name of flow.values.namesOf(callback)) {
    const sunk = { call, given: call.arguments, values: flow.values, fact };
    for (const sink of sinksNamed(name, index)) {
      if (sink.isHarmful(path, sunk)) flow.hits.add(call, sink, fact);
    }

    const made = passageThrough(name)?.(path);
    if (made) flow.reach(call, passageOfCallback(calledName(call) ?? '')?.(made), fact);
  }
  if (literalText(callback) === undefined) flow.lose(callback, callback);
}

interface Called {
  readonly callee: AnyNode;
  /** Index of the argument that is its first. */
  readonly first: number;
  /** Whether that is the list of its arguments. */
  readonly isList: boolean;
}

/**
 * What is really called: `f` of `f()`, `f.call(self)`, `f.bind(self)`, `f.apply(self, list)` and
 * `Reflect.apply(f, self, list)`.
 */
function calledBy(values: Values, call: CallNode): Called {
  const { callee } = call;
  const plain: Called = { callee, first: 0, isList: false };
  if (callee.type !== 'MemberExpression') return plain;

  const method = fieldRead(callee) ?? '';
  const reflected = reflecting.get(method);
  const [called] = call.arguments;
  if (reflected !== undefined && called && values.namesOf(callee).includes(`Reflect.${method}`)) {
    return { callee: called, first: reflected, isList: true };
  }
  if (!['call', 'bind', 'apply'].includes(method)) return plain;
  if (values.valuesOf(callee.object).length === 0) return plain;
  return { callee: callee.object, first: 1, isList: method === 'apply' };
}

/** Index of the list of arguments, by what of `Reflect` takes it. */
const reflecting: ReadonlyMap<string, number> = new Map([
  ['apply', 2],
  ['construct', 1],
]);

function pass(
  flow: Flow,
  call: CallNode,
  callee: AnyNode,
  index: number,
  shift: number,
  path: FieldPath,
  fact: Fact,
): void {
  const given: readonly AnyNode[] = call.arguments.slice(shift);
  const copied = passageOfHelper(callee, given, flow.values);
  if (copied) {
    flow.reach(call, copied(path), fact);
    if (index > 0 && given[0]) flow.put(given[0], copied(path), fact, call);
    return;
  }
  const sunk = { call, given: call.arguments.slice(shift), values: flow.values, fact };
  for (const sink of sinksAt(sunk, callee, index)) {
    if (sink.isHarmful(path, sunk)) flow.hits.add(call, sink, fact);
  }
  for (const name of flow.values.namesOf(callee)) {
    flow.reach(call, passageThrough(name)?.(path), fact, {
      kept: keptThrough(name) & keptOfSecretGiven(name, call),
    });
  }
  for (const called of flow.values.functionsOf(callee)) {
    flow.enter(called, index, path, { site: { call, shift, isCallback: false }, fact });
  }
  resolvePromise(flow, callee, path, fact);
}

function passByMethod(flow: Flow, call: CallNode, fact: Fact): void {
  const { callee } = call;
  const method = callee.type === 'MemberExpression' ? fieldRead(callee) : undefined;
  if (callee.type !== 'MemberExpression' || method === undefined) return;
  if (flow.values.functionsOf(callee).length > 0) return;

  const path = fact.node.type === 'SpreadElement' ? within(fact.path, anyField) : fact.path;
  if (!path) return;
  passBySchema(flow, call, method, path, fact);
  const state = keptByCall(call);
  if (state) flow.hits.add(call, state, fact);
  flow.put(callee.object, passageIntoReceiver(method)?.(path), fact, call);
  if (method === 'assign' && call.arguments[0] && call.arguments[0] !== fact.node) {
    flow.put(call.arguments[0], path, fact, call);
  }
}

/** `schema.parse(value)`: of an object with fields that are seen, those; else whatever was given. */
function passBySchema(
  flow: Flow,
  call: CallNode,
  method: string,
  path: FieldPath,
  fact: Fact,
): void {
  const passage = passageOfArgument(method);
  const { callee } = call;
  const isSchema = /^(?:safeParse|parse)(?:Async)?$/.test(method);
  const fields =
    isSchema && callee.type === 'MemberExpression'
      ? keptBySchema(callee.object, flow.values)
      : undefined;
  if (!passage || !fields) {
    flow.reach(call, passage?.(path), fact);
    return;
  }
  for (const [field, kept] of fields) {
    const rest = within(path, field);
    if (rest) flow.reach(call, passage(under(field, rest)), fact, { kept });
  }
}

/** What a package is given, whole or one by one, it gives to the functions given after that. */
function passToCallbacks(flow: Flow, call: CallNode, fact: Fact): void {
  const isOfPackage = flow.values.namesOf(call.callee).some((name) => name.startsWith('module:'));
  if (!isOfPackage || !isElement(fact.path)) return;

  const given: readonly AnyNode[] = call.arguments;
  const site = { call, shift: 0, isCallback: true };
  for (const callback of given.slice(given.indexOf(fact.node) + 1)) {
    for (const called of flow.values.functionsOf(callback)) {
      flow.enter(called, 0, itself, { site, fact });
    }
  }
}

/** `new Promise((resolve) => resolve(value))` yields the value. */
function resolvePromise(flow: Flow, callee: AnyNode, path: FieldPath, fact: Fact): void {
  const definition = bindingOf(callee)?.definitions[0];
  if (definition?.kind !== 'parameter' || definition.index !== 0) return;

  const made = parentOf(definition.of);
  if (made?.type === 'NewExpression' && flow.values.namesOf(made.callee).includes('Promise')) {
    flow.reach(made, path, fact);
  }
}

/** Of a list of unknown length. */
const maxParameters = 8;
