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
import { childrenOf } from '../children-of.ts';
import { constantText, constantValue } from '../constant-text.ts';
import { lastName } from '../last-name.ts';
import { calledName } from '../link.ts';
import { nodesIn } from '../nodes-in.ts';
import { isRouting } from '../routes.ts';
import { bindingOf } from '../scope.ts';
import type { AnyNode, Call, Expression, FunctionNode } from '../syntax.ts';
import type { Values } from '../value.ts';
import { isUnseen, mayCheck, mayHoldAgainst } from './unseen-checks.ts';

/** By what names and texts its own code has, which is more than what it does: in doubt it asks. */
export function reachOf(
  entry: FunctionNode,
  values: Values,
  { leaving, statements }: SayingNothing<AnyNode>,
): HandingReach<AnyNode> {
  const seen = new Set<FunctionNode>([entry]);
  const calls = new Set<AnyNode>();
  const pending: AnyNode[] = [entry];
  const add = (functions: readonly { readonly node: FunctionNode }[]) => {
    for (const { node } of functions) {
      if (seen.has(node)) continue;
      seen.add(node);
      pending.push(node);
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
    if (statements.has(node) || isSetting(node)) continue;
    // What it says of itself.
    if (node.type === 'ExpressionStatement' && node.value.type === 'Text') continue;
    if (isEnvironment(node)) {
      mayAsk ||= isHeldAgainst(node, leaving);
      continue;
    }
    if (node.type === 'Argument' && isEnvironment(node.value) && node.name !== undefined) continue;
    if (node.type === 'Call') {
      calls.add(node);
      mayAsk ||= !leaving.has(node) && mayCheck(node, entry, values);
      add(values.functionsOf(node.callee));
      const name = calledName(node) ?? '';
      mayAsk ||= name === 'decode' && values.namesOf(node.callee).some(isOfTokens);
      makes ||= makesSomeone(name);
      const isLooking = looksForSomeone(name) && !isOfRequest(node);
      looks ||= isLooking;
      asksStore ||= isLooking && !leaving.has(node) && values.functionsOf(node.callee).length === 0;
      if (isOfRequest(node) && node.arguments.some(({ value }) => isProofRead(value)))
        mayAsk = true;
      if (leaving.has(node)) {
        pending.push(...node.arguments.map(({ value }) => value));
        continue;
      }
    } else if (node.type === 'Argument' && node.value.type === 'Name') {
      add(values.functionsOf(node.value));
    }
    const text = textIn(node);
    if (text !== undefined && !isOfDatabase(node, values)) {
      mayAsk ||= isOfProof(text) && !isStatus(node);
      refusesKnown ||= isOfExistence(text);
    }
    mayAsk ||= isField(node, isReadAsProof) || isHeaderRead(node) || mayHoldAgainst(node);
    readsKey ||= isField(node, isReadAsKey) || isKeyGot(node);
    pending.push(...childrenOf(node));
  }
  return { calls, mayAsk, readsKey, asksStore, isSignUp: makes && (refusesKnown || !looks) };
}

const MOST_NODES = 20_000;
const MOST_FUNCTIONS = 200;

/** `db.session`, `SessionLocal`, `get_session` and a parameter that is one: a session with the database, and not of who asks. */
function isOfDatabase(node: AnyNode, values: Values): boolean {
  if (node.type !== 'Name' && node.type !== 'Attribute') return false;
  if (!/session/i.test(node.name)) return false;
  if (values.namesOf(node).some((name) => /^(?:flask_)?sqlalchemy\b|^sqlmodel\b/.test(name)))
    return true;
  if (node.type === 'Attribute') return false;
  if (/^get_(?:db_|async_)?session$/.test(node.name)) return values.functionsOf(node).length > 0;

  return (bindingOf(node)?.definitions ?? []).some(
    (each) =>
      each.kind === 'parameter' &&
      each.node.annotation !== undefined &&
      /^(?:Async)?Session$/.test(lastName(each.node.annotation)),
  );
}

/** It reads a token, and most of its calls verify it. */
function isOfTokens(name: string): boolean {
  return /^(?:jwt|jose|authlib)\b/.test(name);
}

function textIn(node: AnyNode): string | undefined {
  switch (node.type) {
    case 'Name':
    case 'Attribute':
      return node.name;
    case 'Argument':
      return node.name;
    case 'Text':
    case 'Number':
      return node.value;
    default:
      return undefined;
  }
}

/** `code` of `{'statusCode': code}`, which is nothing else of the function that it is given to: the status of an answer. */
function isStatus(node: AnyNode): boolean {
  if (node.type === 'Argument') return node.name === 'code' && node.value.type === 'Number';
  if (node.type !== 'Name' || node.name !== 'code') return false;
  const { definitions = [], reads = [] } = bindingOf(node) ?? {};

  return (
    definitions.length === 1 &&
    definitions[0]?.kind === 'parameter' &&
    reads.length > 0 &&
    reads.every(
      ({ parent }) =>
        parent?.type === 'DictEntry' && /^status_?code$/i.test(constantText(parent.key) ?? ''),
    )
  );
}

/** `body['token']`, `event.token` */
function isField(node: AnyNode, is: (name: string) => boolean): boolean {
  if (node.type === 'Attribute') return is(node.name);

  return node.type === 'Subscript' && is(constantText(node.index) ?? '');
}

/** `body.get('key')` */
function isKeyGot(node: AnyNode): boolean {
  return (
    node.type === 'Call' &&
    isOfRequest(node) &&
    isReadAsKey(constantText(node.arguments[0]?.value) ?? '')
  );
}

/** `event['headers'][name]`, `request.headers`: who sends it may be held against it in any way. */
function isHeaderRead(node: AnyNode): boolean {
  if (!isHeaders(node)) return false;
  const { parent } = node;
  if (parent?.type === 'Subscript' && parent.object === node) {
    return isOfSender(constantText(parent.index));
  }
  const call = parent?.type === 'Attribute' && parent.name === 'get' ? parent.parent : undefined;

  return isOfSender(call?.type === 'Call' ? constantText(call.arguments[0]?.value) : undefined);
}

function isHeaders(node: AnyNode): boolean {
  if (node.type === 'Attribute') return node.name === 'headers';
  if (node.type === 'Subscript') return constantText(node.index) === 'headers';

  return (
    node.type === 'Call' &&
    isOfRequest(node) &&
    constantText(node.arguments[0]?.value) === 'headers'
  );
}

/** `headers.get('token')` */
function isOfRequest(call: Call): boolean {
  const [first] = call.arguments;

  return (
    calledName(call) === 'get' && first !== undefined && constantText(first.value) !== undefined
  );
}

/** Headers of an answer, and how something is made. */
function isSetting(node: AnyNode): boolean {
  if (node.type === 'Argument') return node.name !== undefined && isPlainSetting(node.name);
  if (node.type !== 'DictEntry') return false;
  const name = constantText(node.key) ?? '';

  return isPlainSetting(name) || (name === 'headers' && node.value.type === 'Dict');
}

function isProofRead(given: Expression): boolean {
  return isReadAsProof(constantText(given) ?? '');
}

/** `os.environ['DB_PASSWORD']`, or a name that stands for it: what it is called says what the code has. */
function isEnvironment(node: AnyNode): boolean {
  const of = node.type === 'Name' ? (constantValue(node) ?? node) : node;
  const read = of.type === 'Call' ? of.callee : of.type === 'Subscript' ? of.object : undefined;
  if (read?.type !== 'Attribute' && read?.type !== 'Name') return false;
  const isCall = of.type === 'Call';
  if (isCall && read.name === 'getenv') return true;
  const held = isCall && read.type === 'Attribute' && read.name === 'get' ? read.object : read;

  return (held.type === 'Attribute' || held.type === 'Name') && held.name === 'environ';
}

/** What is sent may be held against it. */
function isHeldAgainst(node: AnyNode, leaving: ReadonlySet<AnyNode>): boolean {
  const { parent } = node;
  if (parent?.type === 'Binary') return parent.operator !== '+' && parent.operator !== 'or';
  if (parent?.type === 'Argument') {
    const call = parent.parent;
    return call !== undefined && !leaving.has(call) && ofSecret.test(nameOfVariable(node));
  }
  return (
    /^(?:List|Tuple|Set|Match)$/.test(parent?.type ?? '') && ofSecret.test(nameOfVariable(node))
  );
}

const ofSecret = /key|secret|token|pass|cred|auth/i;

function nameOfVariable(node: AnyNode): string {
  const of = node.type === 'Name' ? (constantValue(node) ?? node) : node;
  const index =
    of.type === 'Call' ? of.arguments[0]?.value : of.type === 'Subscript' ? of.index : undefined;

  return constantText(index) ?? '';
}

/** What decorates it beside its route, what it depends on, and what runs before all. */
function isGuarded(entry: FunctionNode, values: Values): boolean {
  const { decorators, parameters } = entry;

  return (
    decorators.some((each) =>
      isRouting(values, each, entry)
        ? isAskingIn(each, values)
        : isAsking(each, values) || isUnseen(each.type === 'Call' ? each.callee : each, values),
    ) ||
    parameters.some(({ annotation, otherwise }) =>
      [annotation, otherwise].some((each) => each !== undefined && isAsking(each, values)),
    ) ||
    beforeAll.some((name) => values.attributesOf(name).some(isUnknown)) ||
    isBehindRouter(entry, values)
  );
}

/** `FastAPI(dependencies=[…])`, and of the route's own router `APIRouter(dependencies=[…])` or `include_router(router, dependencies=[…])`. */
function isBehindRouter(entry: FunctionNode, values: Values): boolean {
  const routers = entry.decorators.flatMap((each) =>
    each.type === 'Call' && each.callee.type === 'Attribute' && isRouting(values, each, entry)
      ? values.writtenAs(each.callee.object)
      : [],
  );
  const isOwn = (router: Expression | undefined) =>
    router?.type !== 'Call' || routers.includes(router);

  const hasDependencies = (call: Expression) =>
    dependsOn(call).some((each) => mayRefuse(each, values));

  return (
    routers.some(hasDependencies) ||
    values.callsOf('FastAPI').some(hasDependencies) ||
    values.callsOf('include_router').some((call) => {
      const [first] = call.arguments;
      return hasDependencies(call) && isOwn(first && values.writtenAs(first.value));
    })
  );
}

/** What stands in `dependencies`, one after the other. */
function dependsOn(call: Expression): readonly Expression[] {
  return call.type !== 'Call'
    ? []
    : call.arguments.flatMap(({ name, value }) => {
        if (name !== 'dependencies') return [];
        return value.type === 'List' ? value.elements : [value];
      });
}

/** `Depends(verify)`; not where its code is seen to do nothing of the kind: `Depends(get_db)`. */
function mayRefuse(dependency: Expression, values: Values): boolean {
  const [given] = dependency.type === 'Call' ? dependency.arguments : [];
  const own = given ? values.functionsOf(given.value) : [];
  if (own.length === 0) return true;

  return own.some(({ node }) => {
    const nodes = nodesIn(node.body);
    const isPlain = node.parameters.every(({ otherwise }) => otherwise === undefined);
    return (
      !isPlain ||
      nodes.some(
        (each) =>
          each.type === 'Raise' ||
          isHeaders(each) ||
          (each.type === 'Call' && values.functionsOf(each.callee).length > 0) ||
          (each.type !== 'Text' && !isOfDatabase(each, values) && isAskingBy(each)),
      )
    );
  });
}

function isAskingBy(node: AnyNode): boolean {
  const text = textIn(node);

  return text !== undefined && (isOfGuard(text) || isOfProof(text));
}

const beforeAll =
  'before_request before_app_request middleware add_middleware register_middleware use dependencies'.split(
    ' ',
  );

/** But for what only says which pages may ask. */
function isUnknown(node: AnyNode): boolean {
  const call = node.parent;
  const [first] = call?.type === 'Call' ? call.arguments : [];

  return !(first?.value.type === 'Name' && /^(?:CORS|GZip)\w*$/.test(first.value.name));
}

/** Options of a route: `dependencies=[…]`, `authorizer=…`. */
function isAskingIn(decorator: Expression, values: Values): boolean {
  return (
    decorator.type === 'Call' &&
    decorator.arguments.some(
      ({ name, value }) =>
        name !== undefined &&
        (isAsking(value, values) || isOfProof(name) || name === 'dependencies'),
    )
  );
}

function isAsking(node: AnyNode, values: Values): boolean {
  const text = node.type === 'Text' || isOfDatabase(node, values) ? undefined : textIn(node);
  if (text !== undefined && (isOfGuard(text) || isOfProof(text))) return true;

  return childrenOf(node).some((each) => isAsking(each, values));
}
