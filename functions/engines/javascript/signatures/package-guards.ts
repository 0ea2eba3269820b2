import { isFalse, objectsOf, optionIn, textOf } from '../options.ts';
import { bindingOf } from '../scope.ts';
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

/** With settings that are all seen, and by which no one is let on without a token. */
function unless(option: string, isClosed: (node: AnyNode) => boolean, key?: string): Makes {
  return ({ arguments: [given] }, values) => {
    const [settings, ...others] = objectsOf(values, given);
    if (!settings || others.length > 0 || isChangedLater(given)) return false;
    const isSeen = settings.properties.every(({ type }) => type === 'Property');
    const open = optionIn(values, settings, option);
    const secret = key === undefined ? undefined : optionIn(values, settings, key);

    return (
      isSeen &&
      (open === undefined || isClosed(open)) &&
      (key === undefined || (secret !== undefined && isKey(secret, values))) &&
      optionIn(values, settings, 'onExpired') === undefined
    );
  };
}

/** No text of the code, no default beside a variable, and nothing that a function of the code makes of the request. */
function isKey(node: AnyNode, values: Values): boolean {
  if (node.type === 'LogicalExpression' || node.type === 'ConditionalExpression') return false;

  return textOf(node) === undefined && values.functionsOf(node).length === 0;
}

/** `settings.credentialsRequired = false` */
function isChangedLater(node: AnyNode | undefined): boolean {
  const binding = node && bindingOf(node);

  return binding?.writes.some(({ path }) => path.length > 0) ?? false;
}

const isOn = (node: AnyNode) => node.type === 'Literal' && node.value === true;
const isOff = (node: AnyNode) => isFalse(node);
const expressJwt = unless('credentialsRequired', isOn, 'secret');
const koaJwt = unless('passthrough', isOff, 'secret');

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

  const isGuessable = [...values.callsOf('Strategy'), ...values.callsOf('JwtStrategy')].some(
    ({ arguments: [settings] }) => textOf(optionIn(values, settings, 'secretOrKey')) !== undefined,
  );

  return (
    names.every((name) => name === 'jwt' || name === 'bearer') &&
    !isDecidedElsewhere &&
    !isGuessable
  );
};

/**
 * Sources: the README of each: express-jwt 5 to 8, express-oauth2-jwt-bearer 1, koa-jwt 4, passport 0.7, and "JWT Auth
 * Middleware" (Hono).
 */
const makers: ReadonlyMap<string, Makes> = new Map([
  ['module:express-jwt', expressJwt],
  ['module:express-jwt.default', expressJwt],
  ['module:express-jwt.expressjwt', expressJwt],
  ['module:express-oauth2-jwt-bearer.auth', unless('authRequired', isOn)],
  ['module:koa-jwt', koaJwt],
  ['module:koa-jwt.default', koaJwt],
  ['module:hono/jwt.jwt', unless('', isOn, 'secret')],
  ['module:passport.authenticate', passport],
  ['module:passport.default.authenticate', passport],
]);
