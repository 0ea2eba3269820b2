import { behind } from '../behind.ts';
import { returnsOf } from '../members.ts';
import { truthOf } from '../options.ts';
import { bindingOf } from '../scope.ts';
import {
  type AnyNode,
  type CallNode,
  calledName,
  childrenOf,
  type FunctionNode,
  fieldRead,
  isCall,
  memberName,
  type NodeOf,
} from '../syntax.ts';
import { argumentsFor, type Sent } from './sent.ts';

/**
 * Whether each caller can have it as he likes, or it is the same for all of them: that he sent a token,
 * and what a function says that only asks for one. Not what a setting says, or the time.
 */
export function isCertain(node: AnyNode, sent: Sent, depth = 0): boolean {
  if (depth > MOST_STEPS) return false;
  const is = (each: AnyNode) => isCertain(each, sent, depth + 1);

  switch (node.type) {
    case 'AwaitExpression':
    case 'SpreadElement':
    case 'UnaryExpression':
      return is(node.argument);
    case 'ChainExpression':
    case 'ParenthesizedExpression':
      return is(node.expression);
    case 'LogicalExpression':
      return areCertain([node.left, node.right], is);
    case 'ConditionalExpression':
      return areCertain([node.consequent, node.alternate], is) && is(node.test);
    case 'MemberExpression':
      if (setByAws.has(fieldRead(node) ?? '')) return false;
      return is(node.object) || areCertain(fieldsOfResult(node, sent), is);
    case 'Identifier':
      return isCertainName(node, sent, is);
    case 'CallExpression':
    case 'NewExpression': {
      // What an object of a class says may be a check of its own.
      if (isMadeOfClass(node, sent) || calledName(node) === 'assign') return false;
      const own = sent.values.functionsOf(node.callee);
      if (own.length > 0) return own.every((each) => isCertainResult(each, is));
      const of = node.callee.type === 'MemberExpression' ? [node.callee.object] : [];
      return areSent([...of, ...node.arguments], sent, is);
    }
    case 'BinaryExpression':
    case 'TemplateLiteral':
    case 'ArrayExpression':
      return areSent(childrenOf(node), sent, is);
    default:
      return false;
  }
}

function isCertainName(node: AnyNode, sent: Sent, is: (node: AnyNode) => boolean): boolean {
  const all = bindingOf(node)?.definitions ?? [];
  const values: AnyNode[] = [];

  for (const each of all) {
    // `const { requestContext } = event`
    if ('path' in each && each.path.some((field) => setByAws.has(field))) return false;
    if (each.kind === 'value') values.push(each.node);
    else if (each.kind === 'parameter') {
      if (sent.entries.has(each.of)) {
        if (each.index > 0) return false;
        continue;
      }
      const given = argumentsFor(each, sent.values);
      const isOne = (one: AnyNode) => isOwnText(one) || is(one);
      if (!given || !(given.every(isOne) || areCertain(given, isOne))) return false;
    } else return false;
  }
  return values.length === 0 ? all.length > 0 : areCertain(values, is);
}

/** `result.isValid` of `{ isValid: true, … }`, which a function of the code answers; empty where any of its answers is not seen. */
function fieldsOfResult(node: NodeOf<'MemberExpression'>, { values }: Sent): readonly AnyNode[] {
  const made = behind(node.object);
  const call = made.type === 'AwaitExpression' ? made.argument : made;
  const answers = isCall(call) ? values.functionsOf(call.callee).flatMap(returnsOf) : [];
  const name = fieldRead(node);
  const read = answers.map((each) =>
    each.type === 'ObjectExpression'
      ? each.properties.find((one) => one.type === 'Property' && memberName(one) === name)
      : undefined,
  );

  return read.every((each) => each?.type === 'Property')
    ? read.flatMap((each) => (each?.type === 'Property' ? each.value : []))
    : [];
}

/** `return true` alone lets all through; `return false` alone, none. */
function isCertainResult(of: FunctionNode, is: (node: AnyNode) => boolean): boolean {
  return areCertain(returnsOf(of), is);
}

function areCertain(nodes: readonly AnyNode[], is: (node: AnyNode) => boolean): boolean {
  const open = nodes.filter((each) => plainTruth(each) === undefined && !isNothing(each));
  if (open.length > 0) return open.every(is);

  return nodes.some((each) => plainTruth(each) === true);
}

/** Of a literal: what is in an object, is another question. */
function plainTruth(node: AnyNode): boolean | undefined {
  return /^(?:New|Object|Array)Expression$/.test(node.type) ? undefined : truthOf(node);
}

function isNothing(node: AnyNode): boolean {
  return node.type === 'Identifier' && node.name === 'undefined';
}

/** `'Allow'`, and one of two such. */
export function isOwnText(node: AnyNode): boolean {
  if (node.type === 'ConditionalExpression') {
    return isOwnText(node.consequent) && isOwnText(node.alternate);
  }
  return node.type === 'Literal' && typeof node.value === 'string' && node.value !== '';
}

function isMadeOfClass({ callee }: CallNode, { values }: Sent): boolean {
  return values.valuesOf(callee).some(({ kind }) => kind === 'class' || kind === 'instance');
}

/** Of several, whether any holds what was sent, and all that do are certain. */
function areSent(nodes: readonly AnyNode[], sent: Sent, is: (node: AnyNode) => boolean): boolean {
  const held = nodes.filter((each) => sent.has(each));

  return held.length > 0 && held.every(is);
}

/** What API Gateway and AppSync themselves set: no caller writes that. */
const setByAws: ReadonlySet<string> = new Set([
  'requestContext',
  'stageVariables',
  'identity',
  'clientCert',
  'sourceIp',
]);

const MOST_STEPS = 12;
