import { changesOf } from './changes.ts';
import { constantText } from './constant-text.ts';
import type { Fact } from './entry.ts';
import { anyKey, anyKeyBut, type FieldPath, itsKeys, under } from './field-path.ts';
import type { Flow } from './flow.ts';
import { textsOf } from './own-values.ts';
import { bindingOf } from './scope.ts';
import type { DictEntry, Expression, NodeOf } from './syntax.ts';

/** The event is (in) a key or a value of a table that is written. */
export function throughEntry(flow: Flow, entry: DictEntry, fact: Fact): void {
  const around = entry.parent;
  const { path } = fact;

  if (around?.type === 'Comprehension') {
    if (entry.value !== fact.node) flow.reach(around, under(itsKeys, path), fact);
    else for (const key of keysOf(entry.key)) flow.reach(around, under(key, path), fact);
  } else if (around?.type === 'Dict' && entry.value === fact.node) {
    const key = entry.key ? (constantText(entry.key) ?? anyKey) : undefined;
    const held = key === undefined ? path : under(key, path);
    flow.reach(around, keptBefore(held, keysBehind(around, entry)), fact);
  } else if (around?.type === 'Dict') {
    flow.reach(around, under(itsKeys, path), fact);
  }
}

/** `{key: x[key] for key in ('a', 'b')}` has no others. */
function keysOf(key: Expression | undefined): readonly string[] {
  const texts = key && isOfFixedList(key) ? textsOf(key) : [];

  return texts.length === 0 || texts.length > MOST_KEYS ? [anyKey] : texts;
}

/** Each is followed on its own. */
const MOST_KEYS = 8;

/** Whether a loop takes it out of what nothing is put into. */
function isOfFixedList(key: Expression): boolean {
  const [definition] = bindingOf(key)?.definitions ?? [];
  const source = definition?.kind === 'value' ? definition.node : undefined;
  if (source?.type !== 'Name') return source !== undefined;
  const binding = bindingOf(source);

  return (
    binding !== undefined &&
    changesOf(binding).length === 0 &&
    binding.writes.every(({ path }) => path.length === 0)
  );
}

/** Those that are written behind an entry: they hold something else. */
function keysBehind({ entries }: NodeOf<'Dict'>, entry: DictEntry): readonly string[] {
  return entries
    .slice(entries.indexOf(entry) + 1, MOST_ENTRIES)
    .flatMap(({ key }) => constantText(key) ?? []);
}

/** Of a longer table, those behind are not looked at. */
const MOST_ENTRIES = 100;

/** What is left of what one entry brings, where others stand behind it. */
function keptBefore(path: FieldPath, behind: readonly string[]): FieldPath | undefined {
  const [first, ...rest] = path;
  if (first === undefined || behind.length === 0) return path;
  if (behind.includes(first)) return undefined;

  return first === anyKey ? [anyKeyBut(behind.slice(0, MOST_KEYS)), ...rest] : path;
}
