import type { Opened } from '../../../core/opened.ts';
import { isDeclared } from '../client-uses.ts';
import { requestOf } from '../loads.ts';
import { type Binding, bindingOf, parentOf, scopeOf } from '../scope.ts';
import {
  type AnyNode,
  type CallNode,
  calledName,
  childrenOf,
  fieldRead,
  isCall,
  memberName,
  type NodeOf,
} from '../syntax.ts';
import type { Written } from './sink.ts';

/**
 * What a caller comes to who puts an operator into a look-up: nothing, where it is by one field that is no secret
 * itself, and where what is found only has the request refused, or is used once its password has matched. Where it
 * is shown, or used in any other way, that is not said.
 */
export function openedByLookUp({ node }: Written): Opened | undefined {
  if (!isCall(node) || calledName(node) !== 'findOne' || !isByOneField(node.arguments[0])) {
    return undefined;
  }
  const found = keptUnder(node);
  const uses = usesOf(found);
  if (!found) return undefined;
  const isTaken =
    uses.length === 1 && uses.every((use) => isInRefusal(use) && isRefusedIfThere(use));
  // Who has to be known is refused where nothing is found, and an operator finds some document.
  if (isTaken && uses.every((use) => onlyMakesAnother(node, askedIn(use, /^\|\|$/))))
    return 'nothing';

  return areBehindMatch(uses.filter((use) => !isInRefusal(use) && !isLogged(use)))
    ? 'nothing'
    : undefined;
}

/**
 * Whether the request is refused with an error where one is there, and has another of the same kind made where none is: by
 * that an operator opens nothing. What else is done may be just what the look-up was to prevent, or to allow.
 */
function onlyMakesAnother(call: CallNode, refusal: NodeOf<'IfStatement'> | undefined): boolean {
  const { function: around } = scopeOf(call);
  const model = nameOfModel(call);
  if (!refusal || !around || model === undefined || !isError(refusal.consequent)) return false;

  const calls = callsIn(around.body).filter(({ start }) => start > call.end);
  return (
    calls.some((each) => makes(each, model)) &&
    calls.every((each) => makes(each, model) || saves(each, model) || isHarmless(each))
  );
}

/** `User` of `User.findOne(…)` */
function nameOfModel({ callee }: CallNode): string | undefined {
  if (callee.type !== 'MemberExpression' || callee.object.type !== 'Identifier') return undefined;

  return callee.object.name;
}

/** `User.create(…)`, `new User(…)`; to `save` what was made so is nothing else. */
function makes(call: CallNode, model: string): boolean {
  if (call.type === 'NewExpression') {
    return call.callee.type === 'Identifier' && call.callee.name === model;
  }
  return nameOfModel(call) === model && /^(?:create|insertOne)$/.test(calledName(call) ?? '');
}

/** `user.save()` of `const user = new User(…)`. */
function saves({ callee }: CallNode, model: string): boolean {
  if (callee.type !== 'MemberExpression' || fieldRead(callee) !== 'save') return false;
  const [one, ...others] = bindingOf(callee.object)?.definitions ?? [];

  return one?.kind === 'value' && others.length === 0 && isCall(one.node) && makes(one.node, model);
}

/** What answers, hashes, writes logs or makes an error: by whom it is done, for functions of the code have such names, too. */
function isHarmless(call: CallNode): boolean {
  const { callee } = call;
  if (call.type === 'NewExpression') return isGlobal(callee, /^(?:Date|(?:[A-Z]\w{0,60})?Error)$/);
  const name = calledName(call) ?? '';
  if (answering.test(name)) return isOfParameter(callee);
  if (callee.type !== 'MemberExpression') return false;

  const isHashing = /^(?:hash|genSalt)(?:Sync)?$/.test(name) && isOfPackage(callee.object, hashing);
  return isHashing || isGlobal(callee.object, /^(?:console|JSON|Date)$/);
}

const answering = /^(?:status|sendStatus|json|send|end)$/;

const hashing = /^(?:bcrypt(?:js)?|argon2|@node-rs\/(?:argon2|bcrypt))$/;

/** A name that every file has. */
function isGlobal(node: AnyNode, names: RegExp): boolean {
  return node.type === 'Identifier' && names.test(node.name) && !bindingOf(node);
}

/** `res.status(409).json(…)` of what the function was given. */
function isOfParameter(callee: AnyNode): boolean {
  if (callee.type === 'MemberExpression') return isOfParameter(callee.object);
  if (callee.type === 'CallExpression') return isOfParameter(callee.callee);

  return bindingOf(callee)?.definitions.every(({ kind }) => kind === 'parameter') ?? false;
}

/** It ends in an answer of 4xx, or an error, and calls nothing else. */
function isError(branch: AnyNode): boolean {
  const last = branch.type === 'BlockStatement' ? branch.body.at(-1) : branch;
  const calls = callsIn(branch);
  if (!calls.every(isHarmless)) return false;
  if (last?.type === 'ThrowStatement') return true;

  return (
    last?.type === 'ReturnStatement' &&
    (calls.some(isStatusOfError) || isAnswerOfError(last.argument))
  );
}

/** `res.status(409)`, `res.sendStatus(409)` */
function isStatusOfError(call: CallNode): boolean {
  return /^(?:status|sendStatus)$/.test(calledName(call) ?? '') && isOfError(call.arguments[0]);
}

/** `{ statusCode: 409 }` */
function isAnswerOfError(answer: AnyNode | null | undefined): boolean {
  return (
    answer?.type === 'ObjectExpression' &&
    answer.properties.some(
      (each) =>
        each.type === 'Property' && memberName(each) === 'statusCode' && isOfError(each.value),
    )
  );
}

function isOfError(node: AnyNode | undefined): boolean {
  return (
    node?.type === 'Literal' &&
    typeof node.value === 'number' &&
    node.value >= 400 &&
    node.value < 500
  );
}

/** All of them, however deep. */
function callsIn(node: AnyNode): readonly CallNode[] {
  return [...(isCall(node) ? [node] : []), ...childrenOf(node).flatMap(callsIn)];
}

/** `{ email }`: one who gives a password or a token may be looked up by nothing else. */
function isByOneField(filter: AnyNode | undefined): boolean {
  if (filter?.type !== 'ObjectExpression' || filter.properties.length !== 1) return false;
  const [property] = filter.properties;
  if (property?.type !== 'Property' || property.computed) return false;
  const name = memberName(property) ?? '$';

  return !/[$.]/.test(name) && !secret.test(name);
}

const secret = /answer|code|hash|key|otp|pass|pin|pwd|reset|secret|session|token|verif/i;

/** The constant that is given what is found: `const user = await User.findOne(…).lean()`. */
function keptUnder(call: AnyNode): Binding | undefined {
  const waited = parentOf(wholeChain(call));
  const declared = waited?.type === 'AwaitExpression' ? parentOf(waited) : undefined;

  return declared && constantOf(declared);
}

function constantOf(declared: AnyNode): Binding | undefined {
  if (declared.type !== 'VariableDeclarator' || declared.id.type !== 'Identifier') return undefined;
  const binding = bindingOf(declared.id);

  return binding?.definitions.length === 1 && binding.writes.length <= 1 ? binding : undefined;
}

function usesOf(binding: Binding | undefined): readonly AnyNode[] {
  return binding?.reads.filter((read) => !isDeclared(read)) ?? [];
}

function wholeChain(call: AnyNode): AnyNode {
  const member = parentOf(call);
  const next = member && parentOf(member);
  const goesOn =
    member?.type === 'MemberExpression' &&
    member.object === call &&
    next?.type === 'CallExpression' &&
    next.callee === member &&
    /^(?:exec|lean|select)$/.test(fieldRead(member) ?? '');

  return goesOn ? wholeChain(next) : call;
}

/** `if (user) return …`, `if (!user) throw …`: asked whether it is there, and not named in what is answered. */
function isInRefusal(read: AnyNode): boolean {
  const statement = askedIn(read, /^(?:&&|\|\|)$/);
  const binding = bindingOf(read);

  return (
    statement !== undefined &&
    leaves(statement.consequent) &&
    !binding?.reads.some((each) => isWithin(each, statement.consequent))
  );
}

/** `if (user)`, `if (user !== null)`, `if (!email || user)`, and not `if (!user)`. */
function isRefusedIfThere(read: AnyNode): boolean {
  let isThere = true;

  for (let at = parentOf(read); at && at.type !== 'IfStatement'; at = parentOf(at)) {
    const isNegated = at.type === 'UnaryExpression' && at.operator === '!';
    const isCompared = at.type === 'BinaryExpression' && at.operator.startsWith('==');
    if (isNegated || isCompared) isThere = !isThere;
    if (at.type === 'LogicalExpression' && at.operator !== '||') return false;
  }
  return isThere;
}

/** The statement that asks for a value, by itself, as no, compared with nothing or joined with other questions. */
function askedIn(node: AnyNode, joined: RegExp): NodeOf<'IfStatement'> | undefined {
  const parent = parentOf(node);

  switch (parent?.type) {
    case 'IfStatement':
      return parent.test === node ? parent : undefined;
    case 'UnaryExpression':
      return parent.operator === '!' ? askedIn(parent, joined) : undefined;
    case 'BinaryExpression':
      return /^[!=]==?$/.test(parent.operator) &&
        isNothing(parent.left === node ? parent.right : parent.left)
        ? askedIn(parent, joined)
        : undefined;
    case 'LogicalExpression':
      return joined.test(parent.operator) ? askedIn(parent, joined) : undefined;
    default:
      return undefined;
  }
}

function isNothing(node: AnyNode): boolean {
  return (
    (node.type === 'Literal' && node.value === null) ||
    (node.type === 'Identifier' && node.name === 'undefined' && !bindingOf(node))
  );
}

/** Whatever happens in it, it ends the function. */
function leaves(branch: AnyNode): boolean {
  const last = branch.type === 'BlockStatement' ? branch.body.at(-1) : branch;

  return last?.type === 'ReturnStatement' || last?.type === 'ThrowStatement';
}

/**
 * Whether its password is compared, and all else that is read of it, or that was taken out of it before, stands where
 * the answer was yes.
 */
function areBehindMatch(uses: readonly AnyNode[]): boolean {
  const reads = uses.flatMap((use) => {
    const taken = takenBy(use);
    return taken ? usesOf(taken) : [use];
  });
  const comparison = reads.map(comparedBy).find((one) => one !== undefined);
  const places = comparison ? provedPlaces(comparison) : [];

  return (
    places.length > 0 &&
    comparison !== undefined &&
    reads.filter((read) => isWithin(read, comparison)).length === 1 &&
    reads.every(
      (read) =>
        isWithin(read, comparison) ||
        places.some((place) => isWithin(read, place)) ||
        isInTestOf(read, comparison),
    )
  );
}

/** `console.log(user.name)`: what is written to logs, no caller comes to. */
function isLogged(read: AnyNode): boolean {
  const parent = parentOf(read);
  if (parent?.type === 'MemberExpression' && parent.object === read) return isLogged(parent);
  if (!isCall(parent) || parent.callee.type !== 'MemberExpression') return false;

  return parent.callee !== read && isGlobal(parent.callee.object, /^console$/);
}

interface Range {
  readonly start: number;
  readonly end: number;
}

/** `const hash = user.password` */
function takenBy(use: AnyNode): Binding | undefined {
  const member = parentOf(use);
  const declared = member?.type === 'MemberExpression' && member.object === use && parentOf(member);

  return declared ? constantOf(declared) : undefined;
}

/** `await bcrypt.compare(password, user.password)`, of the password by its name. */
function comparedBy(read: AnyNode): AnyNode | undefined {
  const member = parentOf(read);
  const isField = member?.type === 'MemberExpression' && member.object === read;
  const given = isField ? member : read;
  const name = isField ? fieldRead(member) : read.type === 'Identifier' ? read.name : undefined;
  const call = parentOf(given);
  const stored = isCall(call) ? storedBy(call) : undefined;

  return stored === given && /pass|pwd|hash/i.test(name ?? '') ? call : undefined;
}

/** The argument that is the stored hash, where the other one is not of the code. */
function storedBy(call: CallNode): AnyNode | undefined {
  const { callee } = call;
  if (callee.type !== 'MemberExpression' || call.arguments.length !== 2) return undefined;
  const [first, second] = call.arguments;
  const isOf = (packages: RegExp) => isOfPackage(callee.object, packages);
  const name = calledName(call) ?? '';
  const isWaited = parentOf(call)?.type === 'AwaitExpression';

  if (isOf(/^bcrypt(?:js)?$|^@node-rs\/bcrypt$/)) {
    const isRun = name === 'compareSync' || (isWaited && /^(?:compare|verify)$/.test(name));
    return isRun && first?.type !== 'Literal' ? second : undefined;
  }
  const isVerified = isWaited && name === 'verify' && isOf(/^(?:argon2|@node-rs\/argon2)$/);
  return isVerified && second?.type !== 'Literal' ? first : undefined;
}

function isOfPackage(of: AnyNode, packages: RegExp): boolean {
  const node = of.type === 'MemberExpression' && fieldRead(of) === 'default' ? of.object : of;
  const [one, ...others] = bindingOf(node)?.definitions ?? [];
  if (!one || others.length > 0) return false;
  if (one.kind === 'import') return packages.test(one.from);

  return one.kind === 'value' && one.path.length === 0 && packages.test(requestIn(one.node) ?? '');
}

/** Of `require('bcrypt')` and of what a compiler puts around it. */
function requestIn(node: AnyNode): string | undefined {
  const request = requestOf(node);
  if (request !== undefined || node.type !== 'CallExpression') return request;

  return node.arguments.length > 0 ? requestOf(node.arguments[0] as AnyNode) : undefined;
}

/** Where the answer of a comparison was yes. */
function provedPlaces(comparison: AnyNode): readonly Range[] {
  const waited = parentOf(comparison);
  const answer = waited?.type === 'AwaitExpression' ? waited : comparison;
  const kept = constantOf(parentOf(answer) ?? answer);

  return (kept ? usesOf(kept) : [answer]).flatMap((each) => provedBy(each) ?? []);
}

/** The block of `if (match)`, and what follows `if (!match) return` in the same block. */
function provedBy(answer: AnyNode): Range | undefined {
  const parent = parentOf(answer);
  const isNegated = parent?.type === 'UnaryExpression' && parent.operator === '!';
  const asked = isNegated ? parent : answer;
  const statement = joinedBy(asked, isNegated ? '||' : '&&');
  if (!statement) return undefined;
  if (!isNegated) return statement.consequent;

  const around = parentOf(statement);
  return leaves(statement.consequent) && around?.type === 'BlockStatement'
    ? { start: statement.end, end: around.end }
    : undefined;
}

/** The statement that goes on only with this answer: no other one makes up for it. */
function joinedBy(asked: AnyNode, operator: string): NodeOf<'IfStatement'> | undefined {
  const parent = parentOf(asked);
  if (parent?.type === 'IfStatement') return parent.test === asked ? parent : undefined;

  return parent?.type === 'LogicalExpression' && parent.operator === operator
    ? joinedBy(parent, operator)
    : undefined;
}

/** `if (user && (await bcrypt.compare(password, user.password)))` */
function isInTestOf(read: AnyNode, comparison: AnyNode | undefined): boolean {
  const statement = askedIn(read, /^(?:&&|\|\|)$/);

  return (
    statement !== undefined && comparison !== undefined && isWithin(comparison, statement.test)
  );
}

function isWithin(node: AnyNode, { start, end }: Range): boolean {
  return node.start >= start && node.end <= end;
}
