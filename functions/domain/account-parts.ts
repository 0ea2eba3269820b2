import type { Severity } from '../core/severity.ts';
import type { Owned } from './ownership.ts';

/** A function that a finding about the account is made of, with others. */
export interface AccountPart<V> {
  /** ARN of the function. */
  readonly arn: string;
  /** As severe as it would be by itself. */
  readonly severity: Severity;
  readonly owned: Owned;
  readonly value: V;
}

/** All that a finding about the account is made of. */
export interface AccountParts<V> {
  /** By ARN. */
  readonly parts: readonly AccountPart<V>[];
  /** Those that are left out, for their own finding is suppressed by hand. */
  readonly accepted: readonly AccountPart<V>[];
}
