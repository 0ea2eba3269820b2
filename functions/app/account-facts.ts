import { factKinds } from '../domain/fact-kinds.ts';
import type { FactStore } from './ports.ts';

/**
 * The facts of a member account, in the table of all: what is known by an id that another account has
 * too is kept apart, and what is the same for all is shared.
 *
 * @param account twelve digits. That of the process has the ids as they are.
 */
export function accountFacts(facts: FactStore, account: string): FactStore {
  const prefix = `${account} `;

  return {
    async read(kind, ids) {
      if (factKinds[kind] !== 'account') return facts.read(kind, ids);
      const stored = await facts.read(
        kind,
        ids.map((id) => prefix + id),
      );

      return new Map([...stored].map(([id, value]) => [id.slice(prefix.length), value]));
    },

    async write(kind, values) {
      if (factKinds[kind] !== 'account') return facts.write(kind, values);

      return facts.write(kind, new Map([...values].map(([id, value]) => [prefix + id, value])));
    },
  };
}
