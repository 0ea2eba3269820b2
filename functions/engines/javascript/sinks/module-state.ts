import { harm } from '../harms.ts';
import { baseOf } from '../link.ts';
import { type Binding, bindingOf, parentOf, scopeOf } from '../scope.ts';
import { type AnyNode, calledName, fieldRead, isCall, isFunction, type NodeOf } from '../syntax.ts';
import type { Sink } from './sink.ts';

/**
 * What an assignment keeps for later invocations: in a variable of a file, where nothing else was yet,
 * or after what was there before was read. What each invocation sets anew before it reads it is not
 * kept, and what is kept by a key belongs to that key.
 */
export function keptByAssignment(node: NodeOf<'AssignmentExpression'>): Sink | undefined {
  const variable = variableOf(node.left);
  if (!variable || !scopeOf(node).function) return undefined;

  const isFirstOnly =
    node.operator === '||=' || node.operator === '??=' || isOnlyOnce(node, variable);
  const isKept = isFirstOnly || isReadBefore(node, variable) || isLeftOver(node, variable);
  return isKept ? sinkOf(variable) : undefined;
}

/** What `list.push(…)` adds to a list of a file that nothing empties. */
export function keptByCall(call: NodeOf<'CallExpression' | 'NewExpression'>): Sink | undefined {
  const { callee } = call;
  if (callee.type !== 'MemberExpression' || !/^(?:push|unshift)$/.test(fieldRead(callee) ?? '')) {
    return undefined;
  }
  const variable = variableOf(callee.object);
  if (!variable || callee.object.type !== 'Identifier' || !scopeOf(call).function) return undefined;

  const isRead = variable.reads.some((read) => scopeOf(read).function && !isPushedTo(read));
  return isRead && !isEmptied(variable) ? sinkOf(variable) : undefined;
}

/** A variable of a file, or a field that has a name in it: not one that is computed. */
function variableOf(node: AnyNode): Binding | undefined {
  const base = baseOf(node);
  const binding = base && bindingOf(base.node);
  const isOfFile = binding && !binding.scope.function && binding.name !== 'this';
  const isPlain = base?.path.every((field) => /^[\w$]+$/.test(field)) && base.path.length < 2;
  const isExport = binding?.name === 'module' || binding?.name === 'exports';

  const isSmall = binding && binding.reads.length + binding.writes.length < MOST_USES;
  return isOfFile && isSmall && isPlain && !isExport && !isImported(binding) ? binding : undefined;
}

/** More are of a bundle's own names, and would be looked through for each of them. */
const MOST_USES = 200;

function isImported({ definitions }: Binding): boolean {
  return definitions.some(
    ({ kind }) => kind === 'import' || kind === 'class' || kind === 'function',
  );
}

/** `if (!user) user = …`, `user = user ?? …`. */
function isOnlyOnce(node: NodeOf<'AssignmentExpression'>, variable: Binding): boolean {
  const { right } = node;
  if (right.type === 'LogicalExpression' && bindingOf(right.left) === variable) {
    return right.operator !== '&&';
  }
  let at: AnyNode = node;

  for (let around = parentOf(at); around && !isFunction(around); around = parentOf(at)) {
    if (around.type === 'IfStatement' && around.consequent === at) {
      return asksWhetherNothing(around.test, variable);
    }
    if (around.type === 'LogicalExpression' && around.right === at) {
      return around.operator !== '&&' && bindingOf(around.left) === variable;
    }
    at = around;
  }
  return false;
}

/** `if (event.user) user = event.user; return load(user)`: without one, it is that of an invocation before. */
function isLeftOver(node: NodeOf<'AssignmentExpression'>, variable: Binding): boolean {
  if (node.left.type !== 'Identifier' || node.operator !== '=') return false;
  const { function: of } = scopeOf(node);
  let at: AnyNode = node;

  for (let around = parentOf(at); around && !isFunction(around); around = parentOf(at)) {
    if (around.type === 'IfStatement') {
      const { end } = around;
      const others = variable.writes.filter(
        ({ node: write }) => write !== node && scopeOf(write).function === of,
      );
      const isOnly = around.consequent === at && !around.alternate && others.length === 0;
      return (
        isOnly &&
        bindingOf(node.right) === undefined &&
        variable.reads.some((read) => scopeOf(read).function === of && read.start > end)
      );
    }
    at = around;
  }
  return false;
}

/** `!user`, `user === undefined`, `user == null`. */
function asksWhetherNothing(test: AnyNode, variable: Binding): boolean {
  if (test.type === 'UnaryExpression') {
    return test.operator === '!' && bindingOf(test.argument) === variable;
  }
  if (test.type !== 'BinaryExpression' || !test.operator.startsWith('==')) return false;

  return bindingOf(test.left) === variable;
}

/** What an invocation before put there is read in the same function, and before this one is. */
function isReadBefore(node: NodeOf<'AssignmentExpression'>, variable: Binding): boolean {
  const { function: of } = scopeOf(node);
  const first = Math.min(
    ...variable.writes
      .filter((write) => scopeOf(write.node).function === of)
      .map((write) => write.node.start),
  );

  return variable.reads.some(
    (read) =>
      scopeOf(read).function === of &&
      read.end < first &&
      parentOf(read)?.type !== 'UnaryExpression' &&
      node.left.type === 'Identifier',
  );
}

function isPushedTo(read: AnyNode): boolean {
  const method = parentOf(read);
  const call = method && parentOf(method);

  return isCall(call) && call.callee === method && calledName(call) === 'push';
}

/** `list = []`, `list.length = 0`, `list.splice(0)`, `list.shift()`. */
function isEmptied(variable: Binding): boolean {
  const isSet = variable.writes.some(({ node }) => scopeOf(node).function !== undefined);

  return (
    isSet ||
    variable.reads.some((read) => {
      const method = parentOf(read);
      const name = method?.type === 'MemberExpression' ? fieldRead(method) : undefined;
      return /^(?:splice|shift|pop)$/.test(name ?? '');
    })
  );
}

function sinkOf({ name }: Binding): Sink {
  return {
    kind: 'state-between-invocations',
    harm: harm.kept,
    title: /^[\w$]{1,40}$/.test(name) ? name : 'a variable',
  };
}
