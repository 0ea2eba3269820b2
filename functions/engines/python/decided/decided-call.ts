import type { DecidedKind, DecidedPart } from '../../../core/decided-change.ts';
import type { Chosen } from '../signatures/chosen.ts';
import type { Credentials } from '../signatures/credentials.ts';
import type { AnyNode, Expression } from '../syntax.ts';
import type { Values } from '../value.ts';

/** What a call does that a request decides. */
export interface Decided {
  readonly kind: DecidedKind;
  /** `dynamodb:DeleteItem` */
  readonly call: string;
  readonly by: DecidedPart;
  /** It replaces what is there, whatever that is: as far as the call itself says. */
  readonly isBlind?: true | undefined;
}

/** What is asked of what code calls. */
export interface AskedOfChange {
  readonly values: Values;
  /** What a request says. */
  readonly said: Chosen;
  /** What it has a say in, and all that is not seen. */
  readonly chosen: Chosen;
  readonly credentials: Credentials;
  readonly handler: string;
  /** All that is come to, of which a call is one. */
  readonly live: readonly AnyNode[];
}

/** The first of the parts of a call that a request says. */
export function partSaid(
  parts: readonly (readonly [DecidedPart, Expression | undefined])[],
  { said }: Pick<AskedOfChange, 'said'>,
): DecidedPart | undefined {
  return parts.find(([, node]) => node !== undefined && said.has(node))?.[0];
}
