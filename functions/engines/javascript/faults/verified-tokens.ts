import { isLeftOver } from '../left-over.ts';
import { targetsOf } from '../pattern.ts';
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
} from '../syntax.ts';
import type { Values } from '../value.ts';
import type { Place } from './fault.ts';

/**
 * Whether a package that verifies tokens before a route is run is put to use: what is decoded then has most likely passed it. One that is only
 * loaded verifies nothing.
 */
export function isVerifiedByPackage({ modules, values }: Place): boolean {
  return [...modules.files.values()].some(({ requests, calls }) => {
    const loaded = [...requests].filter((request) => verifiers.has(request));
    const all = loaded.length === 0 ? [] : [...calls.values()].flat().slice(0, MOST_CALLS);

    return all.some((call) => isUsed(call) && loaded.some((each) => isGiven(call, each, values)));
  });
}

/** Of a file. */
const MOST_CALLS = 2_000;

/** `expressjwt({ secret })`, and `fastify.register(fastifyJwt)`, `PassportStrategy(Strategy)`. */
function isGiven({ callee, arguments: given }: CallNode, module: string, values: Values): boolean {
  return [callee, ...given].some((node) =>
    values
      .namesOf(node)
      .some((name) => name === `module:${module}` || name.startsWith(`module:${module}.`)),
  );
}

/** Whether something is done with what a call makes, in code that something leads to. */
function isUsed(call: CallNode): boolean {
  if (isLeftOver(call)) return false;
  const around = parentOf(call);
  if (around?.type === 'VariableDeclarator') {
    return targetsOf(around.id).some(({ node }) =>
      (bindingOf(node)?.reads ?? []).some((read) => read !== node && !isLeftOver(read)),
    );
  }
  return around?.type !== 'ExpressionStatement' || call.callee.type === 'MemberExpression';
}

/** Sources: the README of each, as read for `package-guards.ts`. */
const verifiers: ReadonlySet<string> = new Set(
  'express-jwt koa-jwt passport-jwt express-oauth2-jwt-bearer @fastify/jwt fastify-auth0-verify'.split(
    ' ',
  ),
);

/**
 * Whether a token is the `id_token` of what a token endpoint has just answered: over TLS, who signed it need not be asked.
 * Source: OpenID Connect Core 1.0, 3.1.3.7.
 */
export function isOfTokenEndpoint({ call, values }: Place): boolean {
  const [token] = call.arguments;

  return token !== undefined && isIdToken(token, values, MOST_STEPS);
}

const MOST_STEPS = 10;

function isIdToken(node: AnyNode, values: Values, left: number): boolean {
  if (left === 0) return false;
  if (node.type === 'MemberExpression') {
    return isNamed(fieldRead(node)) && isAnswer(node.object, values, left - 1);
  }
  const [one, ...others] = bindingOf(node)?.definitions ?? [];
  if (!one || others.length > 0) return false;
  if (one.kind === 'value') {
    return isNamed(one.path.at(-1))
      ? isAnswer(one.node, values, left - 1)
      : one.path.length === 0 && isIdToken(one.node, values, left - 1);
  }
  if (one.kind !== 'parameter' || one.path.length > 0) return false;
  const sites = values.sitesOf(one.of).slice(0, MOST_SITES);

  return (
    sites.length > 0 &&
    sites.every(({ call, shift, isCallback }) => {
      const given = call.arguments[one.index + shift];
      return !isCallback && given !== undefined && isIdToken(given, values, left - 1);
    })
  );
}

const MOST_SITES = 8;

function isNamed(field: string | undefined): boolean {
  return field === 'id_token' || field === 'idToken';
}

/** `await response.json()`, `response.data`, where it is what a token endpoint answered; and what a function of the code makes of it. */
function isAnswer(node: AnyNode, values: Values, left: number): boolean {
  if (left === 0) return false;
  if (node.type === 'AwaitExpression') return isAnswer(node.argument, values, left);
  if (node.type === 'MemberExpression') return isAnswer(node.object, values, left - 1);
  if (isCall(node)) {
    if (asksEndpoint(node)) return true;
    const [of, ...others] = values.functionsOf(node.callee);
    if (of && others.length === 0) return asksWithin(of);
    const { callee } = node;
    const isRead = callee.type === 'MemberExpression' && calledName(node) === 'json';
    return isRead && isAnswer(callee.object, values, left - 1);
  }
  const [one, ...others] = bindingOf(node)?.definitions ?? [];

  return one?.kind === 'value' && others.length === 0 && isAnswer(one.node, values, left - 1);
}

/** `fetch(`${domain}/oauth2/token`, …)`, `axios.post(TOKEN_URL, …)` */
function asksEndpoint(node: AnyNode): boolean {
  return (
    isCall(node) &&
    /^(?:fetch|post|request|axios|got|ky)$/.test(calledName(node) ?? '') &&
    node.arguments.some((each) => some(each, isOfEndpoint))
  );
}

function asksWithin(of: FunctionNode): boolean {
  return some(of.body, asksEndpoint);
}

function isOfEndpoint(node: AnyNode): boolean {
  const text =
    node.type === 'TemplateElement'
      ? node.value.raw
      : node.type === 'Literal' && typeof node.value === 'string'
        ? node.value
        : node.type === 'Identifier'
          ? node.name
          : '';

  return /\/token$|^authorization_code$|grant_type=authorization_code|^token_?(?:url|uri|endpoint)$/i.test(
    text,
  );
}

/** Of the first nodes below, without functions within. */
function some(node: AnyNode, is: (node: AnyNode) => boolean): boolean {
  const left = [node];

  for (let step = 0; left.length > 0 && step < MOST_NODES; step += 1) {
    const one = left.pop();
    if (!one) continue;
    if (is(one)) return true;
    if (!isFunction(one)) left.push(...childrenOf(one));
  }
  return false;
}

const MOST_NODES = 500;
