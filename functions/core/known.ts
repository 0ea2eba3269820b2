/**
 * Either a value, or the reason why there is none. Not knowing is never an empty value. A value is
 * `incomplete` where it is right as far as it goes, but a part could not be seen: why. It is
 * `understated` where nothing is missing, but something may be worse than it looks: why. It is
 * `unweighed` where nothing is missing, but how bad something is cannot be said: why.
 */
export type Known<T> =
  | {
      readonly known: true;
      readonly value: T;
      readonly incomplete?: string | undefined;
      readonly understated?: string | undefined;
      readonly unweighed?: string | undefined;
      /** What it lacks is a gap of the account, and is reported there once: of this target it is none. */
      readonly isAccountGap?: boolean;
    }
  | { readonly known: false; readonly reason: string };

export function unknown(reason: string): Known<never> {
  return { known: false, reason };
}
