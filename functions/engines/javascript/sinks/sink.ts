import type { Severity } from '../../../core/severity.ts';
import type { WeaknessKind } from '../../../core/weakness.ts';
import { type FieldPath, isElement, within } from '../../flow/index.ts';
import type { Fact } from '../entry.ts';
import type { Harms } from '../harms.ts';
import { type AnyNode, type CallNode, isCall } from '../syntax.ts';
import type { Values } from '../value.ts';

/** A call of what may be a sink. */
export interface SinkCall {
  readonly call: CallNode;
  /** What it is given, without the `this` of `f.call(self, …)`. */
  readonly given: readonly AnyNode[];
  readonly values: Values;
  readonly fact: Fact;
}

/** The code of a place, to make of it what it should be. */
export interface Written {
  readonly node: AnyNode;
  readonly values: Values;
  /** That the event is there, if it is the event. */
  readonly fact: Fact | undefined;
  /** The text of a node as it is written, on one line. */
  readonly text: (node: AnyNode) => string;
}

/** An argument of a call as it is written. */
export function textOfArgument({ node, text }: Written, index = 0): string | undefined {
  const argument = isCall(node) ? node.arguments[index] : undefined;

  return argument && text(argument);
}

/** What does harm with what it is given. */
export interface Sink {
  readonly kind: WeaknessKind;
  /** What of the event does it. */
  readonly harm: Harms;
  /** As a reader knows it. */
  readonly title: string;
  /** @default that of the kind */
  readonly severity?: Severity | ((written: Written) => Severity | undefined) | undefined;
  /** Whether it is less than its kind by the code around it, so that another of its place counts first. */
  readonly isLess?: true | undefined;
  /** What it should read, or undefined where there is no one way. */
  readonly fix?: ((written: Written) => string | undefined) | undefined;
}

/** A call that is one. */
export interface CallSink extends Sink {
  /** Which of its arguments do harm. */
  readonly argument: number | 'any';
  /** Where in it, from the argument's value. @default where its text shows it */
  readonly isHarmful: (path: FieldPath, call: SinkCall) => boolean;
  /** Whether a call with these arguments is one. @default every call is */
  readonly when?: ((call: SinkCall) => boolean) | undefined;
}

/** Whatever the name of what is called: what it is given has to say enough. */
export const anyCall = '*';

/** Some calls, as rows of a table. */
export interface SinkRow {
  /** Names of packages and modules, or nothing for globals, or `?` for what is not known. */
  readonly of: string;
  /**
   * Names of what they export, or of methods of what that makes; `()` for the package itself, or
   * for what was made by it. Of globals, their names; of what is not known, also `anyCall`.
   */
  readonly calls: string;
  readonly kind: WeaknessKind;
  readonly harm: Harms;
  /** @default package.call */
  readonly title?: string;
  /** @default 0 */
  readonly argument?: number | 'any';
  /** Of options: which of their fields do harm, besides the text of the argument itself. */
  readonly fields?: string;
  readonly isHarmful?: CallSink['isHarmful'];
  readonly when?: CallSink['when'];
  readonly severity?: Sink['severity'];
  readonly isLess?: Sink['isLess'];
  readonly fix?: Sink['fix'];
}

/** For calls that do harm with whatever they are given, wherever in it the event is. */
export function anywhere(): boolean {
  return true;
}

/** By key: see `keyOfCall`. */
export function tableOf(rows: readonly SinkRow[]): ReadonlyMap<string, readonly CallSink[]> {
  const table = new Map<string, CallSink[]>();

  for (const row of rows) {
    for (const name of row.of.split(' ')) {
      for (const call of row.calls.split(' ')) {
        const key = keyOfCall(name, call === '()' ? '' : call);
        table.set(key, [...(table.get(key) ?? []), sinkOf(row, name, call)]);
      }
    }
  }
  return table;
}

/** @param name of a package; empty for a global. */
export function keyOfCall(name: string, call: string): string {
  return `${name}|${call}`;
}

function sinkOf(row: SinkRow, name: string, call: string): CallSink {
  const { kind, harm, fields = '', argument = 0, when, severity, isLess, fix } = row;
  const named = fields === '' ? [] : fields.split(' ');
  const inFields = (path: FieldPath) =>
    isElement(path) || named.some((field) => isElement(within(path, field) ?? ['no', 'text']));

  return {
    kind,
    harm,
    title: row.title ?? titleOf(name, call),
    argument,
    isHarmful: row.isHarmful ?? inFields,
    when,
    severity,
    isLess,
    fix,
  };
}

function titleOf(name: string, call: string): string {
  if (call === '()') return name;
  return name === '' || name === '?' ? call : `${name}.${call}`;
}
