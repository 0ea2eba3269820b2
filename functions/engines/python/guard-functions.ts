import { constantText } from './constant-text.ts';
import { anyField } from './field-path.ts';
import { partOfResult } from './guard-pairs.ts';
import { byTestName } from './guard-tests.ts';
import type { Guarded, Guards } from './guarded.ts';
import { allKinds, type Kinds, mediumAtMost, noKinds } from './kinds.ts';
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
import type { AnyNode, Argument, Call, Expression, FunctionNode } from './syntax.ts';
import type { Values } from './value.ts';
import { yields } from './yields.ts';

/** A function raises where a value is not allowed, or what it returns counts as true, or false, where it is. */
type Way = 'raises' | 'answers' | 'denies';

/**
 * By an own function: by what it does with the value, or by its name where it does something with
 * it. Undefined where no code of it is there.
 *
 * @param index which of several that it answers with: of `True, ''`, 0 is True.
 */
export function byOwn(
  call: Call,
  subject: Guarded,
  way: Way,
  guards: Guards,
  index?: number,
): Kinds | undefined {
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
    const isAsGiven = fields === '' && index === undefined;
    if (!isAsGiven && isSetWithin(binding, fields)) return noKinds;
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
    // What is one of several that it answers with is not in its name.
    const isNamed = isAsGiven && !isPlain(node);
    const byName = isNamed ? byNameOf(call, way) : noKinds;
    const asked = { of: node, way, index };
    const byItself = foundOnce(node, inner, `${way} ${index}`, () => byCode(asked, inner, guards));
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

  return (
    isForOthers(node, values) ||
    holders.some((each) => (each?.definitions.length ?? 0) > 1) ||
    // Of an object that is given, another may be of a package: `checker or Strict()`.
    values.namesOf(callee).length > 0
  );
}

/** The check gives its parameter, or that field of it, another value: what it asks is not what came. */
function isSetWithin({ definitions, writes, captures }: Binding, fields: string): boolean {
  const [field = ''] = fields.split('\0');
  const isSet =
    fields !== '' &&
    writes.some(({ path: [first = field] }) => first === field || first === anyField);

  const isOther = definitions.slice(1).some((each) => !isTrimmed(each));

  return isOther || captures.length > 0 || isSet;
}

/** `x = x.strip()`. */
function isTrimmed(definition: Binding['definitions'][number]): boolean {
  if (definition.kind !== 'value' || definition.node.type !== 'Call') return false;
  const { callee, arguments: given, parent } = definition.node;
  const object = callee.type === 'Attribute' && callee.name === 'strip' ? callee.object : undefined;
  const target = parent?.type === 'Assign' ? parent.targets[0] : undefined;

  return (
    object?.type === 'Name' &&
    given.length === 0 &&
    target?.type === 'Name' &&
    bindingOf(object) === bindingOf(target)
  );
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

interface Asked {
  readonly of: FunctionNode;
  readonly way: Way;
  readonly index: number | undefined;
}

function byCode(asked: Asked, subject: Guarded, guards: Guards): Kinds {
  return asked.way === 'raises'
    ? passedBy(asked.of, subject, guards)
    : answeredBy(asked, subject, guards);
}

/** What is harmless where a function answers with something that counts as true, or as false. */
function answeredBy({ of, way, index }: Asked, subject: Guarded, guards: Guards): Kinds {
  const answer = way === 'answers';
  const results = resultsOf(of).flatMap(({ place, value }) => {
    const part = partOfResult(value, index);
    // What is not written as several may be any.
    const isKnown = index === undefined || part !== undefined;
    return isKnown && truthOf(part) === !answer ? [] : [{ place, value: part }];
  });
  const ofEnd = answer ? allKinds : endOf(of, subject, guards);

  return results.reduce((all, { place, value }) => {
    const at = { ...subject, start: place.start };
    const byValue = value ? guards.limits(value, at, answer) : noKinds;
    const bySetting =
      index !== undefined && isOfSetting(place, subject.values) ? mediumAtMost : noKinds;
    return all & (guards.guardedAt(place, at) | byValue | bySetting);
  }, ofEnd);
}

/** `if strtobool(os.getenv('ALLOW_PRIVATE')): return True, ''`: who runs it leaves the check out. */
function isOfSetting(place: AnyNode, values: Values): boolean {
  const block = place.parent?.parent;
  const around = block?.type === 'Block' ? block.parent : undefined;

  return around?.type === 'If' && around.body === block && isSetting(around.test, values);
}

/** One that is not there unless it is set on purpose. */
function isSetting(test: Expression, values: Values): boolean {
  if (test.type !== 'Call') return false;
  const [first, second, ...others] = test.arguments;
  if (!first || others.length > 0) return false;
  const names = values.namesOf(test.callee);
  if (names.some((name) => /^os\.(?:getenv|environ\.get)$/.test(name))) {
    const isOwn = /^(?!AWS_|LAMBDA_)[A-Z][A-Z\d]*_\w+$/.test(constantText(first.value) ?? '');
    return (
      isOwn && (!second || /^(?:|0|no|off|false)$/i.test(constantText(second.value) ?? 'other'))
    );
  }
  return !second && isSetting(first.value, values);
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
      // What it is put together of may be nothing.
      return value.parts.some((part) => part.type === 'Text' && part.value !== '') || undefined;
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
