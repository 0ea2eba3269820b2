import { childrenOf } from '../children-of.ts';
import { constantText } from '../constant-text.ts';
import { lastName } from '../last-name.ts';
import { calledName } from '../link.ts';
import { bindingOf } from '../scope.ts';
import type { AnyNode, Call, Expression } from '../syntax.ts';
import type { Values } from '../value.ts';

/**
 * Whether a token is the `id_token` of what a token endpoint has just answered: over TLS, who signed it need not be asked.
 * Source: OpenID Connect Core 1.0, 3.1.3.7.
 */
export function isOfTokenEndpoint(token: Expression | undefined, values: Values): boolean {
  return token !== undefined && isIdToken(token, values, MOST_STEPS);
}

const MOST_STEPS = 10;

function isIdToken(node: Expression, values: Values, left: number): boolean {
  if (left === 0) return false;
  const read = readOf(node);
  if (read) return read.field === 'id_token' && isAnswer(read.object, values, left - 1);
  const [one, ...others] = bindingOf(node)?.definitions ?? [];
  if (!one || others.length > 0) return false;
  if (one.kind === 'value') return one.path.length === 0 && isIdToken(one.node, values, left - 1);
  if (one.kind !== 'parameter' || values.isStarted(one.of) || values.isHandedOn(one.of))
    return false;
  const sites = values.sitesOf(one.of).slice(0, MOST_SITES);

  return (
    sites.length > 0 &&
    sites.every(({ node: site, taken }) => {
      const given = site.type === 'Call' ? site.arguments[one.index - taken] : undefined;
      return (
        given?.name === undefined && given !== undefined && isIdToken(given.value, values, left - 1)
      );
    })
  );
}

const MOST_SITES = 8;

/** `tokens['id_token']`, `tokens.get('id_token')` */
function readOf(node: Expression): { object: Expression; field: string | undefined } | undefined {
  if (node.type === 'Subscript') return { object: node.object, field: constantText(node.index) };
  if (node.type !== 'Call' || node.callee.type !== 'Attribute' || node.callee.name !== 'get') {
    return undefined;
  }
  return { object: node.callee.object, field: constantText(node.arguments[0]?.value) };
}

/** `response.json()`, where it is what a token endpoint answered; and what a function of the code makes of it. */
function isAnswer(node: Expression, values: Values, left: number): boolean {
  if (left === 0) return false;
  if (node.type === 'Await') return isAnswer(node.value, values, left);
  if (node.type === 'Call') {
    if (asksEndpoint(node)) return true;
    const [of, ...others] = values.functionsOf(node.callee);
    if (of && others.length === 0) return some(of.node.body, asksEndpoint);
    const { callee } = node;
    const [text] = node.arguments;
    if (callee.type === 'Attribute' && /^(?:json|read|decode)$/.test(callee.name)) {
      return isAnswer(callee.object, values, left - 1);
    }
    return (
      /^(?:loads|urlopen)$/.test(calledName(node) ?? '') &&
      text !== undefined &&
      isAnswer(text.value, values, left - 1)
    );
  }
  if (node.type === 'Attribute') return isAnswer(node.object, values, left - 1);
  const [one, ...others] = bindingOf(node)?.definitions ?? [];

  return one?.kind === 'value' && others.length === 0 && isAnswer(one.node, values, left - 1);
}

/** `requests.post(f'{domain}/oauth2/token', …)`, and with `'grant_type': 'authorization_code'` in what is sent. */
function asksEndpoint(node: AnyNode): boolean {
  return (
    node.type === 'Call' &&
    /^(?:post|request|Request|urlopen|fetch_token|fetch_access_token)$/.test(
      calledName(node) ?? '',
    ) &&
    isCallOfEndpoint(node)
  );
}

function isCallOfEndpoint(call: Call): boolean {
  return (
    /^fetch_/.test(calledName(call) ?? '') ||
    call.arguments.some(({ value }) => some(value, isOfEndpoint))
  );
}

function isOfEndpoint(node: AnyNode): boolean {
  const text = node.type === 'Text' ? node.value : node.type === 'Name' ? lastName(node) : '';

  return /\/token$|^authorization_code$|grant_type=authorization_code|^token_?(?:url|uri|endpoint)$/i.test(
    text,
  );
}

/** Of the first nodes below. */
function some(node: AnyNode, is: (node: AnyNode) => boolean): boolean {
  const left = [node];

  for (let step = 0; left.length > 0 && step < MOST_NODES; step += 1) {
    const one = left.pop();
    if (!one) continue;
    if (is(one)) return true;
    left.push(...childrenOf(one));
  }
  return false;
}

const MOST_NODES = 500;
