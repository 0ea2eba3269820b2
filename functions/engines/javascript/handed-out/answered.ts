import { type IsEnough, tellingFields } from '../../signatures/index.ts';
import { behind } from '../behind.ts';
import { returnsOf } from '../members.ts';
import { bindingOf, parentOf, scopeOf } from '../scope.ts';
import {
  type AnyNode,
  type CallNode,
  calledName,
  type FunctionNode,
  fieldRead,
  isCall,
  isFunction,
  memberName,
  type NodeOf,
} from '../syntax.ts';
import type { Values } from '../value.ts';

/**
 * Whether what a call gives is answered to who asked, whole: through names, functions and promises, and nothing is taken out of it.
 */
export function isAnswered(
  call: CallNode,
  entries: ReadonlySet<FunctionNode>,
  values: Values,
  isEnough: IsEnough,
): boolean {
  const pending: AnyNode[] = [call, ...readsInCallback(call)];
  const seen = new Set<AnyNode>(pending);
  let isIt = false;
  for (let node = pending.pop(); node && seen.size < MOST_NODES; node = pending.pop()) {
    if (isTakenFrom(node)) return false;
    const next = stepFrom(node, values, isEnough, entries);
    if (next === 'answered') {
      isIt = true;
      continue;
    }
    if (next === 'returned') {
      const of = scopeOf(node).function;
      isIt ||= of !== undefined && entries.has(of);
      continue;
    }
    for (const each of next) {
      if (seen.has(each)) continue;
      seen.add(each);
      pending.push(each);
    }
  }
  return isIt;
}

const MOST_NODES = 300;

/**
 * `for (const each of users) delete each.ssn`, `users.forEach((each) => { delete each.ssn; })`, `delete user.ssn`. What is set anew may be
 * hidden: `each.email = mask(each.email)`, `page.Items = page.Items.map(shown)`.
 */
function isTakenFrom(node: AnyNode, loops = 0): boolean {
  const around = parentOf(node);
  const isOfEach = (each: AnyNode) =>
    loops < MOST_LOOPS && readsOf(each).some((read) => isTakenFrom(read, loops + 1));
  if (around?.type === 'ForOfStatement' && around.right === node) {
    const { left } = around;
    const target = left.type === 'VariableDeclaration' ? left.declarations[0]?.id : left;
    return target?.type === 'Identifier' && isOfEach(target);
  }
  if (around?.type !== 'MemberExpression' || around.object !== node) return false;
  const outer = parentOf(around);
  if (outer?.type === 'UnaryExpression' && outer.operator === 'delete') return true;
  if (outer?.type === 'AssignmentExpression' && outer.left === around) {
    return isHiding(fieldRead(around) ?? '', outer.right);
  }
  const isEach = isCall(outer) && outer.callee === around && fieldRead(around) === 'forEach';
  const [callback] = isEach ? outer.arguments : [];
  const [each] = callback && isFunction(callback) ? callback.params : [];

  return each?.type === 'Identifier' && isOfEach(each);
}

/** Not what is only converted, or gets more: `each.email = each.email.trim()`, `page.Items = page.Items.concat(next.Items)`. */
function isHiding(field: string, value: AnyNode): boolean {
  if (!whole.test(field)) {
    return tellingFields([field]).length > 0 && !(isShown(value) || isSameText(value));
  }
  const isCarried = isCall(value) && /^(?:concat|sort|slice)$/.test(calledName(value) ?? '');

  return !isCarried && value.type !== 'ArrayExpression';
}

function isSameText(value: AnyNode): boolean {
  return isCall(value) && /^(?:to(?:Lower|Upper)Case|trim|toString)$/.test(calledName(value) ?? '');
}

/** `query(sql, (error, rows) => …)` */
function readsInCallback(call: CallNode): readonly AnyNode[] {
  const last = call.arguments.at(-1);
  const [, result] = last && isFunction(last) ? last.params : [];

  return result ? readsOf(result) : [];
}

/** Within each other. */
const MOST_LOOPS = 2;

/** Where a value goes from an expression that it is the value of, or lies in as it is. */
function stepFrom(
  node: AnyNode,
  values: Values,
  isEnough: IsEnough,
  entries: ReadonlySet<FunctionNode>,
): readonly AnyNode[] | 'answered' | 'returned' {
  const around = parentOf(node);
  switch (around?.type) {
    case 'AwaitExpression':
    case 'ChainExpression':
    case 'ParenthesizedExpression':
    case 'SpreadElement':
    case 'ObjectExpression':
    case 'LogicalExpression':
      return [around];
    case 'ArrayExpression':
      return node.type === 'SpreadElement' ? [around] : [];
    case 'TemplateLiteral':
    case 'BinaryExpression':
      return isLines(node) ? [around] : [];
    case 'ConditionalExpression':
      return around.test === node ? [] : [around];
    case 'Property':
      if (around.value !== node) return [];
      return memberName(around) === 'body' && isText(node) ? 'answered' : [around];
    case 'MemberExpression':
      return around.object === node ? ofMember(around, isEnough) : [];
    case 'VariableDeclarator':
      return around.init === node ? readsUntilSet(around.id, node) : [];
    case 'AssignmentExpression':
      return around.right === node ? ofAssignment(around.left, node) : [];
    case 'ForOfStatement':
      return around.right === node ? pushedIn(around.left) : [];
    case 'YieldExpression':
    case 'ReturnStatement':
      return returnedFrom(scopeOf(node).function, values, entries);
    case 'ArrowFunctionExpression':
      return around.body === node ? returnedFrom(around, values, entries) : [];
    case 'CallExpression':
      return around.arguments.includes(node as never) ? givenTo(around, node, values) : [];
    default:
      return [];
  }
}

/** `for (const each of users) all.push(each)`, of generators, too: the list that each is added to. */
function pushedIn(left: AnyNode): readonly AnyNode[] {
  const target = left.type === 'VariableDeclaration' ? left.declarations[0]?.id : left;

  return readsOf(target ?? left).flatMap((read) => {
    const call = parentOf(read);
    const isPush = isCall(call) && call.arguments[0] === read && calledName(call) === 'push';
    const list = isPush && call.callee.type === 'MemberExpression' ? call.callee.object : undefined;
    return list ? readsOf(list) : [];
  });
}

/** `rows.join('\n')`, and what it is put into. */
function isLines(node: AnyNode): boolean {
  const text = behind(node);

  return isCall(text) ? calledName(text) === 'join' : /^(?:Template|Binary)/.test(text.type);
}

/** `JSON.stringify(users)` */
function isText(node: AnyNode): boolean {
  return isCall(node) && calledName(node) === 'stringify';
}

/** Of `result.Items` the list, of `find().then` the call that makes another promise of it. */
function ofMember(member: AnyNode, isEnough: IsEnough): readonly AnyNode[] {
  const name = fieldRead(member as never) ?? '';
  const call = parentOf(member);
  if (!isCall(call) || call.callee !== member) return whole.test(name) ? [member] : [];
  if (name === 'map') return isMadeWhole(call.arguments[0], isEnough) ? [call] : [];
  if (!passing.test(name)) return [];
  if (name !== 'then') return [call];
  const [callback] = call.arguments;
  const [parameter] = callback && isFunction(callback) ? callback.params : [];

  return parameter ? readsOf(parameter) : [];
}

/** `unmarshall`, `(each) => unmarshall(each)`, `(each) => ({ account: each.account.N, balance: each.balance.N })` */
function isMadeWhole(callback: AnyNode | undefined, isEnough: IsEnough): boolean {
  if (!callback || !isFunction(callback)) return callback !== undefined && isUnmarshall(callback);
  const [each] = callback.params;
  const [made, ...others] =
    callback.body.type === 'BlockStatement' ? returnsOf(callback) : [callback.body];
  if (!each || !made || others.length > 0) return false;
  if (each.type === 'ObjectPattern') return isEnough(fieldsKept(each, made));
  if (each.type !== 'Identifier') return false;
  const parts = partsOfLine(made);
  if (parts) return isEnough(parts.flatMap((part) => fieldOfEach(part, each)));
  if (isCall(made)) return isUnmarshall(made.callee);
  if (made.type !== 'ObjectExpression') return false;
  const fields = made.properties.flatMap((property) =>
    property.type === 'Property' &&
    isShown(property.value) &&
    readsOf(each).some((read) => isWithin(read, property.value))
      ? (memberName(property) ?? [])
      : [],
  );

  return isEnough(fields);
}

/** `({ name, email }) => ({ name, email })` */
function fieldsKept(each: NodeOf<'ObjectPattern'>, made: AnyNode): readonly string[] {
  if (made.type !== 'ObjectExpression') return [];
  const taken = new Set(
    each.properties.flatMap((property) =>
      property.type === 'Property' ? (bindingOf(property.value) ?? []) : [],
    ),
  );

  return made.properties.flatMap((property) => {
    const of = property.type === 'Property' ? bindingOf(property.value) : undefined;
    return property.type === 'Property' && of && taken.has(of) ? (memberName(property) ?? []) : [];
  });
}

/** Of a line of a file that is made for each: `${each.name},${each.email}`, `[each.name, each.email].join(';')`. */
function partsOfLine(made: AnyNode): readonly AnyNode[] | undefined {
  if (made.type === 'TemplateLiteral') return made.expressions;
  if (!isCall(made) || calledName(made) !== 'join' || made.callee.type !== 'MemberExpression')
    return undefined;
  const { object } = made.callee;

  return object.type === 'ArrayExpression'
    ? object.elements.flatMap((one) => one ?? [])
    : undefined;
}

function fieldOfEach(part: AnyNode, each: AnyNode): readonly string[] {
  const member = part.type === 'LogicalExpression' ? part.left : part;
  if (member.type !== 'MemberExpression' || !readsOf(each).includes(member.object)) return [];

  return [fieldRead(member) ?? ''];
}

function isUnmarshall(callee: AnyNode): boolean {
  const name =
    callee.type === 'Identifier'
      ? callee.name
      : callee.type === 'MemberExpression'
        ? fieldRead(callee)
        : '';

  return name === 'unmarshall';
}

/** `each.email`, `Number(each.balance.N)`: what is made of it otherwise may hide it. */
function isShown(value: AnyNode): boolean {
  if (!isCall(value)) return value.type === 'MemberExpression' || value.type === 'ChainExpression';
  const [given] = value.arguments;

  return (
    given !== undefined &&
    /^(?:Number|String|parse(?:Int|Float))$/.test(calledName(value) ?? '') &&
    isShown(given)
  );
}

function isWithin(node: AnyNode, around: AnyNode): boolean {
  return node.start >= around.start && node.end <= around.end;
}

const whole = /^(?:Items|Item|rows|recordset|0)$/;
const passing =
  /^(?:then|catch|finally|exec|lean|sort|toSorted|reverse|toReversed|slice|limit|skip|where|orderBy|offset|toArray|promise|populate|collation|unwrap|join)$/;

/** What a name or a pattern of a result stands for. */
function readsOf(pattern: AnyNode): readonly AnyNode[] {
  switch (pattern.type) {
    case 'Identifier':
      return bindingOf(pattern)?.reads ?? [];
    case 'AssignmentPattern':
      return readsOf(pattern.left);
    case 'ArrayPattern':
      return pattern.elements[0] ? readsOf(pattern.elements[0]) : [];
    case 'ObjectPattern':
      return pattern.properties.flatMap((each) =>
        each.type === 'Property' && whole.test(memberName(each) ?? '') ? readsOf(each.value) : [],
      );
    default:
      return [];
  }
}

/** `ctx.body = users`, `response.body = JSON.stringify(users)`, `users = await find()` */
function ofAssignment(left: AnyNode, value: AnyNode): readonly AnyNode[] | 'answered' {
  if (left.type === 'MemberExpression') return fieldRead(left) === 'body' ? 'answered' : [];

  return readsUntilSet(left, value);
}

/** Not those behind where the name is set to something else: `users = users.map(shown)`. */
function readsUntilSet(pattern: AnyNode, value: AnyNode): readonly AnyNode[] {
  const ends = (bindingOf(pattern)?.definitions ?? []).flatMap((each) =>
    each.kind === 'value' && each.node.start > value.end ? each.node.end : [],
  );
  const end = Math.min(...ends);

  return readsOf(pattern).filter((read) => read.end <= end);
}

function returnedFrom(
  of: FunctionNode | undefined,
  values: Values,
  entries: ReadonlySet<FunctionNode>,
): readonly AnyNode[] | 'returned' {
  if (!of) return [];
  if (entries.has(of) && answersByReturning(of)) return 'returned';
  const promise = parentOf(of);
  if (
    isCall(promise) &&
    promise.callee !== of &&
    /^(?:then|catch)$/.test(calledName(promise) ?? '')
  )
    return [promise];
  const sites = values.sitesOf(of).slice(0, MOST_SITES);
  if (sites.length === 0) return 'returned';

  return sites.flatMap(({ call, isCallback }) => {
    const isThen = isCallback && calledName(call) === 'then';
    return isCallback && !isThen ? [] : [call];
  });
}

/** Whether what a route returns is its answer, as Fastify has it: it has nothing else to answer by, but a `reply`. */
function answersByReturning({ params: [, second] }: FunctionNode): boolean {
  return !second || (second.type === 'Identifier' && second.name === 'reply');
}

const MOST_SITES = 20;

/** What answers, makes a text of it, or is a function of the code's own. */
function givenTo(call: CallNode, node: AnyNode, values: Values): readonly AnyNode[] | 'answered' {
  const name = calledName(call) ?? '';
  if (name === 'stringify') return isWhole(call) ? [call] : [];
  if (isAnswering(call)) return 'answered';
  // `client.send(command)`, `all.concat(page.Items)`
  if (name === 'send' || name === 'concat') return [call];
  // `all.push(...page.Items)`
  if (name === 'push' && node.type === 'SpreadElement' && call.callee.type === 'MemberExpression')
    return readsOf(call.callee.object);
  const index = call.arguments.indexOf(node as never);

  return values.functionsOf(call.callee).flatMap((of) => {
    const parameter = of.params[index];
    return parameter ? readsOf(parameter) : [];
  });
}

/** What a second argument of `JSON.stringify` says, a function or a list of names, may leave a password out. */
function isWhole({ arguments: [, replacer] }: CallNode): boolean {
  return (
    !replacer ||
    (replacer.type === 'Literal' && replacer.value === null) ||
    (replacer.type === 'Identifier' && replacer.name === 'undefined')
  );
}

/** `res.json(users)`, `res.status(200).send(users)`, `c.json(users)` */
function isAnswering({ callee }: CallNode): boolean {
  if (
    callee.type !== 'MemberExpression' ||
    !/^(?:json|send|jsonp|end)$/.test(fieldRead(callee) ?? '')
  )
    return false;
  const { object } = callee;
  const root =
    isCall(object) && object.callee.type === 'MemberExpression' ? object.callee.object : object;

  return (
    root.type === 'Identifier' && /^(?:res|resp|response|reply|c|ctx|context)$/.test(root.name)
  );
}
