import type { FactStore, FindingsStore, PartNotes } from '../app/ports.ts';
import { mayKeep } from '../core/mark.ts';
import { accountOf, accountTarget, partitionOf } from '../core/target.ts';
import { type PartNote, partNote } from '../domain/part-note.ts';
import { nameAndRegion } from '../domain/part-words.ts';
import { type NotesProps, scannerNotes } from './scanner-notes.ts';

const notes = scannerNotes('part note', partNote);

export interface PartNotesProps extends NotesProps {
  readonly findings: Pick<FindingsStore, 'read'>;
}

/** The notes of one scanner. */
export function storedPartNotes({ findings, ...props }: PartNotesProps): PartNotes {
  return {
    ...notes.of(props),

    async reported(check, arns) {
      const accounts = new Set(
        arns.map((arn) => accountTarget(accountOf(arn), partitionOf(arn)).arn),
      );
      const stored = await Promise.all(
        [...accounts].map((account) => findings.read(props.scanner, account)),
      );
      const marks = stored
        .flatMap((each) => each.findings)
        .flatMap((each) =>
          each.check === check && each.status !== 'resolved' && each.mark ? [each.mark] : [],
        );

      return new Set(arns.filter((arn) => marks.some((mark) => mayKeep(mark, nameAndRegion(arn)))));
    },
  };
}

/** By ARN. What is damaged, or was never noted, is absent. @throws when it cannot be read. */
export async function partNotesOf(
  facts: FactStore,
  scanner: string,
  arns: readonly string[],
): Promise<ReadonlyMap<string, PartNote>> {
  return new Map((await notes.read(facts, [scanner], arns)).map((note) => [note.arn, note]));
}
