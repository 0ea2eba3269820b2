import type { DecidedKind, DecidedPart } from '../../../core/decided-change.ts';
import { argumentOf, entryOf } from '../call-arguments.ts';
import { constantText } from '../constant-text.ts';
import { bindingOf } from '../scope.ts';
import type { Chosen } from '../signatures/chosen.ts';
import type { Credentials } from '../signatures/credentials.ts';
import { putInto } from '../signatures/put-into.ts';
import type { AnyNode, Call, Expression } from '../syntax.ts';
import type { Values } from '../value.ts';

/** What a call does that a request decides. */
export interface DecidedCall {
  readonly kind: DecidedKind;
  /** `dynamodb:DeleteItem` */
  readonly call: string;
  readonly by: DecidedPart;
  /** It replaces what is there, whatever that is: as far as the call itself says. */
  readonly isBlind?: true | undefined;
  /** The code itself writes what is sent. */
  readonly isFixed?: true | undefined;
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
  /** The code of the files of the archive that this function does not load. */
  readonly others: readonly string[];
  /** All that is come to, of which a call is one. */
  readonly live: readonly AnyNode[];
  readonly isLive: (node: AnyNode) => boolean;
}

/** An argument of a call, also of a table that is spread: `update_item(**change)`. */
export function givenAs(
  call: Call,
  position: number | undefined,
  ...names: readonly string[]
): Expression | undefined {
  const given = argumentOf(call, position, ...names);
  if (given) return given;
  const spread = call.arguments.filter((each) => each.spread === '**');

  return spread.flatMap(({ value }) => names.flatMap((name) => entryIn(value, name) ?? []))[0];
}

/** Also what is put into it later: `change['Key'] = key`. */
function entryIn(table: Expression, name: string): Expression | undefined {
  const own = entryOf(table, name);
  if (own) return own;
  const put = (bindingOf(table)?.reads ?? []).flatMap(({ parent }) =>
    parent?.type === 'Subscript' && constantText(parent.index) === name ? putInto(parent) : [],
  );

  return put.at(-1);
}

/** The first of the parts of a call that a request says. */
export function partSaid(
  parts: readonly (readonly [DecidedPart, Expression | undefined])[],
  { said }: Pick<AskedOfChange, 'said'>,
): DecidedPart | undefined {
  return parts.find(([, node]) => node !== undefined && said.has(node))?.[0];
}
