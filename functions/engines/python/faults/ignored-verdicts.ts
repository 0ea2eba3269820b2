import { childrenOf } from '../children-of.ts';
import { constantValue } from '../constant-text.ts';
import { lastName } from '../last-name.ts';
import { calledName } from '../link.ts';
import { bindingOf, scopeOf } from '../scope.ts';
import { isRequestField } from '../signatures/requested.ts';
import type { AnyNode, Call, Except, Expression, FunctionNode, NodeOf } from '../syntax.ts';
import { type FaultRow, type FoundFault, isOf, type Place } from './fault.ts';
import { isUnchecked } from './token-checks.ts';

/** Tokens that are verified by a function which only answers that they are wrong, and whose answer no one asks for. */
export const ignoredVerdictFaults: readonly FaultRow[] = [{ calls: 'decode', find: ignored }];

function ignored(place: Place): FoundFault | undefined {
  const { call, values } = place;
  if (!isOf(place, 'jwt', 'jose') || isUnchecked(call)) return undefined;
  const of = scopeOf(call).function;
  const attempt = of && attemptAround(call, of);
  const handlers = attempt?.handlers ?? [];
  const isCaught = handlers.some(catchesTokens) && handlers.every(onlyAnswers);
  if (!of || !isCaught || !isOnlyAnswer(of)) return undefined;
  const sites = values.sitesOf(of).map((site) => site.node);
  const [at] = sites;
  const isIgnored = sites.every((site) => isLeft(site)) && !verifiesOtherwise(place, sites);
  if (at?.type !== 'Call' || !isIgnored) return undefined;

  return at.arguments.some(({ value }) => isOfParameter(value))
    ? {
        kind: 'weak-crypto',
        severity: 'medium',
        title: 'jwt.decode with its answer ignored',
        node: at,
      }
    : undefined;
}

/** Whether the code has another way to know who asks: one more call that verifies, or what an authorizer says. */
function verifiesOtherwise({ values }: Place, sites: readonly AnyNode[]): boolean {
  const tokens = [...values.callsOf('decode'), ...values.callsOf('verify')].filter(({ callee }) =>
    values.namesOf(callee).some((name) => /^(?:jwt|jose|authlib)\b/.test(name)),
  );

  return tokens.length > 1 || sites.some((site) => asksAuthorizer(scopeOf(site).function));
}

function asksAuthorizer(of: FunctionNode | undefined): boolean {
  const pending: AnyNode[] = of ? [of.body] : [];

  for (let node = pending.pop(); node; node = pending.pop()) {
    if (node.type === 'Text' && node.value === 'authorizer') return true;
    pending.push(...childrenOf(node));
  }
  return false;
}

/** Whether it is read of what a function is given, or of a request of a framework, and no text of the code. */
function isOfParameter(given: Expression): boolean {
  let at: Expression | undefined = given;

  for (let steps = 0; at && steps < MOST_STEPS; steps += 1) {
    if (isRequestField(at) || lastName(at) === 'request') return true;
    if (bindingOf(at)?.definitions.some(({ kind }) => kind === 'parameter')) return true;
    const known: Expression = constantValue(at) ?? at;
    at = known === at ? insideOf(at) : known;
  }
  return false;
}

const MOST_STEPS = 10;

function insideOf(node: Expression): Expression | undefined {
  switch (node.type) {
    case 'Attribute':
    case 'Subscript':
      return node.object;
    case 'Binary':
      return node.left;
    case 'Call':
      return node.callee.type === 'Attribute' ? node.callee.object : undefined;
    default:
      return undefined;
  }
}

/** The `try` of the same function in which it stands. */
function attemptAround(call: Call, of: FunctionNode): NodeOf<'Try'> | undefined {
  let at: AnyNode = call;
  for (let around = at.parent; around && around !== of; around = at.parent) {
    if (around.type === 'Try' && around.body === at) return around;
    if (around.type === 'Function') return undefined;
    at = around;
  }
  return undefined;
}

/** Whether it catches what is raised of a wrong token; by what it names, for what another catches goes on. */
function catchesTokens({ types }: Except): boolean {
  const named = types?.type === 'Tuple' ? types.elements : [types];

  return named.some(
    (each) => !each || /^(?:Base)?Exception$|jwt|token|signature|decode/i.test(lastName(each)),
  );
}

/** Whether an error ends in an answer, and is not raised again; what is written to a log changes nothing. */
function onlyAnswers({ body: { body } }: Except): boolean {
  const isAnswered = body.some((each) => each.type === 'Return' && each.value);

  return (
    isAnswered &&
    body.every((each) => {
      if (each.type === 'Return') return true;
      const call = each.type === 'ExpressionStatement' ? each.value : undefined;

      return call?.type === 'Call' && isLog(call);
    })
  );
}

function isLog(call: Call): boolean {
  return /^(?:print|debug|info|warn|warning|error|exception)$/.test(calledName(call) ?? '');
}

/** Whether it says by nothing but its answer what it found: it sets no field, and raises nothing. */
function isOnlyAnswer(of: FunctionNode): boolean {
  const pending: AnyNode[] = [of.body];
  let count = 0;

  for (let node = pending.pop(); node; node = pending.pop()) {
    count += 1;
    if (count > MOST_NODES || isSaying(node)) return false;
    pending.push(...childrenOf(node));
  }
  return true;
}

const MOST_NODES = 500;

function isSaying(node: AnyNode): boolean {
  switch (node.type) {
    case 'Raise':
    case 'Yield':
    case 'Global':
    case 'Nonlocal':
    case 'AugmentedAssign':
      return true;
    case 'Assign':
      return node.targets.some(({ type }) => type !== 'Name');
    case 'Call':
      return /^(?:abort|exit|append|update|add|set|setdefault)$/.test(calledName(node) ?? '');
    default:
      return false;
  }
}

/** `check(token)` as a statement. */
function isLeft(site: AnyNode): boolean {
  const around = site.parent?.type === 'Await' ? site.parent.parent : site.parent;

  return around?.type === 'ExpressionStatement';
}
