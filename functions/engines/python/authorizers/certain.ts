import { childrenOf } from '../children-of.ts';
import { constantText } from '../constant-text.ts';
import { returnsOf } from '../members.ts';
import { bindingOf } from '../scope.ts';
import type { AnyNode, Expression, FunctionNode } from '../syntax.ts';
import { argumentsFor, type Sent } from './sent.ts';

/**
 * Whether each caller can have it as he likes, or it is the same for all of them: that he sent a token,
 * and what a function says that only asks for one. Not what a setting says, or the time.
 */
export function isCertain(node: AnyNode, sent: Sent, depth = 0): boolean {
  if (depth > MOST_STEPS) return false;
  const known = knownCertain.get(sent) ?? new Map<AnyNode, boolean>();
  const before = known.get(node);
  if (before !== undefined) return before;

  // What asks itself is not certain.
  knownCertain.set(sent, known.set(node, false));
  const is = isCertainAt(node, sent, depth);
  known.set(node, is);
  return is;
}

const knownCertain = new WeakMap<Sent, Map<AnyNode, boolean>>();

function isCertainAt(node: AnyNode, sent: Sent, depth: number): boolean {
  const is = (each: AnyNode) => isCertain(each, sent, depth + 1);

  switch (node.type) {
    case 'Await':
    case 'NamedValue':
      return is(node.value);
    case 'Unary':
      return is(node.operand);
    case 'Conditional':
      return areCertain([node.yes, node.no], is) && is(node.test);
    case 'Attribute':
      return !setByAws.has(node.name) && is(node.object);
    case 'Subscript':
      return !setByAws.has(constantText(node.index) ?? '') && is(node.object);
    case 'Name':
      return isCertainName(node, sent, is);
    case 'Call': {
      // What an object of a class says may be a check of its own.
      if (sent.values.valuesOf(node.callee).some(({ kind }) => kind === 'class')) return false;
      const own = sent.values.functionsOf(node.callee);
      if (own.length > 0) return own.every((each) => isCertainResult(each.node, is));
      const of = node.callee.type === 'Attribute' ? [node.callee.object] : [];
      const given = node.arguments.map(({ value }) => value);
      const isAws = given.some((each) => setByAws.has(constantText(each) ?? ''));
      return !isAws && areSent([...of, ...given], sent, is);
    }
    case 'Binary':
      return /^(?:and|or)$/.test(node.operator)
        ? areCertain([node.left, node.right], is)
        : areSent([node.left, node.right], sent, is);
    case 'FormattedText':
    case 'Tuple':
    case 'List':
      return areSent(childrenOf(node), sent, is);
    default:
      return false;
  }
}

function isCertainName(node: Expression, sent: Sent, is: (node: AnyNode) => boolean): boolean {
  const all = bindingOf(node)?.definitions ?? [];
  const values: Expression[] = [];

  for (const each of all) {
    if (each.kind === 'value') values.push(each.node);
    else if (each.kind === 'parameter') {
      if (sent.entries.has(each.of)) {
        if (each.index > 0) return false;
        continue;
      }
      const given = argumentsFor(each, sent.values);
      if (!given?.every((one) => isOwnText(one) || is(one))) return false;
    } else return false;
  }
  return values.length === 0 ? all.length > 0 : areCertain(values, is);
}

/** `return True` alone lets all through; `return False` alone, none. */
function isCertainResult(of: FunctionNode, is: (node: AnyNode) => boolean): boolean {
  return areCertain(returnsOf(of), is);
}

function areCertain(nodes: readonly Expression[], is: (node: AnyNode) => boolean): boolean {
  const open = nodes.filter((each) => plainTruth(each) === undefined);
  if (open.length > 0) return open.every(is);

  return nodes.some((each) => plainTruth(each) === true);
}

/** Of a literal. */
function plainTruth(node: Expression): boolean | undefined {
  switch (node.type) {
    case 'Constant':
      return node.value === 'True';
    case 'Text':
      return node.value !== '';
    case 'Number':
      return Number(node.value) !== 0;
    case 'Dict':
      return node.entries.length > 0;
    case 'List':
    case 'Tuple':
      return node.elements.length === 0 ? false : undefined;
    default:
      return undefined;
  }
}

/** `'Allow'`, and one of two such. */
export function isOwnText(node: AnyNode): boolean {
  if (node.type === 'Conditional') return isOwnText(node.yes) && isOwnText(node.no);

  return node.type === 'Text' && node.value !== '';
}

/** Of several, whether any holds what was sent, and all that do are certain. */
function areSent(nodes: readonly AnyNode[], sent: Sent, is: (node: AnyNode) => boolean): boolean {
  const held = nodes.filter((each) => sent.has(each));

  return held.length > 0 && held.every(is);
}

/** What API Gateway and AppSync themselves set: no caller writes that. */
const setByAws: ReadonlySet<string> = new Set([
  'requestContext',
  'request_context',
  'stageVariables',
  'stage_variables',
  'identity',
  'clientCert',
  'sourceIp',
]);

/** Calls of helpers, and what their names are set to. */
const MOST_STEPS = 40;
