import {
  isCredentialName,
  isDenyingText,
  isHandshake,
  isRefusingText,
} from '../../signatures/index.ts';
import { childrenOf } from '../children-of.ts';
import { constantText } from '../constant-text.ts';
import { calledName } from '../link.ts';
import type { AnyNode, Call, Expression, FunctionNode, NodeOf } from '../syntax.ts';
import { isOfForm, isOfMissingField } from './of-form.ts';
import { isAsSent, isOfNoCaller, requestSourcesOf } from './request-sources.ts';

/** What a place refuses, or compares, for a reader, as in JavaScript; undefined where it does neither by a credential. */
export function refusalAt(node: AnyNode): string | undefined {
  const status = statusAt(node);
  if (status !== undefined) return isByOther(node, status) ? undefined : `answers ${status}`;
  if (node.type === 'Binary') return comparisonAt(node);
  if (node.type === 'Call') return redirectAt(node);
  if (node.type === 'Attribute' && node.name === 'is_authenticated') return 'asks is_authenticated';
  if (node.type === 'Text' && isSaid(node)) {
    return isByOther(node, isDenyingText(node.value) ? '403' : '401')
      ? undefined
      : 'says that a credential is wrong';
  }
  return undefined;
}

/** `401` of an answer: a status by its name, what a call is given, what is returned beside a body, or an error called so. */
function statusAt(node: AnyNode): string | undefined {
  if (node.type === 'Number' || node.type === 'Text') {
    return /^40[13]$/.test(node.value) && isAnswered(node) ? node.value : undefined;
  }
  if (node.type !== 'Call' && node.type !== 'Attribute' && node.type !== 'Name') return undefined;
  const name = node.type === 'Call' ? (calledName(node) ?? '') : node.name;
  if (node.type === 'Attribute' && node.parent?.type === 'Call' && node.parent.callee === node)
    return undefined;
  if (node.type !== 'Call' && !isAnswered(node)) return undefined;
  const words = name.replaceAll('_', '');
  if (
    /^(?:http)?(?:401)?(?:unauthori[sz]ed|notauthori[sz]ed|unauthenticated)(?:error|exception|response)?$/i.test(
      words,
    )
  )
    return '401';

  return /^(?:http)?(?:403)?(?:forbidden|accessdenied|permissiondenied)(?:error|exception|response)?$/i.test(
    words,
  )
    ? '403'
    : undefined;
}

function isAnswered(node: Expression): boolean {
  const around = node.parent;
  switch (around?.type) {
    case 'DictEntry':
      return (
        around.value === node &&
        /^(?:http)?_?(?:status|status_?code|code)$/i.test(constantText(around.key) ?? '')
      );
    case 'Argument': {
      const call = around.parent;
      return (
        call?.type === 'Call' &&
        !/^(?:range|get|print|append|add|int|str|sleep|pop|index|count|round|set|list|isinstance|log|info|error|warning|debug)$/.test(
          calledName(call) ?? '',
        )
      );
    }
    case 'Tuple':
      return around.parent?.type === 'Return';
    case 'Assign':
      return (
        around.value === node &&
        around.targets.some((each) =>
          /^(?:http_?)?(?:status|status_?code|code)$/i.test(nameOf(each)),
        )
      );
    // `HTTPStatus.UNAUTHORIZED.value`
    case 'Attribute':
      return around.name === 'value' && isAnswered(around);
    case 'Conditional':
      return around.test !== node && isAnswered(around);
    default:
      return false;
  }
}

/** `raise Exception('Unauthorized')`, `{'message': 'Invalid token'}` of an answer, and not of a log. */
function isSaid(node: NodeOf<'Text'>): boolean {
  if (
    node.value.length < 5 ||
    node.parent?.type === 'ExpressionStatement' ||
    !isRefusingText(node.value)
  )
    return false;
  for (
    let at: AnyNode | undefined = node.parent, depth = 0;
    at && depth < MOST_AROUND;
    at = at.parent, depth += 1
  ) {
    if (at.type === 'Function') return false;
    if (at.type === 'Raise' || at.type === 'Return') return true;
    if (at.type !== 'Call') continue;
    const name = calledName(at) ?? '';
    if (/^(?:print|log|info|debug|warning|error|exception|critical)$/.test(name)) return false;
    if (/(?:response|error|exception|abort|fail|reply|jsonify)$/i.test(name)) return true;
  }
  return false;
}

const MOST_AROUND = 12;

/** Refused for something else than a credential, as in JavaScript. */
function isByOther(node: AnyNode, status: string): boolean {
  let isOfCaller = status !== '403';
  let [isOfNone, isOfSome] = [false, false];
  for (
    let at: AnyNode | undefined = node, below: AnyNode | undefined, depth = 0;
    at && depth < MOST_ABOVE;
    below = at, at = at.parent, depth += 1
  ) {
    if (at.type === 'Function') return !isOfCaller || (isOfNone && !isOfSome) || isHandshakeIn(at);
    if (at.type === 'Except' && status === '403') return true;
    if (at.type !== 'If' && at.type !== 'Conditional') continue;
    if (below === at.test) continue;
    if (isOfOther(at.test) || isOfForm(at.test)) return true;
    const isNone = isOfNoCaller(at.test) || isOfMissingField(at.test);
    isOfNone ||= isNone;
    isOfSome ||= !isNone && requestSourcesOf(at.test).hasCredential;
    isOfCaller ||= !isNone && asksWho(at.test);
  }
  return !isOfCaller || (isOfNone && !isOfSome);
}

const MOST_ABOVE = 60;

/** `not user['is_admin']`: whose something is, a body may say as it likes. */
function asksWho(test: Expression): boolean {
  const pending: AnyNode[] = [test];
  for (
    let node = pending.pop(), count = 0;
    node && count < MOST_IN_TEST;
    node = pending.pop(), count += 1
  ) {
    const name =
      nameOf(node) ||
      (node.type === 'Call' ? (calledName(node) ?? '') : node.type === 'Text' ? node.value : '');
    if (isCredentialName(name) || ofCaller.test(name)) return true;
    pending.push(...childrenOf(node));
  }
  return false;
}

const MOST_IN_TEST = 100;

const ofCaller =
  /auth|admin|role|permission|allowed|caller|principal|claims|verif|secret|api_?key|signature|decoded|logged_?in/i;

function isOfOther(test: Expression): boolean {
  const pending: AnyNode[] = [test];
  let isOther = false;
  for (
    let node = pending.pop(), count = 0;
    node && count < MOST_IN_TEST;
    node = pending.pop(), count += 1
  ) {
    const name = nameOf(node);
    if (isCredentialName(name)) return false;
    const text = node.type === 'Text' || node.type === 'Number' ? node.value : '';
    isOther ||=
      /^(?:http_?|request_?)?method$|origin|referer|\bcors\b/i.test(name) ||
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
    node && !isIt && count < MOST_OF_FUNCTION;
    node = pending.pop(), count += 1
  ) {
    isIt = node.type === 'Text' && isHandshake(node.value);
    pending.push(...childrenOf(node));
  }
  handshakes.set(of, isIt);
  return isIt;
}

const MOST_OF_FUNCTION = 3000;
const handshakes = new WeakMap<FunctionNode, boolean>();

/** `token != os.environ['TOKEN']`, `key in keys`: what is called as a credential beside something that is not nothing. */
function comparisonAt({ operator, left, right, parent }: NodeOf<'Binary'>): string | undefined {
  if (!/^(?:==|!=|in|not in)$/.test(operator)) return undefined;
  const isIn = operator.endsWith('in');
  const [one, other] = [credentialIn(left), isIn ? undefined : credentialIn(right)];
  const name = one ?? other;
  const beside = one === undefined ? left : right;
  if (name === undefined || isNothing(beside)) return undefined;
  if (isAsSent(left) && (isAsSent(right) || isKind(right))) return undefined;
  if (saidTwice.test(`${nameOf(left)} ${nameOf(right)}`)) return undefined;
  for (let at = parent; at; at = at.parent) {
    if (at.type === 'Function') return isHandshakeIn(at) ? undefined : `compares ${name}`;
  }
  return `compares ${name}`;
}

/** `ERC20`, `eth` */
function isKind(node: Expression): boolean {
  return /^[a-z]{1,5}\d{0,4}$/i.test(constantText(node) ?? '');
}

/** A new one, as a form asks for it. */
const saidTwice = /confirm|repeat|again|retype|2$/i;

/** `redirect(url_for('login'))` of who has no session. */
function redirectAt(call: Call): string | undefined {
  if (!/redirect/i.test(calledName(call) ?? '')) return undefined;
  const isSignIn = call.arguments.some(({ value }) =>
    [value, ...(value.type === 'Call' ? value.arguments.map((each) => each.value) : [])].some(
      (each) => signIn.test(constantText(each) ?? ''),
    ),
  );

  return isSignIn && !isByOther(call, '403') ? 'sends who comes to sign in' : undefined;
}

const signIn = /(?:log|sign)[-_]?in\/?$/i;

/** What a request may bring, by its name; not what stands in the environment. */
function credentialIn(node: Expression): string | undefined {
  const name = nameOf(node);
  if (name === '' || !isCredentialName(name) || isEnvironment(node)) return undefined;

  return name.slice(0, LONGEST_NAME);
}

const LONGEST_NAME = 40;

/** How a value is called: by a name, a field, or the text by which it is asked for. */
export function nameOf(node: AnyNode): string {
  switch (node.type) {
    case 'Name':
    case 'Attribute':
      return node.name;
    case 'Subscript':
      return constantText(node.index) ?? '';
    case 'Call':
      return nameOfCall(node);
    default:
      return '';
  }
}

function nameOfCall(node: Call): string {
  const name = calledName(node) ?? '';
  if (name === 'get') return constantText(node.arguments[0]?.value) ?? '';
  const { callee } = node;

  return callee.type === 'Attribute' && /^(?:strip|lower|encode|decode|replace)$/.test(name)
    ? nameOf(callee.object)
    : '';
}

function isEnvironment(node: Expression): boolean {
  const of = node.type === 'Call' ? node.callee : node;
  const object = of.type === 'Subscript' || of.type === 'Attribute' ? of.object : undefined;

  return object?.type === 'Attribute' && object.name === 'environ';
}

/** What everyone may send, or no one: None, an empty text, the word of a scheme. */
function isNothing(node: Expression): boolean {
  if (node.type === 'Constant' || node.type === 'Number') return true;

  return node.type === 'Text' && /^(?:|bearer|basic|null|undefined|none)$/i.test(node.value.trim());
}
