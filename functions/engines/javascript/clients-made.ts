import {
  calledAlone,
  callOf,
  isDeclared,
  isPutIntoAnother,
  keptUnder,
  rootOf,
  wholeOf,
} from './client-uses.ts';
import { requestOf } from './loads.ts';
import { lastName, withoutZero } from './of-plain-package.ts';
import { isOfAwsSdk } from './plain-names.ts';
import { type Binding, bindingOf, type Definition, parentOf } from './scope.ts';
import { type AnyNode, fieldRead, type NodeOf } from './syntax.ts';

/** The name that a client of AWS is kept under that comes about here; undefined where none does. */
export function clientsMadeAt(node: AnyNode): Binding | 'unkept' | undefined {
  if (!isClient(node)) return undefined;

  return keptUnder(node, isFrom) ?? 'unkept';
}

/**
 * Where methods of a client are called; undefined where its name is anything else than called, or stands for
 * something else as well. To `send` something says nothing of its own: a command is seen where it is made.
 */
export function clientCalls({
  reads,
  writes,
  definitions,
}: Binding): readonly NodeOf<'CallExpression'>[] | undefined {
  const uses = reads.filter((node) => !isDeclared(node) && !isPutIntoAnother(node, isFrom));
  const calls = uses.map(callOf);
  if (definitions.length !== 1 || writes.length > 1) return undefined;
  if (!calls.every((call) => call !== undefined)) return undefined;

  return calls.filter(({ callee }) => lastName(callee) !== 'send');
}

/** Whether a name that stands for an SDK, or for a part of one, is used to make something of it, and in no other way. */
export function isSdkPlainlyUsed(node: NodeOf<'Identifier'>, binding: Binding): boolean {
  if (!binding.definitions.some(isOfSdk) || isDeclared(node)) return true;
  const whole = calledAlone(wholeOf(node));
  const parent = parentOf(whole);

  switch (parent?.type) {
    case 'NewExpression':
    case 'CallExpression':
      return parent.callee === whole;
    case 'BinaryExpression':
      return parent.operator === 'instanceof' && parent.right === whole;
    // A constant: `ReturnValue.ALL_NEW`.
    default:
      return whole !== node && /^[A-Z]+(?:_[A-Z]+)*$/.test(lastName(whole));
  }
}

function isClient(node: AnyNode): node is NodeOf<'NewExpression' | 'CallExpression'> {
  if (node.type === 'CallExpression') return isFrom(node);
  if (node.type !== 'NewExpression') return false;
  const name = nameOf(node.callee);

  return name !== undefined && !/(?:Command|Error|Exception)$/.test(name);
}

/** `Document.from(client)` */
function isFrom({ callee }: NodeOf<'CallExpression'>): boolean {
  if (callee.type !== 'MemberExpression' || fieldRead(callee) !== 'from') return false;

  return nameOf(callee.object) !== undefined;
}

/** Of a class of an SDK, as its module calls it; of what else a parameter stands for, too. */
function nameOf(called: AnyNode): string | undefined {
  const callee = withoutZero(called);
  const root = rootOf(callee);
  const definitions = bindingOf(root)?.definitions ?? [];
  if (isLoadOfSdk(root)) return lastName(callee);
  const found = definitions.find((one) => one.kind === 'parameter' || isOfSdk(one));
  if (!found) return undefined;
  if (callee.type === 'MemberExpression') return lastName(callee);

  if (found.kind === 'import') return found.name;
  return found.kind === 'value' ? (found.path.at(-1) ?? lastName(found.node)) : lastName(callee);
}

function isOfSdk(definition: Definition): boolean {
  if (definition.kind === 'import') return isSdk(definition.from);

  return definition.kind === 'value' && isLoadOfSdk(rootOf(definition.node));
}

/** `require('aws-sdk')`, also as an argument: `__toESM(require('aws-sdk'))`, `captureAWS(require('aws-sdk'))`. */
function isLoadOfSdk(node: AnyNode): boolean {
  const from = requestOf(node);
  if (from !== undefined) return isSdk(from);

  return node.type === 'CallExpression' && node.arguments.slice(0, 1).some(isLoadOfSdk);
}

function isSdk(name: string): boolean {
  return isOfAwsSdk(name) || name.startsWith('aws-sdk/');
}
