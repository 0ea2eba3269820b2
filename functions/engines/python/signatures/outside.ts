import { isSharedVariableName } from '../../signatures/index.ts';
import { constantText } from '../constant-text.ts';
import { isKnown, packageIn } from '../known-packages.ts';
import { calledName } from '../link.ts';
import { type Binding, bindingOf } from '../scope.ts';
import type { AnyNode, Call, Expression } from '../syntax.ts';
import type { Values } from '../value.ts';
import { foundBehind } from './behind.ts';
import { isDataMethod, isInert } from './inert-calls.ts';
import { isFalse, valuesOf } from './plain-truth.ts';
import type { Requested } from './requested.ts';

interface Asked {
  readonly values: Values;
  readonly requested: Pick<Requested, 'has'>;
}

/** Whether a value comes from outside of the code and the request: from a table, a store, a file, or a secret of the environment. */
export function isOfOutside(node: AnyNode, code: Asked): boolean {
  const all = knownOutside.get(code.requested) ?? new WeakMap<AnyNode | Binding, boolean>();
  knownOutside.set(code.requested, all);
  const key = bindingOf(node) ?? node;
  const known = all.get(key);
  if (known !== undefined) return known;

  const isIt = isFoundOutside(node, code);
  all.set(key, isIt);
  return isIt;
}

/** Each comparison asks for both of its sides. */
const knownOutside = new WeakMap<object, WeakMap<AnyNode | Binding, boolean>>();

/** Whether each value that it may have does: not `users.get(email) or body`. */
export function isSurelyOutside(node: AnyNode, code: Asked, depth = 0): boolean {
  if (depth > MOST_STEPS) return false;
  const is = (each: AnyNode) => isFalse(each) || isSurelyOutside(each, code, depth + 1);

  switch (node.type) {
    case 'Await':
      return is(node.value);
    case 'Conditional':
      return is(node.yes) && is(node.no);
    case 'Binary':
      return node.operator === 'or' ? is(node.left) && is(node.right) : isOfOutside(node, code);
    case 'Subscript':
    case 'Attribute':
      return (
        isOfOutside(node, code) &&
        (variableOf(node, code.values) !== undefined ||
          is(node.object) ||
          !code.requested.has(node))
      );
    case 'Name': {
      const all = valuesOf(node);
      return all.length > 0 ? all.every(is) : isOfOutside(node, code);
    }
    case 'Call': {
      const { callee, arguments: given } = node;
      const [, otherwise] = given;
      if (variableOf(node, code.values) !== undefined) {
        return !otherwise || !code.requested.has(otherwise.value);
      }
      const isMethod =
        callee.type === 'Attribute' &&
        isDataMethod(node) &&
        code.values.functionsOf(callee).length === 0;
      return isMethod
        ? is(callee.object) && (!otherwise || !code.requested.has(otherwise.value))
        : isOfOutside(node, code);
    }
    default:
      return isOfOutside(node, code);
  }
}

function isFoundOutside(node: AnyNode, code: Asked): boolean {
  return (
    foundBehind(node, code.values, (each) => {
      if (each.type === 'Call' && isReading(each, code)) return true;
      const variable = variableOf(each, code.values);
      return variable === undefined ? undefined : isSecretVariable(variable);
    }) !== undefined
  );
}

/** `API_KEYS`, too. */
function isSecretVariable(name: string): boolean {
  return isSharedVariableName(name) || isSharedVariableName(name.replace(/S$/i, ''));
}

/** A variable of the environment that is called a secret, where an expression reads one. */
export function secretVariableOf(node: AnyNode, values: Values): string | undefined {
  const variable = variableOf(node, values);

  return variable !== undefined && isSecretVariable(variable) ? variable : undefined;
}

/** The variable of the environment that an expression reads. */
export function variableOf(node: AnyNode, values: Values): string | undefined {
  if (node.type === 'Subscript') {
    return values.namesOf(node.object).includes('os.environ')
      ? (constantText(node.index) ?? '')
      : undefined;
  }
  if (node.type !== 'Call') return undefined;
  const names = values.namesOf(node.callee);

  return names.some((name) => getters.test(name))
    ? (constantText(node.arguments[0]?.value) ?? '')
    : undefined;
}

const getters =
  /^(?:os\.environ\.get|os\.getenv|decouple\.config|environs\.\w{1,20}\(\)(?:\.\w{1,20})?)$/;

/** Whether a call only reads what is not in the request: nothing changes by it. */
export function isReading(call: Call, { values, requested }: Asked): boolean {
  const name = calledName(call) ?? '';
  if (changing.test(name) || isInert(call, values)) return false;
  if (isQuery(call)) return true;
  if (!reading.test(name)) return false;
  const names = values.namesOf(call.callee);
  // What an unknown package gets, it may pay for.
  if (names.length > 0) {
    return names.every((each) => isKnown(packageIn(each) ?? '') && !sending.test(each));
  }

  // `body.get_field()` reads the request.
  const isUnknown =
    call.callee.type === 'Attribute' && values.functionsOf(call.callee).length === 0;
  return isUnknown && !isOfRequest(call.callee, requested);
}

/** Whether it is called on (a part of) the request; not on what a framework gives, as `db: Session = Depends(database)`. */
function isOfRequest(callee: Expression, requested: Asked['requested']): boolean {
  let root = callee;
  while (root.type === 'Attribute' || root.type === 'Call' || root.type === 'Subscript') {
    root = root.type === 'Call' ? root.callee : root.object;
  }
  const [one] = bindingOf(root)?.definitions ?? [];
  const isGiven =
    one?.kind === 'parameter' &&
    (one.node.otherwise?.type === 'Call' ||
      one.node.annotation !== undefined ||
      /^(?:self|cls|db|session|conn|connection|cursor|table|repo\w{0,20}|store|client)$/.test(
        one.node.name.name,
      ));

  return !isGiven && requested.has(root);
}

const reading =
  /^(?:(?:get|query|scan|list|describe|head|batch_get|find|fetch|select|filter|lookup|retrieve|search|exists)(?:_\w{1,60})?|fetch(?:one|all|many)|first|one|one_or_none|scalar|scalar_one|scalar_one_or_none|scalars|all|count|exists|hget|hgetall|mget|smembers|sismember|read)$/;

/** What its name says that it does beside. */
export const changing =
  /create|update|delete|insert|revoke|put_|_put|upsert|remove|or_set|register|sign_up|captcha|send|notify|publish|save|store|write|_add|add_|out$/;

/** Over the network to others: a request may make it do anything. */
const sending = /^(?:requests|httpx|aiohttp|urllib3?|http|httplib2|subprocess|builtins)\b/;

/** `cursor.execute('SELECT …')` */
function isQuery({ callee, arguments: [first] }: Call): boolean {
  if (callee.type !== 'Attribute' || !/^(?:execute|fetch|query|sql)$/.test(callee.name)) {
    return false;
  }
  const of = first?.value;
  const start = of?.type === 'FormattedText' ? of.parts[0] : of;
  const text =
    constantText(start) ??
    (start?.type === 'Binary' || start?.type === 'Call' ? leftmostText(start) : undefined);

  return (
    text !== undefined &&
    /^\s*select\s/i.test(text) &&
    /\sfrom\s/i.test(text) &&
    !/;\s*\S|\sinto\s/i.test(text)
  );
}

/** `'SELECT … %s' % name`, `text('SELECT …')`, `'SELECT …'.format(name)` */
function leftmostText(node: Expression, depth = 0): string | undefined {
  if (depth > MOST_STEPS) return undefined;
  if (node.type === 'Binary') return leftmostText(node.left, depth + 1);
  if (node.type === 'Call') {
    const { callee, arguments: given } = node;
    const of =
      callee.type === 'Attribute' && callee.name === 'format' ? callee.object : given[0]?.value;
    return of && leftmostText(of, depth + 1);
  }

  return constantText(node);
}

const MOST_STEPS = 12;
