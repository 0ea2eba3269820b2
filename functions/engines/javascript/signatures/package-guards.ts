import { isFalse, isTrue, objectsOf, optionIn, textOf } from '../options.ts';
import { type AnyNode, type CallNode, isCall, isFunction, type NodeOf } from '../syntax.ts';
import type { Value, Values } from '../value.ts';
import type { Proof } from './verification.ts';

/**
 * What a package makes to stand before routes, and that lets on only who has a valid token: `expressjwt({ secret })`.
 * Undefined of one that lets on others too, or is made by `unless` of some routes.
 */
export function packageGuard(node: AnyNode, code: Values): Proof | undefined {
  const values = isCall(node) ? [] : code.valuesOf(node);
  const made = isCall(node)
    ? [node]
    : values.flatMap((value) => (value.kind === 'made' && value.by ? value.by : []));
  const [first] = made;
  // It may be one thing or another, as where a setting switches it off: each has to be a guard.
  const isOther = (value: Value) =>
    value.kind === 'object'
      ? !made.some((each) => isGivenTo(each, value.node, code))
      : value.kind !== 'made';
  if (!first || !made.every((each) => isGuard(each, code)) || values.some(isOther))
    return undefined;

  return { kind: 'jwt', node: first };
}

/** A package may hand back what it is given: its options stand beside what it makes. */
function isGivenTo(call: AnyNode, options: NodeOf<'ObjectExpression'>, values: Values): boolean {
  return isCall(call) && call.arguments.some((each) => objectsOf(values, each).includes(options));
}

function isGuard(made: AnyNode | undefined, values: Values): boolean {
  if (!made || !isCall(made)) return false;

  return values.namesOf(made.callee).some((name) => makers.get(name)?.(made, values));
}

type Makes = (call: CallNode, values: Values) => boolean;

/** With a key, and unless the option lets on who has no token. */
const unlessIs =
  (option: string, isOpen: (node: AnyNode | undefined) => boolean, key?: string): Makes =>
  ({ arguments: [given] }, values) =>
    (key === undefined || (given !== undefined && optionIn(values, given, key) !== undefined)) &&
    !isOpen(optionIn(values, given, option));

const expressJwt = unlessIs('credentialsRequired', isFalse, 'secret');

/** Of Passport those that verify a token, without a function of its own that decides what comes of it. */
const passport: Makes = ({ arguments: [strategy, ...more] }, values) => {
  const named =
    strategy?.type === 'ArrayExpression'
      ? strategy.elements.map((each) => each ?? undefined)
      : [strategy];
  const names = named.map((each) => textOf(each));
  const isDecidedElsewhere = more.some(
    (each) => isFunction(each) || values.functionsOf(each).length > 0,
  );

  return names.every((name) => name === 'jwt' || name === 'bearer') && !isDecidedElsewhere;
};

/**
 * Sources: the README of each: express-jwt 5 to 8, express-oauth2-jwt-bearer 1, koa-jwt 4, passport 0.7, and "JWT Auth
 * Middleware" (Hono).
 */
const makers: ReadonlyMap<string, Makes> = new Map([
  ['module:express-jwt', expressJwt],
  ['module:express-jwt.default', expressJwt],
  ['module:express-jwt.expressjwt', expressJwt],
  ['module:express-oauth2-jwt-bearer.auth', unlessIs('authRequired', isFalse)],
  ['module:koa-jwt', unlessIs('passthrough', isTrue, 'secret')],
  ['module:koa-jwt.default', unlessIs('passthrough', isTrue, 'secret')],
  ['module:hono/jwt.jwt', unlessIs('', () => false, 'secret')],
  ['module:passport.authenticate', passport],
  ['module:passport.default.authenticate', passport],
]);
