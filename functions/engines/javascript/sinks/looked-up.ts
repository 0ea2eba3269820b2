import type { Opened } from '../../../core/opened.ts';
import { type Binding, bindingOf, parentOf } from '../scope.ts';
import { type AnyNode, type CallNode, calledName, fieldRead, isCall } from '../syntax.ts';
import type { Values } from '../value.ts';
import type { Written } from './sink.ts';

/**
 * What a look-up of one document shows to who chooses its filter: nothing, where the code only asks whether
 * there is one, compares its fields, or goes on with them once a password was right.
 */
export function openedByLookUp({ node, values }: Written): Opened | undefined {
  if (!isCall(node) || !lookUps.has(calledName(node) ?? '')) return undefined;
  const binding = nameOf(node);
  if (!binding || binding.writes.length > 0 || binding.definitions.length !== 1) return undefined;

  const uses = binding.reads.filter((read) => !isDeclared(read)).map(useOf);
  if (uses.includes('other')) return undefined;
  const fields = binding.reads.filter((read) => useOf(read) === 'field' && !isDeclared(read));
  const unasked = fields.filter((read) => !isCompared(parentOf(read), values));
  const isShown = unasked.some((read) => !isBehindPassword(read, binding, values));

  return isShown ? undefined : 'nothing';
}

const lookUps: ReadonlySet<string> = new Set(['findOne', 'exists', 'count', 'countDocuments']);

/** The name that is given its result, by `await` alone: `const user = await users.findOne(…).lean()`. */
function nameOf(call: CallNode): Binding | undefined {
  let at: AnyNode = call;

  for (let around = parentOf(at); around; around = parentOf(at)) {
    if (around.type === 'VariableDeclarator') {
      return around.init === at && around.id.type === 'Identifier'
        ? bindingOf(around.id)
        : undefined;
    }
    const isRefined =
      (around.type === 'MemberExpression' && around.object === at) ||
      (isCall(around) && around.callee === at && refining.has(calledName(around) ?? ''));
    if (around.type !== 'AwaitExpression' && !isRefined) return undefined;
    at = around;
  }
  return undefined;
}

const refining: ReadonlySet<string> = new Set('exec lean select collation session'.split(' '));

function isDeclared(name: AnyNode): boolean {
  const parent = parentOf(name);

  return parent?.type === 'VariableDeclarator' && parent.id === name;
}

/** Whether a name is only asked for, or one of its fields is read. */
function useOf(read: AnyNode): 'test' | 'field' | 'other' {
  const parent = parentOf(read);
  if (isTest(parent, read)) return 'test';
  if (parent?.type !== 'MemberExpression' || parent.object !== read || parent.computed)
    return 'other';

  const around = parentOf(parent);
  const isWritten =
    (isCall(around) && around.callee === parent) ||
    (around?.type === 'AssignmentExpression' && around.left === parent) ||
    around?.type === 'UpdateExpression' ||
    (around?.type === 'UnaryExpression' && around.operator === 'delete');
  return isWritten ? 'other' : 'field';
}

function isTest(parent: AnyNode | undefined, of: AnyNode): boolean {
  switch (parent?.type) {
    case 'IfStatement':
    case 'ConditionalExpression':
      return parent.test === of;
    case 'UnaryExpression':
      return parent.operator === '!';
    case 'BinaryExpression':
      return /^[!=]==?$/.test(parent.operator);
    default:
      return false;
  }
}

/** `user.name === name`, `bcrypt.compare(given, user.password)`. */
function isCompared(field: AnyNode | undefined, values: Values): boolean {
  const around = field && parentOf(field);
  if (isTest(around, field as AnyNode)) return true;

  return around !== undefined && isCall(around) && isPasswordCheck(around, values);
}

function isPasswordCheck(call: CallNode, values: Values): boolean {
  return values.namesOf(call.callee).some((name) => passwordChecks.test(name));
}

const passwordChecks =
  /^module:(?:bcrypt(?:js|-nodejs)?\.compare|argon2\.verify|@node-rs\/(?:bcrypt|argon2)\.(?:compare|verify))(?:Sync)?$/;

/** Within `if (isRight) { … }`, or after `if (!isRight) return …`, where that is of this document's password. */
function isBehindPassword(read: AnyNode, of: Binding, values: Values): boolean {
  let at = read;

  for (let around = parentOf(at); around; around = parentOf(at)) {
    if (around.type === 'IfStatement' && around.consequent === at) {
      if (isRightPassword(around.test, of, values)) return true;
    }
    if (around.type === 'BlockStatement') {
      const before = around.body.slice(0, around.body.indexOf(at as (typeof around.body)[number]));
      if (before.some((each) => refusesWrong(each, of, values))) return true;
    }
    at = around;
  }
  return false;
}

function refusesWrong(statement: AnyNode, of: Binding, values: Values): boolean {
  if (statement.type !== 'IfStatement' || statement.test.type !== 'UnaryExpression') return false;
  const { consequent } = statement;
  const last = consequent.type === 'BlockStatement' ? consequent.body.at(-1) : consequent;
  const isLeft = last?.type === 'ReturnStatement' || last?.type === 'ThrowStatement';

  return (
    isLeft &&
    statement.test.operator === '!' &&
    isRightPassword(statement.test.argument, of, values)
  );
}

/** `await bcrypt.compare(given, user.password)`, and a name for it. */
function isRightPassword(test: AnyNode, of: Binding, values: Values): boolean {
  const [definition, ...others] = bindingOf(test)?.definitions ?? [];
  const isName = definition?.kind === 'value' && definition.path.length === 0;
  const made = isName && others.length === 0 ? definition.node : test;
  const isAwaited = made.type === 'AwaitExpression';
  const call = isAwaited ? made.argument : made;
  if (!isCall(call) || !isPasswordCheck(call, values)) return false;

  const isWaitedFor = isAwaited || (calledName(call) ?? '').endsWith('Sync');
  return isWaitedFor && call.arguments.some((each) => isPasswordOf(each, of));
}

function isPasswordOf(node: AnyNode, of: Binding): boolean {
  return (
    node.type === 'MemberExpression' &&
    bindingOf(node.object) === of &&
    /pass|pwd|hash/i.test(fieldRead(node) ?? '')
  );
}
