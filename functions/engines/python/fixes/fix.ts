import type { Fact } from '../entry.ts';
import type { Places } from '../evidence.ts';
import type { AnyNode, Expression } from '../syntax.ts';
import type { Values } from '../value.ts';

/** A weakness that is to be fixed. */
export interface Fixing {
  /** The call or expression that is reported. */
  readonly at: AnyNode;
  /** How the event got there; undefined for what is wrong by itself. */
  readonly fact: Fact | undefined;
  readonly places: Places;
  readonly values: Values;
}

/**
 * The code as it should read, in names that are there; undefined where that is not known. A wrong
 * one costs a reader more than none.
 */
export type Fix = (fixing: Fixing) => string | undefined;

/** Code short enough to be shown on a line. */
export function codeOf(node: AnyNode, { places }: Pick<Fixing, 'places'>): string | undefined {
  const code = places.codeOf(node);

  return code.length > LONGEST_CODE || code.includes('\n') ? undefined : code;
}

/** An expression as it can stand beside others. */
export function operandOf(node: Expression, fixing: Pick<Fixing, 'places'>): string | undefined {
  const code = codeOf(node, fixing);

  return code !== undefined && joined.has(node.type) ? `(${code})` : code;
}

const joined: ReadonlySet<string> = new Set(['Binary', 'Conditional', 'Function', 'NamedValue']);

/** A line that is still read; undefined where it is longer. */
export function shownLine(line: string): string | undefined {
  return line.length > LONGEST_LINE || line.includes('\n') ? undefined : line;
}

/** A literal of Python. */
export function quoted(text: string): string {
  const escaped = text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n');

  return escaped.includes("'") && !escaped.includes('"')
    ? `"${escaped}"`
    : `'${escaped.replaceAll("'", "\\'")}'`;
}

/** Characters. */
const LONGEST_CODE = 120;
const LONGEST_LINE = 200;
