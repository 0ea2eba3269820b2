import type { Proof } from '../../signatures/index.ts';
import type { AnyNode, Expression } from '../syntax.ts';
import type { Code } from './code.ts';
import { isComputed, kindNamedIn } from './computed-signature.ts';
import { isSharedSecret, isShownSecret, maySecretBeIn } from './shared-secret.ts';

/** What the code computes, or a secret of its own, with what the request brings. */
export function compared(
  [one, other]: readonly [Expression, Expression],
  node: AnyNode,
  code: Code,
): Proof<AnyNode> | undefined {
  const [first, second] = [one, other].map((each) => isComputed(each, code.values, code.requested));
  if (first && second) return undefined;
  if (first || second) {
    const isBrought = code.requested.has(first ? other : one);
    return isBrought ? { kind: kindNamedIn([one, other], 'hmac'), node } : undefined;
  }

  return sharedSecret(one, other, node, code) ?? sharedSecret(other, one, node, code);
}

function sharedSecret(
  own: Expression,
  given: Expression,
  node: AnyNode,
  code: Code,
): Proof<AnyNode> | undefined {
  const kind = isSharedSecret(own, code)
    ? 'shared-secret'
    : isShownSecret(own, code)
      ? 'shown-secret'
      : undefined;
  if (!kind || !code.requested.has(given) || maySecretBeIn(given, code)) return undefined;

  return { kind, node };
}
