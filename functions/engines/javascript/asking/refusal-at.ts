import { partsWithin } from '../../flow/index.ts';
import {
  isCredentialName,
  isDenyingText,
  isHandshake,
  isRefusingText,
} from '../../signatures/index.ts';
import { parentOf } from '../scope.ts';
import {
  type AnyNode,
  type CallNode,
  calledName,
  childrenOf,
  type FunctionNode,
  fieldRead,
  isCall,
  isFunction,
  literalText,
  memberName,
} from '../syntax.ts';
import { isOfForm, isOfMissingField } from './of-form.ts';
import { isAsSent, isOfNoCaller, requestSourcesOf } from './request-sources.ts';
import { saidName } from './said-name.ts';
import { isCodeThatWasSent } from './sent-code.ts';

/** What a place refuses, or compares, for a reader: `answers 401`; undefined where it does neither by a credential. */
export function refusalAt(node: AnyNode): string | undefined {
  const status = statusAt(node);
  if (status !== undefined) {
    return isByOther(node, status) || saysNotThere(node) ? undefined : `answers ${status}`;
  }
  if (node.type === 'BinaryExpression') return comparisonAt(node);
  if (isCall(node)) return membershipAt(node) ?? redirectAt(node);
  if (isSentBack(node)) return 'asks PayPal whether it has sent this';
  const said = saidAt(node);
  if (said !== undefined) {
    const status = isDenyingText(said) ? '403' : '401';
    return isByOther(node, status) ? undefined : 'says that a credential is wrong';
  }

  return undefined;
}

/** A notice of a payment goes back to PayPal with this before it, which says whether it is its own. */
function isSentBack(node: AnyNode): boolean {
  const text = node.type === 'TemplateElement' ? node.value.cooked : literalText(node);

  return text?.includes('cmd=_notify-validate') === true;
}

/** `401` of an answer: a status by its name, what a call is given, or an error called so. */
function statusAt(node: AnyNode): string | undefined {
  if (node.type === 'Literal') {
    const text = literalText(node) ?? '';
    return /^40[13]$/.test(text) && isAnswered(node) ? text : undefined;
  }
  const name = isCall(node)
    ? (calledName(node) ?? '')
    : (node.type === 'MemberExpression' || node.type === 'Identifier') && isAnswered(node)
      ? saidName(node)
      : '';
  if (
    /^(?:http)?_?(?:un_?authori[sz]ed|not_?authori[sz]ed|un_?authenticated)(?:_?(?:error|exception|response|401))*$/i.test(
      name,
    )
  )
    return '401';

  return /^(?:http)?_?(?:forbidden|access_?denied)(?:_?(?:error|exception|response|403))*$/i.test(
    name,
  )
    ? '403'
    : undefined;
}

/** `{ statusCode: 401, body: '{"message": "User not found"}' }`: no credential is wrong. */
function saysNotThere(node: AnyNode): boolean {
  let answer: AnyNode | undefined = node;
  for (let depth = 0; answer && depth < MOST_AROUND; answer = parentOf(answer), depth += 1) {
    if (answer.type === 'ReturnStatement' || answer.type === 'ThrowStatement') break;
    if (isFunction(answer)) return false;
  }
  const texts = (answer ? partsWithin(answer, childrenOf, MOST_PARTS) : []).flatMap((each) =>
    each.type === 'Literal' ? (literalText(each) ?? []) : [],
  );

  return !texts.some(isRefusingText) && texts.some((text) => notThere.test(text));
}

const notThere = /\bnot found\b|\b(?:does not|doesn't|not) exist\b|\bno such\b/i;
const MOST_PARTS = 60;

function isAnswered(node: AnyNode): boolean {
  const around = parentOf(node);
  switch (around?.type) {
    case 'Property':
      return (
        around.value === node &&
        /^(?:http)?_?(?:status|status_?code|code)$/i.test(memberName(around) ?? '')
      );
    case 'AssignmentExpression':
      return (
        around.right === node &&
        around.left.type === 'MemberExpression' &&
        /^(?:status|statusCode|code)$/.test(fieldRead(around.left) ?? '')
      );
    case 'CallExpression':
    case 'NewExpression':
      return (
        around.callee !== node &&
        !/^(?:includes|indexOf|has|slice|substr|substring|push|add|set|setTimeout|log|error|warn|parseInt|Number)$/.test(
          calledName(around) ?? '',
        )
      );
    case 'ConditionalExpression':
      return around.test !== node && isAnswered(around);
    case 'ArrowFunctionExpression':
    case 'ReturnStatement':
      return false;
    default:
      return false;
  }
}

/** `throw new Error('Unauthorized')`, `{ message: 'Invalid token' }` of an answer, and not of a log. */
function saidAt(node: AnyNode): string | undefined {
  if (node.type !== 'Literal' && node.type !== 'TemplateElement') return undefined;
  const text = node.type === 'Literal' ? literalText(node) : (node.value.cooked ?? undefined);
  if (text === undefined || text.length < 5 || !isRefusingText(text)) return undefined;
  for (
    let at = parentOf(node), depth = 0;
    at && depth < MOST_AROUND;
    at = parentOf(at), depth += 1
  ) {
    if (isFunction(at)) return undefined;
    if (at.type === 'ThrowStatement' || at.type === 'ReturnStatement') return text;
    if (!isCall(at)) continue;
    if (/^(?:log|info|debug|warn|error|trace|describe|it|test)$/.test(calledName(at) ?? ''))
      return undefined;
    if (
      /^(?:json|send|end|reject|callback|cb|done|status|\w{0,10}Error|\w{0,20}Exception|\w{0,12}[rR]esponse|fail|abort|next)$/.test(
        calledName(at) ?? '',
      )
    )
      return text;
  }
  return undefined;
}

const MOST_AROUND = 12;

/**
 * Refused for something else than a credential: by method, by page, or as another service has answered. 403 is said of much else, so that
 * something has to be asked of who comes.
 */
function isByOther(node: AnyNode, status: string): boolean {
  let isOfCaller = status !== '403';
  let [isOfNone, isOfSome] = [false, false];
  for (
    let at: AnyNode | undefined = node, below: AnyNode | undefined, depth = 0;
    at && depth < MOST_ABOVE;
    below = at, at = parentOf(at), depth += 1
  ) {
    if (isFunction(at))
      return !isOfCaller || (isOfNone && !isOfSome) || isHandshakeIn(at) || isCaught(at);
    if (at.type === 'CatchClause' && status === '403') return true;
    if (at.type === 'SwitchCase' && isOfErrors(at)) return true;
    const test = testOf(at, below);
    if (!test) continue;
    if (isOfOther(test) || isOfForm(test)) return true;
    const isNone = isOfNoCaller(test) || isOfMissingField(test);
    isOfNone ||= isNone;
    isOfSome ||= !isNone && requestSourcesOf(test).hasCredential;
    isOfCaller ||= !isNone && asksWho(test);
  }
  return !isOfCaller || (isOfNone && !isOfSome);
}

const MOST_ABOVE = 60;

/** `switch (error.name) { case 'UnauthorizedError': … }`: what is thrown elsewhere. */
function isOfErrors(each: Extract<AnyNode, { type: 'SwitchCase' }>): boolean {
  const around = parentOf(each);

  return (
    around?.type === 'SwitchStatement' &&
    around.discriminant.type === 'MemberExpression' &&
    /^(?:name|code|message|type)$/.test(fieldRead(around.discriminant) ?? '') &&
    literalText(each.test ?? undefined) !== undefined
  );
}

/** What is asked before a part of it. */
function testOf(node: AnyNode, part: AnyNode | undefined): AnyNode | undefined {
  if (node.type !== 'IfStatement' && node.type !== 'ConditionalExpression') return undefined;

  return part === node.test ? undefined : node.test;
}

/** `!user.isAdmin`: whose something is, a body may say as it likes. */
function asksWho(test: AnyNode): boolean {
  const pending = [test];
  for (
    let node = pending.pop(), count = 0;
    node && count < MOST_IN_TEST;
    node = pending.pop(), count += 1
  ) {
    const name =
      saidName(node) || (isCall(node) ? (calledName(node) ?? '') : '') || (literalText(node) ?? '');
    if (isCredentialName(name) || ofCaller.test(name)) return true;
    pending.push(...childrenOf(node));
  }
  return false;
}

const MOST_IN_TEST = 100;

const ofCaller =
  /auth|admin|role|permission|allowed|caller|principal|claims|verif|secret|api_?key|signature|decoded|logged_?in/i;

/** `.catch((error) => response.status(403))` */
function isCaught(of: FunctionNode): boolean {
  const around = parentOf(of);

  return isCall(around) && calledName(around) === 'catch';
}

function isOfOther(test: AnyNode): boolean {
  const pending = [test];
  let isOther = false;
  for (
    let node = pending.pop(), count = 0;
    node && count < MOST_IN_TEST;
    node = pending.pop(), count += 1
  ) {
    const name =
      node.type === 'Identifier'
        ? node.name
        : node.type === 'MemberExpression'
          ? (fieldRead(node) ?? '')
          : '';
    if (isCredentialName(name)) return false;
    const text = literalText(node) ?? '';
    isOther ||=
      /^(?:http_?)?method$|origin|referer|\bcors\b/i.test(name) ||
      /^(?:origin|referer|40[13])$/i.test(text) ||
      /^(?:ConditionalCheckFailed\w{0,12}|AccessDenied\w{0,12}|NotAuthorizedException)$/.test(text);
    pending.push(...childrenOf(node));
  }
  return isOther;
}

function isHandshakeIn(of: FunctionNode): boolean {
  const known = handshakes.get(of);
  if (known !== undefined) return known;
  const pending: AnyNode[] = [of.body];
  let isIt = false;
  for (
    let node = pending.pop(), count = 0;
    node && !isIt && count < 3000;
    node = pending.pop(), count += 1
  ) {
    isIt = isHandshake(literalText(node) ?? '');
    pending.push(...childrenOf(node));
  }
  handshakes.set(of, isIt);
  return isIt;
}

const handshakes = new WeakMap<FunctionNode, boolean>();

/** `token !== process.env.TOKEN`: what is called as a credential beside something that is not nothing. */
function comparisonAt(node: Extract<AnyNode, { type: 'BinaryExpression' }>): string | undefined {
  if (!/^[=!]==?$/.test(node.operator) || node.left.type === 'PrivateIdentifier') return undefined;
  const { left, right } = node;
  if (isCodeThatWasSent(node)) return `compares ${saidName(left).slice(0, 40)}`;
  const [one, other] = [credentialIn(left), credentialIn(right)];
  const name = one ?? other;
  if (name === undefined) return undefined;
  const beside = one === undefined ? left : right;
  if (isAsSent(left) && (isAsSent(right) || isKind(right))) return undefined;
  if (isNothing(beside) || saidTwice.test(`${saidName(left)} ${saidName(right)}`)) return undefined;
  const of = functionAround(node);
  if (of && isHandshakeIn(of)) return undefined;

  return `compares ${name}`;
}

/** `ERC20`, `eth` */
function isKind(node: AnyNode): boolean {
  return /^[a-z]{1,5}\d{0,4}$/i.test(literalText(node) ?? '');
}

/** A new one, as a form asks for it. */
const saidTwice = /confirm|repeat|again|retype|2$/i;

/** `keys.includes(apiKey)` */
function membershipAt(call: CallNode): string | undefined {
  const [given] = call.arguments;
  if (
    !given ||
    !/^(?:includes|has|indexOf)$/.test(calledName(call) ?? '') ||
    literalText(given) !== undefined
  )
    return undefined;
  const name = credentialIn(given);

  return name === undefined ? undefined : `compares ${name}`;
}

/** `response.redirect('/login')` of who has no session. */
function redirectAt(call: CallNode): string | undefined {
  if (!/redirect/i.test(calledName(call) ?? '')) return undefined;
  const isSignIn = call.arguments.some((each) => signIn.test(literalText(each) ?? ''));

  return isSignIn && !isByOther(call, '403') ? 'sends who comes to sign in' : undefined;
}

const signIn = /(?:log|sign)[-_]?in\/?$/i;

/** What a request may bring, by its name; not what stands in the environment. */
function credentialIn(node: AnyNode): string | undefined {
  const name = saidName(node);
  if (name === '' || !isCredentialName(name) || isEnvironment(node)) return undefined;

  return name.slice(0, 40);
}

function isEnvironment(node: AnyNode): boolean {
  return (
    node.type === 'MemberExpression' &&
    node.object.type === 'MemberExpression' &&
    fieldRead(node.object) === 'env'
  );
}

/** What everyone may send, or no one: `undefined`, an empty text, the word of a scheme. */
function isNothing(node: AnyNode): boolean {
  if (node.type === 'Identifier') return node.name === 'undefined';
  if (node.type === 'UnaryExpression') return true;
  if (node.type !== 'Literal') return false;

  return (
    typeof node.value !== 'string' ||
    /^(?:|bearer|basic|null|undefined|none|\[object Object\]|production|string)$/i.test(
      node.value.trim(),
    )
  );
}

function functionAround(node: AnyNode): FunctionNode | undefined {
  for (let at = parentOf(node); at; at = parentOf(at)) if (isFunction(at)) return at;

  return undefined;
}
