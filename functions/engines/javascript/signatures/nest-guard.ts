import type { Proof } from './verification.ts';

/** A guard of NestJS that lets on only who has been verified. */
export interface NestGuard {
  readonly proof: Proof;
  /** Metadata by which it lets on all; undefined for one whose name is not seen. */
  readonly publicBy: readonly (string | undefined)[];
}
