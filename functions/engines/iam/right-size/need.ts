import type { PolicyStatement } from '../policy-statement.ts';

/** An action that a function needs, on what, and why. */
export interface Need {
  /** As AWS writes it: `s3:GetObject`. */
  readonly action: string;
  /** Patterns of ARNs; `*` alone where it takes none; undefined where it is not known which. */
  readonly resources: readonly string[] | undefined;
  readonly reason: NeedReason;
}

/** Why a function keeps a permission. */
export type NeedReason =
  | {
      readonly because: 'code';
      /** Of a file within the archive. */
      readonly path: string;
      /** From 1. */
      readonly line: number;
      /** `s3.HeadObject`, where another name than the action's is called. */
      readonly operation: string;
    }
  /** Lambda, or what AWS runs beside the function, calls it. */
  | { readonly because: 'platform'; readonly what: string }
  /** Last seen by IAM, though no code shows it. ISO 8601 in UTC. */
  | { readonly because: 'used'; readonly at: string }
  /** Some calls of the operation take it besides: for a tag, a version, a key. `s3.GetObject` */
  | { readonly because: 'along'; readonly operation: string }
  /** It cannot be said whether it is needed: granted today, and kept. */
  | { readonly because: 'undecided'; readonly why: string };

/** Of a call in the code. */
export type CodeNeed = Need & { readonly reason: Extract<NeedReason, { because: 'code' }> };

/** Where a function runs. `*` for what is not known of it. */
export interface FunctionPlace {
  readonly partition: string;
  readonly region: string;
  /** Twelve digits. */
  readonly account: string;
}

/** Of an Allow of today, what a need is left with. */
export interface GrantedPart {
  readonly origin: PolicyStatement;
  readonly resources: { readonly scope: 'only' | 'all but'; readonly patterns: readonly string[] };
}
