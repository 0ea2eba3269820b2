import type { Opened } from '../../../core/opened.ts';
import { isDeclared } from '../client-uses.ts';
import { type Binding, bindingOf, parentOf } from '../scope.ts';
import { type AnyNode, calledName, fieldRead, isCall, memberName, type NodeOf } from '../syntax.ts';
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
  // Who has to be known is refused where nothing is found, and an operator finds some document.
  if (uses.every((use) => isInRefusal(use) && isRefusedIfThere(use))) return 'nothing';

  return areBehindMatch(uses.filter((use) => !isInRefusal(use))) ? 'nothing' : undefined;
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
    reads.every(
      (read) =>
        (comparison && isWithin(read, comparison)) ||
        places.some((place) => isWithin(read, place)) ||
        isInTestOf(read, comparison),
    )
  );
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
  const isComparing =
    call?.type === 'CallExpression' &&
    call.callee.type === 'MemberExpression' &&
    /^(?:compare|compareSync|verify)$/.test(calledName(call) ?? '') &&
    call.arguments.length === 2 &&
    call.arguments.some((each) => each === given);

  return isComparing && /pass|pwd|hash/i.test(name ?? '') ? call : undefined;
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
