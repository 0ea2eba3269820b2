import { textOf } from '../options.ts';
import type { AnyNode, CallNode } from '../syntax.ts';
import { isFunction } from '../syntax.ts';
import type { Values } from '../value.ts';
import { isOwnValue, type Origin } from './origin.ts';
import { verifyingCall } from './verifiers.ts';

export interface ReadKeys<Frame> {
  readonly values: Values;
  originOf(node: AnyNode, frame?: Frame): Origin;
}

/**
 * What a call of a package that verifies comes to, where the key may have a default: `none` where it proves nothing, as
 * with a key that the request brings or that stands in the code. Undefined of what is no such call.
 */
export function lenientVerifier<Frame>(
  call: CallNode,
  code: ReadKeys<Frame>,
  frame?: Frame,
): 'at once' | 'throws' | 'says' | 'none' | undefined {
  const verifying = verifyingCall(call, { values: code.values, requested: { has: () => false } });
  if (!verifying) return undefined;
  const { key, isWhole, mayBeShown, throws, promises } = verifying;
  if (!isWhole) return 'none';
  if (key && !mayBeKey(key, code, mayBeShown, frame)) return 'none';

  // It answers to the function that it is given.
  if (!throws || call.arguments.some((each) => isFunction(each))) return 'says';
  return promises ? 'throws' : 'at once';
}

/** Of the environment or a store, at least by one way; or one that anyone may know. */
function mayBeKey<Frame>(
  key: AnyNode,
  code: ReadKeys<Frame>,
  mayBeShown: (text: string) => boolean,
  frame: Frame | undefined,
): boolean {
  if (isOwnValue(code.originOf(key, frame))) return true;
  const shown = textOf(key) ?? code.values.shownTexts(key)[0];

  return shown !== undefined && (mayBeShown(shown) || isHardToGuess(shown));
}

/** Who has the code has it, and no list of words. */
function isHardToGuess(text: string): boolean {
  return (
    text.length >= 16 &&
    /\d/.test(text) &&
    /[a-z]/i.test(text) &&
    !/secret|key|change|your|example|default|test|dev|password/i.test(text)
  );
}
