import { isKnown, packageIn } from '../known-packages.ts';
import type { LinkedFile } from '../link.ts';
import type { Sink } from '../sink.ts';
import type { AnyNode, Call } from '../syntax.ts';
import type { Values } from '../value.ts';

/** What is wrong by itself, whatever a caller sends. */
export interface Fault extends Sink {
  readonly node: AnyNode;
}

/** A call that may be a fault. */
export interface Place {
  readonly call: Call;
  readonly values: Values;
  /** Of all files that the handler reaches. */
  readonly files: readonly LinkedFile[];
}

/** A fault: where it is not at the call that it was found by, it says so. */
export type FoundFault = Omit<Fault, 'node'> & Partial<Pick<Fault, 'node'>>;

/** Faults by the names that are called. */
export interface FaultRow {
  readonly calls: string;
  readonly find: (place: Place) => FoundFault | undefined;
}

/** Whether what is called is of one of these packages, or of what they make. */
export function isOf({ call, values }: Place, ...packages: readonly string[]): boolean {
  return values
    .namesOf(call.callee)
    .some((name) =>
      packages.some(
        (each) => name === each || (name.startsWith(each) && /^[.(]/.test(name.slice(each.length))),
      ),
    );
}

/** Whether it may be anything: it is of no package of which more is known. */
export function isUnseen({ call, values }: Place): boolean {
  return values
    .valuesOf(call.callee)
    .every((value) => value.kind === 'name' && !isKnown(packageIn(value.name) ?? 'builtins'));
}
