import * as z from 'zod/mini';
import type { Clock, FactStore, FrameworkNotes } from '../app/ports.ts';
import type { CheckId } from '../core/check-id.ts';
import { type FrameworkFaults, frameworkNote } from '../domain/framework-note.ts';
import { scannersOfNight } from '../domain/night-progress.ts';

/** The check of the account that adds the notes up: where it is disabled, nothing is noted. */
export const FOLDING_CHECK: CheckId = 'usage/framework-faults';

const KIND = 'framework note';

/** It is written anew before the facts table forgets it. */
const RENEW_MS = 20 * 24 * 60 * 60 * 1000;

const storedNote = z.extend(frameworkNote, { writtenAt: z.string() });

interface FrameworkNotesProps {
  /** Its name. */
  readonly scanner: string;
  readonly facts: FactStore;
  readonly clock: Clock;
}

/** The notes of one scanner. */
export function storedFrameworkNotes({
  scanner,
  facts,
  clock,
}: FrameworkNotesProps): FrameworkNotes {
  return {
    async read(arns) {
      const renewBefore = clock().getTime() - RENEW_MS;
      const stored = await notesOf(facts, [scanner], arns);

      return new Map(
        stored.map(({ arn, writtenAt, ...note }) => [
          arn,
          { ...note, isOld: Date.parse(writtenAt) < renewBefore },
        ]),
      );
    },

    async write(notes) {
      if (notes.size === 0) return;
      const writtenAt = clock().toISOString();

      await facts.write(
        KIND,
        new Map([...notes].map(([arn, note]) => [idOf(scanner, arn), { ...note, writtenAt }])),
      );
    },
  };
}

/** What all scanners have noted of functions. @throws when it cannot be read. */
export async function frameworkFaultsOf(
  facts: FactStore,
  arns: readonly string[],
): Promise<readonly FrameworkFaults[]> {
  const notes = await notesOf(facts, scannersOfNight, arns);

  return [...Map.groupBy(notes, ({ arn }) => arn)].flatMap(([arn, ofAll]) => {
    const framework = ofAll.find((note) => note.framework)?.framework;
    const faults = ofAll.flatMap((note) => (note.framework ? note.faults : []));

    return framework ? [{ arn, framework, faults }] : [];
  });
}

/** What is damaged is absent. */
async function notesOf(facts: FactStore, scanners: readonly string[], arns: readonly string[]) {
  if (arns.length === 0) return [];
  const byId = new Map(
    arns.flatMap((arn) => scanners.map((scanner) => [idOf(scanner, arn), arn] as const)),
  );
  const values = await facts.read(KIND, [...byId.keys()]);

  return [...byId].flatMap(([id, arn]) => {
    const parsed = storedNote.safeParse(values.get(id));
    return parsed.success ? [{ arn, ...parsed.data }] : [];
  });
}

function idOf(scanner: string, arn: string): string {
  return `${scanner} ${arn}`;
}
