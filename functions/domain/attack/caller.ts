/** Who comes in, and how. */
export interface Caller {
  /** Of `MOST_POINTS`: the more people, the more. */
  readonly points: number;
  /** `anyone on the internet`: for a sentence. */
  readonly who: string;
  /** What they do: `calls https://… (function URL without authorisation)`. */
  readonly how: string;
}

export const INTERNET = 'anyone on the internet';

/**
 * AWS calls an API with a key unauthenticated: each client carries the key. It costs no more than that
 * to come in, and who has it is not known: strangers do, not everyone.
 *
 * Source: "Configuring authorization and authentication" (AWS AppSync Developer Guide).
 */
export const KEY_HOLDERS = 12;

/** The function, or one of its aliases or versions, for a sentence. */
export function placeOf(qualifier: string | undefined): string {
  return qualifier === undefined ? 'the function' : `${qualifier} of the function`;
}
