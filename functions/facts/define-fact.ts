import type { Collector } from '../app/ports.ts';
import type { Target, TargetKind } from '../core/target.ts';
import type { Grant } from '../domain/grants.ts';

/**
 * A question that a check may ask of a target. Its file is named for its key; how it is collected,
 * and as what it is stored where it is, stand there beside it. It is listed in index.ts.
 *
 * @typeParam V the answer, where it is known.
 */
export interface Fact<Key extends string, K extends TargetKind, V> {
  /** By this name checks need it. */
  readonly key: Key;
  /** Kinds of targets of which it can be asked. */
  readonly about: readonly K[];
  readonly value: ValueType<V>;
  /** What people read for its name, where it could not be seen: `its function URLs`. */
  readonly words: string;
  /** What its collector calls. Scanner roles are synthesised from this. */
  readonly grants: readonly Grant[];
}

/** Stands for a type: `value: typed<readonly EntryPoint[]>()`. */
export interface ValueType<V> {
  readonly example?: () => V;
}

/** The collector of a fact. @typeParam T targets that it is collected of: of each kind, or of one. */
export type FactCollector<F, T extends TargetOf<F> = TargetOf<F>> =
  F extends Fact<string, TargetKind, infer V> ? Collector<T, V> : never;

/** What a fact is about. */
type TargetOf<F> = F extends Fact<string, infer K, unknown> ? Target<K> : never;

/** The fact as it is, but inferred. */
export function defineFact<const Key extends string, const K extends TargetKind, V>(
  fact: Fact<Key, K, V>,
): Fact<Key, K, V> {
  return fact;
}

/** What a fact answers: it says so to the compiler, and holds nothing. */
export function typed<V>(): ValueType<V> {
  return {};
}
