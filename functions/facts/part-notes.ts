import * as z from 'zod/mini';
import type { Clock, FactStore, FindingsStore, PartNotes } from '../app/ports.ts';
import { mayKeep } from '../core/mark.ts';
import { accountOf, accountTarget, partitionOf } from '../core/target.ts';
import { type PartNote, partNote } from '../domain/part-note.ts';
import { nameAndRegion } from '../domain/part-words.ts';

const KIND = 'part note';

/** It is written anew before the facts table forgets it. */
const RENEW_MS = 20 * 24 * 60 * 60 * 1000;

const storedNote = z.extend(partNote, { writtenAt: z.string() });

export interface PartNotesProps {
  /** The name of the scanner. */
  readonly scanner: string;
  readonly facts: FactStore;
  readonly findings: Pick<FindingsStore, 'read'>;
  readonly clock: Clock;
}

/** The notes of one scanner. */
export function storedPartNotes({ scanner, facts, findings, clock }: PartNotesProps): PartNotes {
  return {
    async read(arns) {
      const renewBefore = clock().getTime() - RENEW_MS;
      const stored = await notesOf(facts, scanner, arns);

      return new Map(
        [...stored].map(([arn, { writtenAt, ...note }]) => [
          arn,
          { ...note, isOld: Date.parse(writtenAt) < renewBefore },
        ]),
      );
    },

    async reported(check, arns) {
      const accounts = new Set(
        arns.map((arn) => accountTarget(accountOf(arn), partitionOf(arn)).arn),
      );
      const stored = await Promise.all(
        [...accounts].map((account) => findings.read(scanner, account)),
      );
      const marks = stored
        .flatMap((each) => each.findings)
        .flatMap((each) =>
          each.check === check && each.status !== 'resolved' && each.mark ? [each.mark] : [],
        );

      return new Set(arns.filter((arn) => marks.some((mark) => mayKeep(mark, nameAndRegion(arn)))));
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

/** By ARN. What is damaged, or was never noted, is absent. @throws when it cannot be read. */
export async function partNotesOf(
  facts: FactStore,
  scanner: string,
  arns: readonly string[],
): Promise<ReadonlyMap<string, PartNote>> {
  return notesOf(facts, scanner, arns);
}

async function notesOf(facts: FactStore, scanner: string, arns: readonly string[]) {
  if (arns.length === 0) return new Map<string, z.infer<typeof storedNote>>();
  const byId = new Map(arns.map((arn) => [idOf(scanner, arn), arn]));
  const values = await facts.read(KIND, [...byId.keys()]);

  return new Map(
    [...byId].flatMap(([id, arn]) => {
      const parsed = storedNote.safeParse(values.get(id));
      return parsed.success ? [[arn, parsed.data] as const] : [];
    }),
  );
}

function idOf(scanner: string, arn: string): string {
  return `${scanner} ${arn}`;
}
