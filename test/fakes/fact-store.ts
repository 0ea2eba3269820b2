import { inMemoryFacts } from '../../functions/adapters/tables/in-memory.ts';
import type { FactStore } from '../../functions/app/ports.ts';

export interface RecordedFacts extends FactStore {
  /** The IAM actions that a table would have seen, each once, sorted. */
  called(): readonly string[];
  /** All that was ever written, as text. */
  written(): string;
}

/** Facts in memory that went through JSON, as those in a table do. */
export function recordedFacts(): RecordedFacts {
  const facts = inMemoryFacts();
  const calls = new Set<string>();
  const texts: string[] = [];

  return {
    async read(kind, ids) {
      if (ids.length > 0) calls.add('dynamodb:BatchGetItem');
      return facts.read(kind, ids);
    },

    async write(kind, values) {
      if (values.size > 0) calls.add('dynamodb:BatchWriteItem');
      const text = JSON.stringify([...values]);
      texts.push(`${kind} ${text}`);
      await facts.write(kind, new Map(JSON.parse(text)));
    },

    called: () => [...calls].sort(),
    written: () => texts.join('\n'),
  };
}
