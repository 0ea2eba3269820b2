import { optionIn, textOf } from '../options.ts';
import { type AnyNode, type CallNode, calledName, fieldRead } from '../syntax.ts';
import type { Values } from '../value.ts';

/** `verify(token, { secret: 'dev' })`, of `JwtModule.register({ secret: 'dev' })`, too. */
export function hasShownKey(call: CallNode, values: Values): boolean {
  if (!/^verify/i.test(calledName(call) ?? '')) return false;
  const keyIn = (settings: AnyNode | undefined) =>
    keyNames.flatMap((name) => optionIn(values, settings, name) ?? []);
  const given = call.arguments.flatMap((each) => keyIn(each));
  const { callee } = call;
  const isOfModule =
    given.length === 0 &&
    callee.type === 'MemberExpression' &&
    callee.object.type === 'MemberExpression' &&
    /jwt/i.test(fieldRead(callee.object) ?? '');
  const registered = isOfModule
    ? values.callsOf('register').flatMap(({ arguments: [settings] }) => keyIn(settings))
    : [];

  return [...given, ...registered].some((key) => textOf(key) !== undefined);
}

const keyNames = ['secret', 'secretOrPrivateKey', 'publicKey', 'key'];
