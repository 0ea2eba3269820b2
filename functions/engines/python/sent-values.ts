import { constantText, constantValue } from './constant-text.ts';
import { MOST_SITES } from './every-call.ts';
import { lastName } from './last-name.ts';
import { isPassage } from './passages.ts';
import { bindingOf, type Definition, type Parameter, scopeOf } from './scope.ts';
import { argumentFor } from './sites.ts';
import type { Call, Expression, FunctionNode } from './syntax.ts';
import type { Values } from './value.ts';

/**
 * Whether a caller may have sent it: the event, the request of a framework, and what names, fields,
 * methods of it and calls that hand it on make of that. What a list has in it that a caller sent is no
 * list of what is allowed. What own functions answer is not followed.
 */
export function isSent(node: Expression, values: Values, depth = 0): boolean {
  if (depth > MOST_STEPS) return false;
  const isOne = (each: Expression) => isSent(each, values, depth + 1);
  values.spend();

  switch (node.type) {
    case 'Name':
      return (bindingOf(node)?.definitions ?? []).some((each) => isSentBy(each, values, depth + 1));
    case 'Attribute':
      return !ofApplication.test(node.name) && isOne(node.object);
    case 'Subscript':
      return !ofPlatform.test(constantText(node.index) ?? '') && isOne(node.object);
    case 'Await':
    case 'NamedValue':
    case 'Starred':
      return isOne(node.value);
    case 'Call':
      return isSentByCall(node, values, isOne);
    case 'Conditional':
      return isOne(node.yes) || isOne(node.no);
    case 'Binary':
      return isOne(node.left) || isOne(node.right);
    case 'List':
    case 'Tuple':
    case 'Set':
      return node.elements.some(isOne);
    case 'FormattedText':
      return node.parts.some(isOne);
    case 'Comprehension':
      return node.clauses.some(({ source }) => isOne(source));
    default:
      return false;
  }
}

/** Names of names, and calls that call. */
const MOST_STEPS = 8;

/** `request.app.state.allowed` is the application's. */
const ofApplication = /^(?:app|state|user|session|context|config)$/;

/** What the platform says of who calls: `event['requestContext']['authorizer']['claims']`. */
const ofPlatform = /^(?:requestContext|authorizer|claims|identity)$/;

function isSentByCall(
  { callee, arguments: given }: Call,
  values: Values,
  isOne: (each: Expression) => boolean,
): boolean {
  if (callee.type === 'Attribute' && values.functionsOf(callee).length === 0) {
    const key = constantText(given[0]?.value) ?? '';
    const isPlatform = callee.name === 'get' && ofPlatform.test(key);
    if (!isPlatform && isOne(callee.object)) return true;
  }
  const isHandedOn =
    values.namesOf(callee).some(isPassage) ||
    /^(?:dict|list|set|tuple|sorted|str)$/.test(lastName(callee));

  return isHandedOn && given.some(({ value }) => isOne(value));
}

function isSentBy(definition: Definition, values: Values, depth: number): boolean {
  switch (definition.kind) {
    case 'value':
      return isSent(definition.node, values, depth);
    case 'import':
      return definition.name === 'request' && /^(?:flask|quart|bottle)\b/.test(definition.from);
    case 'parameter':
      return isParameterSent(definition, values, depth);
    default:
      return false;
  }
}

function isParameterSent(parameter: Parameter, values: Values, depth: number): boolean {
  const { of, index } = parameter;
  if (knownSent.get(values)?.get(of)?.has(index)) return true;
  if (values.isStarted(of) || (index === 0 && scopeOf(of).class)) return false;

  return values
    .sitesOf(of)
    .slice(0, MOST_SITES)
    .some((site) => {
      const given = argumentFor(site, of, index);
      return given !== undefined && isSent(given, values, depth + 1);
    });
}

/** By the functions that Lambda or a framework calls: which of their parameters a caller fills. */
const knownSent = new WeakMap<Values, Map<FunctionNode, Set<number>>>();

/** Lambda or a framework gives a function what a caller sent, for one of its parameters. */
export function noteSent(of: FunctionNode, index: number, values: Values): void {
  const ofAll = knownSent.get(values) ?? new Map<FunctionNode, Set<number>>();

  knownSent.set(values, ofAll.set(of, (ofAll.get(of) ?? new Set()).add(index)));
}

/** Whether a path begins with what a caller sent: of `ROOT / x`, it does not. */
export function beginsSent(node: Expression, values: Values, depth = 0): boolean {
  if (depth > MOST_STEPS) return false;
  const value = constantValue(node) ?? node;
  const first = beginningOf(value);

  return first ? beginsSent(first, values, depth + 1) : isSent(value, values);
}

/** `a` of `a / b`, `a + b`, `join(a, b)`, `Path(a, b)`, `Path(a).resolve()`; undefined of what is not put together. */
function beginningOf(node: Expression): Expression | undefined {
  if (node.type === 'Binary') return node.left;
  if (node.type === 'FormattedText') return node.parts[0];
  if (node.type !== 'Call') return undefined;
  const { callee, arguments: given } = node;
  const isMade = /^(?:join|Path|PurePath|realpath|abspath|normpath|str|fspath)$/.test(
    lastName(callee),
  );
  if (isMade && given[0]) return given[0].value;
  const isKept = callee.type === 'Attribute' && /^(?:resolve|absolute|joinpath)$/.test(callee.name);

  return isKept && callee.type === 'Attribute' ? callee.object : undefined;
}
