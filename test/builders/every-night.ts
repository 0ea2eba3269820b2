import type { ReadInTurnProps } from '../../functions/facts/read-in-turn.ts';
import { recordedFacts } from '../fakes/fact-store.ts';

/** For a reader in turn that leaves nothing for another night. */
export function everyNight() {
  return {
    isReadWhole: async () => true,
    facts: recordedFacts(),
    clock: () => new Date('2026-06-15T03:00:00.000Z'),
  } satisfies Partial<ReadInTurnProps<unknown>>;
}
