import * as z from 'zod/mini';
import type { CodePlace } from './sdk-calls.ts';

/**
 * A place where code looks as if it asks callers for a credential, of code of which no check is followed (see `SignatureCheck`).
 * It may be of some requests only, or of none: it says where to look, and that no one can be sure that nothing is asked.
 */
export interface AskingSign extends CodePlace {
  /** What the code does there: `calls jwt.verify`, `answers 401`. */
  readonly what: string;
}

/** Longer ones are cut: they are names of the code. */
export const MOST_SIGN_WORDS = 80;

/** For a reader, a line. */
export function signWords({ what, path, line }: AskingSign): string {
  return `its code ${what} (${path}, line ${line}), which looks as if it asks for a credential; whether each request is asked was not followed: look there`;
}

/** A sign as it was stored. */
export const askingSign: z.ZodMiniType<AskingSign> = z.object({
  what: z.string(),
  path: z.string(),
  line: z.number(),
  column: z.number(),
});
