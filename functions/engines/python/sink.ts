import type { Severity } from '../../core/severity.ts';
import type { WeaknessKind } from '../../core/weakness.ts';
import type { ArgumentSpec } from './argument-spec.ts';
import type { Fact } from './entry.ts';
import type { Fix } from './fixes/fix.ts';
import type { HarmKind } from './kinds.ts';
import type { Call } from './syntax.ts';
import type { Values } from './value.ts';

/** What does harm with what it is given. */
export interface Sink {
  readonly kind: WeaknessKind;
  /** Where it does harm by what another kind does it: HTML that is rendered. @default kind */
  readonly by?: HarmKind | undefined;
  /** As a reader knows it: `os.system`. */
  readonly title: string;
  readonly severity?: Severity | undefined;
  readonly fix?: Fix | undefined;
  /** What a reader should know of the place beside it. */
  readonly remark?: string | undefined;
}

/** A call that is a sink for some of its arguments. */
export interface SinkRow {
  readonly kind: HarmKind;
  /** As of `Sink`. @default kind */
  readonly by?: HarmKind | undefined;
  readonly title: string;
  readonly given: ArgumentSpec;
  /** Whether it does harm with what lies anywhere in the value, and not only with the value. */
  readonly isDeep: boolean;
  /** Whether a call is one; without it, every call is. */
  readonly when?: ((call: Call, values: Values, fact: Fact) => boolean) | undefined;
  readonly severity?:
    | ((call: Call, values: Values, fact: Fact) => Severity | undefined)
    | undefined;
  readonly fix?: Fix | undefined;
}

export interface Hit {
  readonly sink: Sink;
  /** Undefined where it is wrong by itself. */
  readonly fact: Fact | undefined;
}
