import { wordsOf } from '../flow/index.ts';

/**
 * Whether what is called so may change something or send it somewhere: `updateItem`, `PutCommand`, `save_order`. It is known by its name
 * alone, so that it says only where the rest of a handler is not asked by what asks in one of its branches.
 */
export function isWritingName(name: string): boolean {
  const words = wordsOf(name.slice(0, LONGEST)).slice(0, MOST_WORDS);
  const [first = '', second = ''] = words;
  if (/^(?:time|date|hours|minutes|seconds|header|headers|status|encoding|interval)$/.test(second))
    return false;

  return verbs.has(first) || (/^(?:transact|batch|admin)$/.test(first) && verbs.has(second));
}

/** Whether a text is a statement that changes a database. */
export function isWritingStatement(text: string): boolean {
  return /^\s{0,100}(?:insert\s+into|update\s+\S|delete\s+from|replace\s+into|merge\s+into)/i.test(
    text.slice(0, LONGEST),
  );
}

const LONGEST = 160;
const MOST_WORDS = 6;

const verbs: ReadonlySet<string> = new Set(
  (
    'put update delete write insert upsert save remove create destroy publish send invoke upload start stop terminate modify execute ' +
    'copy drop replace purge enable disable attach detach register reboot run bulk store persist'
  ).split(' '),
);
