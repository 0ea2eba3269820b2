import { argumentOf, isConstant, seen } from '../call-arguments.ts';
import { constantText } from '../constant-text.ts';
import { calledName } from '../link.ts';
import { returnsOf } from '../members.ts';
import { bindingOf, type Definition } from '../scope.ts';
import { argumentFor } from '../sites.ts';
import type { Attribute, Call, Dict, Expression, Subscript } from '../syntax.ts';
import type { Values } from '../value.ts';
import { declaredIn, extendsSettings, isBrought } from './brought.ts';
import type { Code } from './code.ts';
import { putInto } from './put-into.ts';

/**
 * Whether a key is the code's own: nothing that the request brings, and no text that the code shows.
 *
 * @param mayBeShown whether the key is one that anyone may know, as a public one.
 */
export function isOwnKey(
  key: Expression,
  code: Pick<Code, 'values' | 'requested'> & Partial<Pick<Code, 'credentials'>>,
  mayBeShown?: (text: string) => boolean,
): boolean {
  const mayHaveDefault = code.credentials !== undefined;

  return !mayShowKey(key, code.values, { mayBeShown, mayHaveDefault }) && !isBrought(key, code);
}

/** Which texts that stand in the code are no fault. */
interface Allowed {
  readonly mayBeShown?: ((text: string) => boolean) | undefined;
  /** In the wider reading: that of a variable that need not be set, `os.environ.get('JWT_SECRET', 'dev')`. */
  readonly mayHaveDefault?: boolean;
}

/**
 * Whether a text that the code shows may be the key, or be it where a variable is not set: then it is none that
 * only the code has.
 */
export function mayShowKey(
  node: Expression,
  values: Values,
  allowed: Allowed = {},
  depth = 0,
): boolean {
  if (depth > MOST_STEPS) return true;
  const { mayBeShown, mayHaveDefault = false } = allowed;
  const may = (each: Expression) => mayShowKey(each, values, allowed, depth + 1);
  const written = values.writtenAs(node);
  if (written !== node) return may(written);
  const text = constantText(node);
  if (text !== undefined) return !mayBeShown?.(text);

  switch (node.type) {
    case 'Constant':
      return true;
    case 'Await':
      return may(node.value);
    case 'Binary':
      if (node.operator !== 'or' || (mayHaveDefault && isVariable(node.left, values))) return false;
      return may(node.left) || may(node.right);
    case 'Conditional':
      return may(node.yes) || may(node.no);
    case 'Name': {
      const all = bindingOf(node)?.definitions ?? [];
      return some(
        all.flatMap((one) => heldBy(one, values)),
        may,
      );
    }
    case 'Attribute':
      if (mayHaveDefault && isOfSettings(node, values)) return false;
      return some(fieldValues(node, values), may);
    case 'Subscript': {
      const table = seen(node.object);
      return (
        some(settingValues(node, values, mayHaveDefault), may) ||
        (table?.type === 'Dict' && some(entriesOf(table, constantText(node.index)), may))
      );
    }
    case 'Call': {
      const { callee, arguments: given } = node;
      const own = values.functionsOf(callee);
      if (own.length > 0) {
        return some(
          own.flatMap((each) => returnsOf(each.node)),
          may,
        );
      }
      const isOfText = callee.type === 'Attribute' && /^(?:encode|strip)$/.test(callee.name);
      if (isOfText) return may(callee.object);
      // The text of None: `str(KEYS.get(kid))`.
      const [whole] = given;
      const isOfNone =
        values.namesOf(callee).includes('builtins.str') &&
        whole?.value.type === 'Call' &&
        whole.value.callee.type === 'Attribute' &&
        whole.value.callee.name === 'get' &&
        whole.value.arguments.length < 2;
      if (isOfNone) return true;
      if (mayHaveDefault && isVariable(node, values)) return false;
      const otherwise = defaultOf(node, values);
      return otherwise !== undefined && !isConstant(otherwise, 'None') && may(otherwise);
    }
    default:
      return false;
  }
}

/** `KEYS.get(kid, '')`, `next(keys, '')`, `os.environ.get('KEY', 'dev')`, `config('KEY', default='dev')`, `Field('dev')`. */
function defaultOf(call: Call, values: Values): Expression | undefined {
  const names = values.namesOf(call.callee);
  const [first] = call.arguments;
  if (
    names.some((name) => /^pydantic\.(?:fields\.)?Field$/.test(name)) &&
    first?.name === undefined
  ) {
    return first?.value;
  }
  const named = argumentOf(call, undefined, 'default');
  const { callee } = call;
  const mayLack =
    (callee.type === 'Attribute' && /^(?:get|pop|setdefault)$/.test(callee.name)) ||
    names.includes('builtins.next') ||
    isVariable(call, values);

  return named ?? (mayLack ? argumentOf(call, 1) : undefined);
}

/** `os.environ.get('KEY', 'dev')`, `config('KEY', default='dev')` */
function isVariable(node: Expression, values: Values): boolean {
  if (node.type === 'Subscript') return values.namesOf(node.object).includes('os.environ');

  return node.type === 'Call' && values.namesOf(node.callee).some((name) => variables.test(name));
}

const variables =
  /^(?:os\.environ\.get|os\.getenv|decouple\.(?:config|\w{1,30}\(\))|starlette\.config\.Config\(\)|environs\.\w{1,20}\(\)(?:\.\w{1,20})?)$/;

/** Settings of pydantic are read of the environment. */
function isOfSettings({ object }: Attribute, values: Values): boolean {
  return values
    .valuesOf(object)
    .some(
      (each) =>
        (each.kind === 'class' || each.kind === 'instance') && extendsSettings(each.node, values),
    );
}

/** Of a table: the entry of a key that the code names, or each. */
function entriesOf({ entries }: Dict, key: string | undefined): readonly Expression[] {
  const named = entries.filter((each) => key !== undefined && constantText(each.key) === key);

  return (named.length > 0 ? named : entries).map(({ value }) => value);
}

/** What a name is set to; of a parameter, what callers give, or else its default. */
function heldBy(definition: Definition, values: Values): readonly Expression[] {
  if (definition.kind === 'value') return definition.path.length === 0 ? [definition.node] : [];
  if (definition.kind !== 'parameter') return [];
  const { of, index, node } = definition;

  return values.sitesOf(of).flatMap((site) => argumentFor(site, of, index) ?? node.otherwise ?? []);
}

/** What stands for no key until one is found says nothing of the others: `key = None`, `key = {}`. */
function some(all: readonly Expression[], may: (node: Expression) => boolean): boolean {
  const found = all.filter((each) => !isNone(each));

  return (found.length > 0 ? found : all).some(may);
}

function isNone(node: Expression): boolean {
  return (
    (node.type === 'Constant' && node.value === 'None') ||
    (node.type === 'Dict' && node.entries.length === 0)
  );
}

/** Of an object or a class of the code: what its class says, and what is put into it. */
function fieldValues({ object, name }: Attribute, values: Values): readonly Expression[] {
  const owners = values
    .valuesOf(object)
    .flatMap((each) => (each.kind === 'class' || each.kind === 'instance' ? each.node : []));

  return owners.length === 0
    ? []
    : [
        ...owners.flatMap((each) => declaredIn(each, name)).flatMap(({ value }) => value ?? []),
        ...values.attributesOf(name).flatMap(putInto),
      ];
}

/** `app.config['SECRET_KEY']`: what is put there, or is a field of the class that it is read from. */
function settingValues(
  { object, index }: Subscript,
  values: Values,
  mayHaveDefault: boolean,
): readonly Expression[] {
  const key = constantText(index);
  if (
    object.type !== 'Attribute' ||
    !/^(?:config|environ)$/.test(object.name) ||
    key === undefined
  ) {
    return [];
  }
  const put = values.attributesOf(object.name).flatMap(({ parent }) => {
    if (parent?.type === 'Subscript')
      return constantText(parent.index) === key ? putInto(parent) : [];
    const call = parent?.type === 'Attribute' ? parent.parent : undefined;
    if (call?.type !== 'Call') return [];
    const isSet =
      calledName(call) === 'setdefault' && constantText(call.arguments[0]?.value) === key;
    if (isSet && mayHaveDefault) return [];
    return argumentOf(call, isSet ? 1 : undefined, key) ?? [];
  });
  const classes = values
    .callsOf('from_object')
    .flatMap(({ arguments: [given] }) => (given ? values.valuesOf(given.value) : []))
    .flatMap((each) => (each.kind === 'class' || each.kind === 'instance' ? each.node : []));

  return [
    ...put,
    ...classes.flatMap((each) => declaredIn(each, key)).flatMap(({ value }) => value ?? []),
  ];
}

const MOST_STEPS = 12;
