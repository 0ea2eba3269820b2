import { constantText, constantValue } from './constant-text.ts';
import type { Call, Expression, NodeOf } from './syntax.ts';

/** The argument of a call at a place or by a name. */
export function argumentOf(
  { arguments: given }: Call,
  position: number | undefined,
  ...names: readonly string[]
): Expression | undefined {
  const byName = given.find(({ name }) => name !== undefined && names.includes(name));
  if (byName) return byName.value;
  if (position === undefined) return undefined;

  const positional = given.filter(({ name, spread }) => name === undefined && spread === '');
  return positional[position]?.value;
}

/** Whether a call has an argument that cannot be seen: `**options`. */
export function hasUnseenArguments({ arguments: given }: Call): boolean {
  return given.some(({ spread }) => spread === '**');
}

export function isConstant(
  node: Expression | undefined,
  value: NodeOf<'Constant'>['value'],
): boolean {
  const whole = node?.type === 'Name' ? constantValue(node) : node;

  return whole?.type === 'Constant' && whole.value === value;
}

/** What a table in the code has under a key. */
export function entryOf(node: Expression | undefined, key: string): Expression | undefined {
  const whole = node?.type === 'Name' ? constantValue(node) : node;
  if (whole?.type === 'Call') return argumentOf(whole, undefined, key);
  if (whole?.type !== 'Dict') return undefined;

  return whole.entries.find((entry) => constantText(entry.key) === key)?.value;
}

/** A literal, or what a name was set to once. */
export function seen(node: Expression | undefined): Expression | undefined {
  return node?.type === 'Name' ? (constantValue(node) ?? node) : node;
}
