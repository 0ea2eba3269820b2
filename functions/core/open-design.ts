import * as z from 'zod/mini';
import type { CodePlace } from './sdk-calls.ts';

/** What code does that is open to anyone by design. */
export const designKinds = ['counter', 'sign-up', 'addition', 'payment', 'connection'] as const;

export type DesignKind = (typeof designKinds)[number];

/**
 * Where the code does what it changes, of all that it changes the first, and that strangers are meant to do: it adds a
 * constant to one item of its own, puts one item with who signs up and a hash of the password, adds items that are new
 * and replace nothing, has a buyer pay, or keeps the record of the caller's own connection.
 */
export interface OpenDesign extends CodePlace {
  readonly kind: DesignKind;
}

/** What it does, for a reader: `its code changes nothing but …`. */
export const designWords: Readonly<Record<DesignKind, string>> = {
  counter: 'one counter, by a constant',
  'sign-up': 'the item of who signs up, with a hash of the password',
  addition: 'what it adds as new, or sends to fixed recipients, and replaces nothing',
  payment: 'what a buyer pays, beside items that it adds as new',
  connection: "the record of the caller's own connection",
};

/** A design as it was stored. */
export const openDesign: z.ZodMiniType<OpenDesign> = z.object({
  kind: z.enum(designKinds),
  path: z.string(),
  line: z.number(),
  column: z.number(),
});
