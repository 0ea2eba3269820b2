import { returnsOf } from '../members.ts';
import { bindingOf, parentOf } from '../scope.ts';
import {
  type AnyNode,
  type CallNode,
  calledName,
  type FunctionNode,
  isCall,
  isFunction,
} from '../syntax.ts';
import { settingOf } from '../telling.ts';
import type { Values } from '../value.ts';

/** What an authorizer answers with: objects as they are written, and what is asked of AWS's sample class. */
export interface Answers {
  /** The fields that are set in each object. */
  readonly fields: ReadonlyMap<AnyNode, ReadonlySet<string>>;
  /** `policy.build()` */
  readonly built: readonly CallNode[];
}

/** @param run all that it runs. @param isAnswer whether a call gives the answer to Lambda. */
export function answersOf(
  entries: readonly FunctionNode[],
  run: ReadonlySet<AnyNode>,
  isAnswer: (call: CallNode) => boolean,
  values: Values,
): Answers {
  const pending: AnyNode[] = entries.flatMap((each) => returnsOf(each));
  for (const node of run) {
    if (isCall(node) && (isAnswer(node) || resolvesPromise(node))) pending.push(...node.arguments);
  }
  const known = new Set<AnyNode>();
  const fields = new Map<AnyNode, Set<string>>();
  const built: CallNode[] = [];

  for (let node = pending.pop(); node && known.size < MOST_NODES; node = pending.pop()) {
    if (known.has(node)) continue;
    known.add(node);
    if (node.type === 'ObjectExpression') fields.set(node, new Set());
    if (isCall(node) && calledName(node) === 'build') built.push(node);
    pending.push(...behind(node, values));
  }
  for (const node of run) {
    const name = settingOf(node)?.name;
    if (name !== undefined) for (const object of ownersOf(node)) fields.get(object)?.add(name);
  }
  return { fields, built };
}

function behind(node: AnyNode, values: Values): readonly AnyNode[] {
  switch (node.type) {
    case 'Identifier':
      return (bindingOf(node)?.definitions ?? []).flatMap((each) =>
        each.kind === 'value' && each.path.length === 0 ? each.node : [],
      );
    case 'ConditionalExpression':
      return [node.consequent, node.alternate];
    case 'LogicalExpression':
      return [node.left, node.right];
    case 'AwaitExpression':
      return [node.argument];
    case 'SequenceExpression':
      return node.expressions.slice(-1);
    case 'AssignmentExpression':
      return [node.right];
    case 'CallExpression': {
      const own = values.functionsOf(node.callee);
      const isPromise = values.namesOf(node.callee).includes('Promise.resolve');
      return [...own.flatMap((each) => returnsOf(each)), ...(isPromise ? node.arguments : [])];
    }
    default:
      return [];
  }
}

/** The objects in which a field is set. */
function ownersOf(node: AnyNode): readonly AnyNode[] {
  if (node.type === 'Property') return [parentOf(node) ?? node];
  if (node.type !== 'AssignmentExpression' || node.left.type !== 'MemberExpression') return [];

  return (bindingOf(node.left.object)?.definitions ?? []).flatMap((each) =>
    each.kind === 'value' ? each.node : [],
  );
}

/** `resolve(…)` of `new Promise((resolve) => …)`. */
function resolvesPromise({ callee }: CallNode): boolean {
  const [definition] = bindingOf(callee)?.definitions ?? [];
  const made = definition?.kind === 'parameter' ? parentOf(definition.of) : undefined;

  return (
    definition?.kind === 'parameter' &&
    definition.index === 0 &&
    made?.type === 'NewExpression' &&
    made.callee.type === 'Identifier' &&
    made.callee.name === 'Promise' &&
    isFunction(made.arguments[0])
  );
}

const MOST_NODES = 2_000;
