import { anyField } from './field-path.ts';
import { byTestName } from './guard-tests.ts';
import type { Guarded, Guards } from './guarded.ts';
import { allKinds, type Kinds, noKinds } from './kinds.ts';
import { foundOnce } from './known-guards.ts';
import { lastName } from './last-name.ts';
import { leaves } from './leaving.ts';
import { holderOf, returnStatementsOf } from './members.ts';
import { isForOthers, optionsLeft } from './options.ts';
import { isOverridden } from './overridden.ts';
import { isPlain } from './plain-function.ts';
import { isResolvedPath } from './resolved-paths.ts';
import { type Binding, bindingOf, lookUp, scopeOf } from './scope.ts';
import { positionOf } from './sites.ts';
import { fieldsBelow, isSubject, mentions } from './subject.ts';
import type { Argument, Call, Expression, FunctionNode } from './syntax.ts';
import type { Values } from './value.ts';
import { yields } from './yields.ts';

/** A function raises where a value is not allowed, or what it returns counts as true, or false, where it is. */
type Way = 'raises' | 'answers' | 'denies';

/**
 * By an own function: by what it does with the value, or by its name where it does something with
 * it. Undefined where no code of it is there.
 */
export function byOwn(call: Call, subject: Guarded, way: Way, guards: Guards): Kinds | undefined {
  if (subject.depth >= MOST_FUNCTIONS) return noKinds;
  const handed = handedTo(call, subject);
  const own = handed ? subject.values.functionsOf(call.callee) : [];
  if (!handed || own.length === 0) return undefined;
  if (isOverridden(call.callee, subject.values)) return noKinds;

  return own.reduce((all, { node, taken }) => {
    const binding = handed.bindingIn(node, taken);
    if (!binding || binding.reads.length === 0 || !isRunBy(call, node)) return noKinds;
    if (mayBeOther(call.callee, node, subject.values)) return noKinds;
    const { value, fields } = handed;
    if (fields !== '' && isSetWithin(binding, fields)) return noKinds;
    const isItself = fields !== '' || isSubject(value, subject);
    const inner = {
      ...subject,
      binding,
      fields,
      depth: subject.depth + 1,
      holder: isItself ? subject.holder : undefined,
      options: optionsLeft({ node: call, taken }, node, subject.options, subject.values),
      isResolved: fields === '' && isResolvedPath(value, subject),
    };
    // Its name says nothing of each field of what it is given.
    const byName = fields !== '' || isPlain(node) ? noKinds : byNameOf(call, way);
    const byItself = foundOnce(node, inner, way, () => byCode(node, inner, way, guards));
    return all & (byName | byItself);
  }, allKinds);
}

/** One that asks another that asks another. */
export const MOST_FUNCTIONS = 3;

/** A coroutine that nothing waits for does not run, and counts as true; nor does a generator. */
function isRunBy({ parent }: Call, node: FunctionNode): boolean {
  return (!node.isAsync || parent?.type === 'Await') && !yields(node);
}

/** What decorates a check, or is set in its place, may leave it out or go on where it raises. */
function mayBeOther(callee: Expression, node: FunctionNode, values: Values): boolean {
  const holders = [bindingOf(callee), holderOf(node)];

  return isForOthers(node, values) || holders.some((each) => (each?.definitions.length ?? 0) > 1);
}

/** The check gives its parameter, or that field of it, another value: what it asks is not what came. */
function isSetWithin({ definitions, writes, captures }: Binding, fields: string): boolean {
  const [field = ''] = fields.split('\0');
  const isSet = writes.some(({ path: [first = field] }) => first === field || first === anyField);

  return definitions.length > 1 || captures.length > 0 || isSet;
}

/** The value as it is handed to a function, or in a field of what is. */
interface Handed {
  readonly value: Expression;
  /** Of it, where the subject lies. */
  readonly fields: string;
  bindingIn(of: FunctionNode, taken: number): Binding | undefined;
}

/** `check(x)`; of `x.name`, `check(x)` and `x.check()` as well. */
function handedTo(call: Call, subject: Guarded): Handed | undefined {
  const { callee, arguments: all } = call;
  const given = all.find(({ value }) => mentions(value, subject));
  if (given) return handedAs(given, '');
  for (const each of all) {
    const fields = each.spread === '' ? fieldsBelow(each.value, subject) : undefined;
    if (fields !== undefined) return handedAs(each, fields);
  }

  const object = callee.type === 'Attribute' ? callee.object : undefined;
  const fields = object && fieldsBelow(object, subject);
  return fields === undefined
    ? undefined
    : { value: callee, fields, bindingIn: (of, taken) => parameterAt(of, taken - 1) };
}

function handedAs(given: Argument, fields: string): Handed {
  const { value } = given;

  return { value, fields, bindingIn: (of, taken) => parameterFor(given, of, taken) };
}

function parameterFor(given: Argument, of: FunctionNode, taken: number): Binding | undefined {
  const { name } = given;
  if (name === undefined) return parameterAt(of, (positionOf(given) ?? 0) + taken);

  return parameterAt(
    of,
    of.parameters.findIndex((each) => each.name.name === name),
  );
}

function parameterAt(of: FunctionNode, index: number): Binding | undefined {
  const parameter = of.parameters[index];

  return parameter && lookUp(parameter.name.name, scopeOf(parameter));
}

function byNameOf({ callee }: Call, way: Way): Kinds {
  const name = lastName(callee);
  if (way === 'denies') return noKinds;

  return way === 'raises' ? byValidator(name) : byTestName(name);
}

function byCode(of: FunctionNode, subject: Guarded, way: Way, guards: Guards): Kinds {
  return way === 'raises'
    ? passedBy(of, subject, guards)
    : answeredBy(of, subject, way === 'answers', guards);
}

/** What is harmless where a function answers with something that counts as true, or as false. */
function answeredBy(of: FunctionNode, subject: Guarded, answer: boolean, guards: Guards): Kinds {
  const results = resultsOf(of).filter(({ value }) => truthOf(value) !== !answer);
  const ofEnd = answer ? allKinds : endOf(of, subject, guards);

  return results.reduce((all, { place, value }) => {
    const at = { ...subject, start: place.start };
    const byValue = value ? guards.limits(value, at, answer) : noKinds;
    return all & (guards.guardedAt(place, at) | byValue);
  }, ofEnd);
}

/** Where a function ends by `return`, and with what. */
function resultsOf(of: FunctionNode) {
  if (of.body.type !== 'Block') return [{ place: of.body, value: of.body }];

  return returnStatementsOf(of).map((place) => ({
    place: place.value ?? place,
    value: place.value,
  }));
}

/** Whether what it answers may count as false and not be None: `return x in ALLOWED`, `return {}`. */
export function mayAnswerFalse(of: FunctionNode): boolean {
  return resultsOf(of).some(({ value }) => {
    const definitions = value?.type === 'Name' ? (bindingOf(value)?.definitions ?? []) : [];
    if (definitions.length === 0) return !isNoneOrTrue(value);
    return definitions.some(
      (each) =>
        each.kind !== 'parameter' &&
        !(each.kind === 'value' && each.path.length === 0 && isNoneOrTrue(each.node)),
    );
  });
}

/** A name that is only ever a table that the code writes. */
function isOfTable(object: Expression): boolean {
  const definitions = bindingOf(object)?.definitions ?? [];

  return (
    definitions.length > 0 &&
    definitions.every(
      (each) => each.kind === 'value' && each.path.length === 0 && each.node.type === 'Dict',
    )
  );
}

/** None, what counts as true, or what a table has: `CACHE.get(host)`, `CACHE[host]`. */
function isNoneOrTrue(value: Expression | undefined): boolean {
  if (value?.type === 'Constant' && value.value === 'None') return true;
  if (value?.type === 'Subscript') return isOfTable(value.object);
  if (value?.type === 'Call') return lastName(value.callee) === 'get';

  return value === undefined || (value.type !== 'FormattedText' && truthOf(value) === true);
}

/** Whether a result counts as true; undefined where that is not known. */
function truthOf(value: Expression | undefined): boolean | undefined {
  switch (value?.type) {
    case undefined:
      return false;
    case 'Constant':
      return value.value === 'True';
    case 'Text':
      return value.value !== '';
    case 'List':
    case 'Tuple':
      return value.elements.length > 0;
    case 'Dict':
      return value.entries.length > 0;
    case 'FormattedText':
      return true;
    default:
      return undefined;
  }
}

/** What is harmless where a function comes to an end. */
function passedBy(of: FunctionNode, subject: Guarded, guards: Guards): Kinds {
  if (of.body.type !== 'Block') return noKinds;

  return resultsOf(of).reduce(
    (all, { place }) => all & guards.guardedAt(place, { ...subject, start: place.start }),
    endOf(of, subject, guards),
  );
}

/** Behind its last statement. */
function endOf({ body, end }: FunctionNode, subject: Guarded, guards: Guards): Kinds {
  if (body.type !== 'Block' || leaves(body)) return allKinds;
  const last = { ...subject, start: end };

  return body.body.reduce<Kinds>((all, each) => all | guards.guardOf(each, last), noKinds);
}

/** Its name says what it does: it raises where a value is not allowed. */
export function byValidator(name: string): Kinds {
  const isOne = /^_*(?:validate|verify|ensure|assert|require|check)_[a-z_]*\w$/.test(name);

  return isOne && !/event|request|signature|auth|token|present|exists/.test(name)
    ? allKinds
    : noKinds;
}
