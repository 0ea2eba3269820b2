import * as z from 'zod/mini';
import type { Clock, FactStore } from '../app/ports.ts';
import type { FactKind } from '../domain/fact-kinds.ts';

export interface NotesProps {
  /** The name of the scanner. */
  readonly scanner: string;
  readonly facts: FactStore;
  readonly clock: Clock;
}

/** A note as it is kept, of the function with this ARN. */
export type KeptNote<N> = N & { readonly arn: string; readonly writtenAt: string };

/** It is written anew before the facts table forgets it. */
const RENEW_MS = 20 * 24 * 60 * 60 * 1000;

const dated = z.object({ writtenAt: z.string() });

/**
 * What scanners note of functions, in the facts table. What is damaged, or was never noted, is absent.
 *
 * @param kind under which the table keeps it.
 */
export function scannerNotes<N extends object>(kind: FactKind, note: z.ZodMiniType<N>) {
  /** @throws when they cannot be read. */
  async function read(
    facts: FactStore,
    scanners: readonly string[],
    arns: readonly string[],
  ): Promise<readonly KeptNote<N>[]> {
    if (arns.length === 0) return [];
    const byId = new Map(
      arns.flatMap((arn) => scanners.map((scanner) => [idOf(scanner, arn), arn] as const)),
    );
    const values = await facts.read(kind, [...byId.keys()]);

    return [...byId].flatMap(([id, arn]) => {
      const [one, when] = [note.safeParse(values.get(id)), dated.safeParse(values.get(id))];
      return one.success && when.success ? [{ ...one.data, ...when.data, arn }] : [];
    });
  }

  return {
    read,

    /** Those of one scanner, to add to. */
    of({ scanner, facts, clock }: NotesProps) {
      return {
        async read(arns: readonly string[]): Promise<ReadonlyMap<string, N & { isOld: boolean }>> {
          const renewBefore = clock().getTime() - RENEW_MS;
          const kept = await read(facts, [scanner], arns);

          return new Map(
            kept.map(({ arn, writtenAt, ...rest }) => [
              arn,
              { ...(rest as unknown as N), isOld: Date.parse(writtenAt) < renewBefore },
            ]),
          );
        },

        async write(notes: ReadonlyMap<string, N>): Promise<void> {
          if (notes.size === 0) return;
          const writtenAt = clock().toISOString();

          await facts.write(
            kind,
            new Map([...notes].map(([arn, one]) => [idOf(scanner, arn), { ...one, writtenAt }])),
          );
        },
      };
    },
  };
}

function idOf(scanner: string, arn: string): string {
  return `${scanner} ${arn}`;
}
