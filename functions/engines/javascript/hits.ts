import type { Fact } from './entry.ts';
import { harm, noHarm } from './harms.ts';
import type { Sink } from './sinks/sink.ts';
import type { AnyNode } from './syntax.ts';

/** A sink that the event reaches. */
export interface Hit {
  readonly sink: Sink;
  readonly fact: Fact;
}

/** All of them, by place, one of each kind. */
export class Hits {
  readonly #all = new Map<AnyNode, readonly Hit[]>();

  /** Those at a place. */
  at(node: AnyNode): readonly Hit[] {
    return this.#all.get(node) ?? [];
  }

  [Symbol.iterator](): Iterator<[AnyNode, readonly Hit[]]> {
    return this.#all[Symbol.iterator]();
  }

  /** Unless what it can still do is none of what the sink makes of it. Of each kind, the gravest counts. */
  add(at: AnyNode, sink: Sink, fact: Fact): void {
    if ((fact.harms & sink.harm) === noHarm) return;
    const known = this.#all.get(at) ?? [];
    const before = known.find((hit) => hit.sink.kind === sink.kind);
    if (before && !isGraver({ sink, fact }, before)) return;

    this.#all.set(at, [...known.filter((hit) => hit !== before), { sink, fact }]);
  }
}

/** Whether a hit counts in the place of another of its kind. */
function isGraver(hit: Hit, before: Hit): boolean {
  const more = gravityOf(hit.sink) - gravityOf(before.sink);
  if (more !== 0) return more > 0;
  const isOfServers = (hit.sink.harm & harm.inner) !== noHarm;

  return isOfServers && (hit.fact.harms & ~before.fact.harms & harm.inner) !== noHarm;
}

/** Least is what is always less than its kind, as `fs.copyFile` to where the event says, and not from there. */
function gravityOf({ severity, isLess }: Sink): number {
  if (typeof severity === 'string') return 0;

  return isLess ? 1 : 2;
}
