import {
  type HandingReach,
  isOfExistence,
  isOfGuard,
  isOfProof,
  isOfSender,
  isPlainSetting,
  isReadAsKey,
  isReadAsProof,
  looksForSomeone,
  makesSomeone,
  type SayingNothing,
} from '../../signatures/index.ts';
import { behind } from '../behind.ts';
import { callsAround } from '../calls-around.ts';
import type { Places } from '../evidence.ts';
import { holderOf } from '../members.ts';
import { bindingOf, parentOf } from '../scope.ts';
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
import { textIn } from '../text-in.ts';
import type { Values } from '../value.ts';
import { isUnseen, mayCheck, mayHoldAgainst } from './unseen-checks.ts';

/** By what names and texts its own code has, which is more than what it does: in doubt it asks. */
export function reachOf(
  entry: FunctionNode,
  values: Values,
  places: Places,
  { leaving, statements }: SayingNothing<AnyNode>,
): HandingReach<AnyNode> {
  const seen = new Set<FunctionNode>([entry]);
  const calls = new Set<AnyNode>();
  const pending: AnyNode[] = [entry];
  const add = (functions: readonly FunctionNode[]) => {
    for (const of of functions) {
      if (seen.has(of) || places.isInPackage(of)) continue;
      seen.add(of);
      pending.push(of);
    }
  };
  let mayAsk = isGuarded(entry, values);
  let readsKey = false;
  let asksStore = false;
  let makes = false;
  let looks = false;
  let refusesKnown = false;
  let count = 0;

  for (let node = pending.pop(); node; node = pending.pop()) {
    count += 1;
    if (count > MOST_NODES || seen.size > MOST_FUNCTIONS) {
      mayAsk = true;
      break;
    }
    if (statements.has(node)) continue;
    if (isCall(node)) {
      calls.add(node);
      if (isConnecting(node, values)) continue;
      mayAsk ||= !leaving.has(node) && mayCheck(node, entry, values);
      add(values.functionsOf(node.callee));
      const name = calledName(node) ?? '';
      makes ||= makesSomeone(name);
      const isLooking = looksForSomeone(name) && !isOfRequest(node);
      looks ||= isLooking;
      asksStore ||= isLooking && !leaving.has(node) && values.functionsOf(node.callee).length === 0;
      if (isOfRequest(node) && node.arguments.some(isProofRead)) mayAsk = true;
      if (leaving.has(node)) {
        pending.push(...node.arguments);
        continue;
      }
    } else if (node.type === 'Identifier') add(functionsNamed(node, values));
    if (isEnvironment(node)) {
      mayAsk ||= isHeldAgainst(node, leaving);
      continue;
    }
    if (isSetting(node)) continue;
    const text = textIn(node);
    if (text !== undefined) {
      mayAsk ||= isOfProof(text) && !isStatus(node);
      refusesKnown ||= isOfExistence(text);
    }
    mayAsk ||= isField(node, isReadAsProof) || isHeaderRead(node) || mayHoldAgainst(node);
    readsKey ||= isField(node, isReadAsKey);
    pending.push(...childrenOf(node));
  }
  return { calls, mayAsk, readsKey, asksStore, isSignUp: makes && (refusesKnown || !looks) };
}

const MOST_NODES = 20_000;
const MOST_FUNCTIONS = 200;

/** `await sequelize.authenticate()` tries the connection to the database, and asks no one else. */
function isConnecting({ callee, arguments: given }: CallNode, values: Values): boolean {
  return (
    given.length === 0 &&
    callee.type === 'MemberExpression' &&
    fieldRead(callee) === 'authenticate' &&
    values
      .valuesOf(callee.object)
      .some((value) => value.kind === 'made' && /^module:sequelize\b/.test(value.name))
  );
}

/** `code` of `(code, body) => ({ statusCode: code, body })`. */
function isStatus(node: AnyNode): boolean {
  if (node.type !== 'Identifier' || node.name !== 'code') return false;
  const { definitions = [], reads = [] } = bindingOf(node) ?? {};

  return (
    definitions.length === 1 &&
    definitions[0]?.kind === 'parameter' &&
    definitions[0].path.length === 0 &&
    reads.every((read) => {
      const around = parentOf(read);
      // Where it is declared.
      if (around && isFunction(around)) return true;
      if (around?.type === 'Property')
        return around.value === read && /^status_?code$/i.test(memberName(around) ?? '');
      return isCall(around) && around.callee !== read && calledName(around) === 'status';
    })
  );
}

/** What is handed on to be called. */
function functionsNamed(node: AnyNode, values: Values): readonly FunctionNode[] {
  const parent = parentOf(node);

  return isCall(parent) && parent.callee !== node ? values.functionsOf(node) : [];
}

/** `process.env.DB_PASSWORD`, or a name that stands for it: what it is called says what the code has. */
function isEnvironment(node: AnyNode): boolean {
  const of = node.type === 'Identifier' ? behind(node) : node;
  if (of.type === 'LogicalExpression') return isEnvironment(of.left);
  if (of.type !== 'MemberExpression') return false;
  const { object } = of;

  return (
    object.type === 'MemberExpression' &&
    fieldRead(object) === 'env' &&
    object.object.type === 'Identifier' &&
    object.object.name === 'process'
  );
}

/** What is sent may be held against it. */
function isHeldAgainst(node: AnyNode, leaving: ReadonlySet<AnyNode>): boolean {
  const around = parentOf(node);
  switch (around?.type) {
    case 'BinaryExpression':
    case 'SwitchStatement':
    case 'SwitchCase':
      return true;
    case 'ArrayExpression':
    case 'CallExpression':
      return !leaving.has(around) && ofSecret.test(nameOfVariable(node));
    default:
      return false;
  }
}

const ofSecret = /key|secret|token|pass|cred|auth/i;

function nameOfVariable(node: AnyNode): string {
  const of = behind(node);
  const member = of.type === 'LogicalExpression' ? of.left : of;

  return member.type === 'MemberExpression' ? (fieldRead(member) ?? '') : '';
}

/** `password: process.env.DB_PASSWORD` and `rejectUnauthorized: false` of a connection; headers of an answer. */
function isSetting(node: AnyNode): boolean {
  if (node.type !== 'Property' || parentOf(node)?.type !== 'ObjectExpression') return false;

  const name = memberName(node) ?? '';
  const isAnswered = name === 'headers' && node.value.type === 'ObjectExpression';

  return isAnswered || isPlainSetting(name) || isEnvironment(node.value);
}

/** `body.token`, `const { code } = body` */
function isField(node: AnyNode, is: (name: string) => boolean): boolean {
  if (node.type === 'MemberExpression') return is(fieldRead(node) ?? '');
  if (node.type !== 'ObjectPattern') return false;

  return node.properties.some((each) => each.type === 'Property' && is(memberName(each) ?? ''));
}

/** `event.headers[name]`, `request.header('x-ours')`: who sends it may be held against it in any way. */
function isHeaderRead(node: AnyNode): boolean {
  if (node.type === 'CallExpression' && calledName(node) === 'header') {
    return node.callee.type === 'MemberExpression' && isOfSender(literalText(node.arguments[0]));
  }
  if (node.type !== 'MemberExpression' || fieldRead(node) !== 'headers') return false;
  const around = parentOf(node);
  const field = around?.type === 'MemberExpression' && around.object === node ? around : undefined;

  return isOfSender(field && fieldRead(field));
}

/** `headers.get('token')` */
function isOfRequest(call: CallNode): boolean {
  const name = calledName(call) ?? '';

  return (
    /^(?:get|has|header|param|query|cookie)$/.test(name) &&
    literalText(call.arguments[0]) !== undefined
  );
}

function isProofRead(given: AnyNode): boolean {
  return isReadAsProof(literalText(given) ?? '');
}

/** What stands beside it where it is given to a framework, or wraps it, and what an application has before all. */
function isGuarded(entry: FunctionNode, values: Values): boolean {
  const uses = [entry, ...(holderOf(entry)?.reads ?? [])];
  const around = uses.flatMap((use) => callsAround(use));

  return (
    around.some((call) => {
      const beside = call.arguments.filter(
        (each) => !uses.includes(each) && literalText(each) === undefined,
      );
      return beside.some(isAsking) || isAsking(call.callee) || isUnseen(call.callee, values);
    }) ||
    ['use', 'addHook', 'onRequest', 'register'].some((name) =>
      values.callsOf(name).some((call) => hasUnknown(call, values)),
    )
  );
}

/** By its names; of what is given a function, not what that does. */
function isAsking(node: AnyNode): boolean {
  if (isFunction(node)) return false;
  const text = textIn(node);
  if (text !== undefined && (isOfGuard(text) || isOfProof(text))) return true;

  return childrenOf(node).some(isAsking);
}

/** `app.use(anything)`, but for what is known to ask nothing: a router asks what its own routes do. */
function hasUnknown(call: CallNode, values: Values): boolean {
  return call.arguments.some((given) => {
    if (literalText(given) !== undefined || isRouter(given, values)) return false;
    const name = isCall(given)
      ? (calledName(given) ?? '')
      : given.type === 'Identifier'
        ? given.name
        : '';
    const behindName = bindingOf(given)?.name ?? name;
    return !harmless.test(behindName) && !isHarmlessPackage(given, values);
  });
}

/** `(0, import_http_cors.default)()`, as a bundle calls `httpCors()`. */
function isHarmlessPackage(given: AnyNode, values: Values): boolean {
  if (!isCall(given)) return false;
  const packages = values
    .namesOf(given.callee)
    .flatMap((name) => /^module:@middy\/([a-z-]{1,60})(?:\.default)?$/.exec(name)?.[1] ?? []);

  return (
    packages.length > 0 &&
    packages.every((name) =>
      harmless.test(name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())),
    )
  );
}

function isRouter(given: AnyNode, values: Values): boolean {
  const made = values.valuesOf(given).filter(({ kind }) => kind !== 'exports');

  return (
    made.length > 0 &&
    made.every(
      (value) => value.kind === 'made' && /^module:express(?:\.default)?\.Router$/.test(value.name),
    )
  );
}

const harmless =
  /^(?:cors|json|urlencoded|logger|morgan|helmet|compression|compress|secureHeaders|prettyJSON|etag|bodyParser|text|raw|static|serveStatic|poweredBy|timing|http(?:Json)?(?:Body|Event|Header|UrlEncode|Content|Security|Error|Response|Multipart|Urlencode)\w*|httpCors|inputOutputLogger|errorLogger|errorHandler|injectLambdaContext|captureLambdaHandler|logMetrics|doNotWaitForEmptyEventLoop|warmup)$/;
