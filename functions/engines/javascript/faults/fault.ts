import type { Modules } from '../modules.ts';
import type { Sink } from '../sinks/sink.ts';
import type { AnyNode, CallNode } from '../syntax.ts';
import type { Values } from '../value.ts';

/** What is wrong by itself. */
export interface Fault extends Omit<Sink, 'harm'> {
  /** @default the call or the option that it was found by */
  readonly at?: AnyNode;
}

/** A call that may be a fault. */
export interface Place {
  readonly call: CallNode;
  readonly values: Values;
  readonly modules: Modules;
}

/** Faults by the names that are called. */
export interface FaultRow {
  readonly calls: string;
  readonly find: (place: Place) => Fault | undefined;
}

/** Whether a call is of a module: `crypto.createHash`, or something that it made. */
export function isOf({ call, values }: Place, ...modules: readonly string[]): boolean {
  return values
    .valuesOf(call.callee)
    .some(
      (value) =>
        (value.kind === 'name' || value.kind === 'made') &&
        modules.some(
          (module) =>
            value.name === `module:${module}` || value.name.startsWith(`module:${module}.`),
        ),
    );
}
