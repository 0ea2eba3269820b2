import type { FactStore, FrameworkNotes } from '../app/ports.ts';
import type { CheckId } from '../core/check-id.ts';
import { type FrameworkFaults, frameworkNote } from '../domain/framework-note.ts';
import { scannersOfNight } from '../domain/night-progress.ts';
import { type NotesProps, scannerNotes } from './scanner-notes.ts';

/** The check of the account that adds the notes up: where it is disabled, nothing is noted. */
export const FOLDING_CHECK: CheckId = 'usage/framework-faults';

const notes = scannerNotes('framework note', frameworkNote);

/** The notes of one scanner. */
export function storedFrameworkNotes(props: NotesProps): FrameworkNotes {
  return notes.of(props);
}

/** What all scanners have noted of functions. @throws when it cannot be read. */
export async function frameworkFaultsOf(
  facts: FactStore,
  arns: readonly string[],
): Promise<readonly FrameworkFaults[]> {
  const kept = await notes.read(facts, scannersOfNight, arns);

  return [...Map.groupBy(kept, ({ arn }) => arn)].flatMap(([arn, ofAll]) => {
    const framework = ofAll.find((note) => note.framework)?.framework;
    const faults = ofAll.flatMap((note) => (note.framework ? note.faults : []));

    return framework ? [{ arn, framework, faults }] : [];
  });
}
