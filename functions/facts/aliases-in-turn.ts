import * as z from 'zod/mini';
import { oncePerChunk } from '../app/collectors.ts';
import type { Collector } from '../app/ports.ts';
import type { FunctionTarget } from '../core/target.ts';
import type { Alias } from '../domain/published-version.ts';
import { type ReadInTurnProps, readInTurn } from './read-in-turn.ts';
import { NOT_YET } from './turns.ts';

export type AliasesProps = Pick<
  ReadInTurnProps<readonly Alias[]>,
  'read' | 'isReadWhole' | 'facts' | 'clock'
>;

/**
 * The aliases of functions: read every night of a function with published versions, and in turn of any
 * other, whose aliases can lead to `$LATEST` alone. There are few of those, but such an alias has a
 * policy of its own, too.
 *
 * Source: `FunctionVersion` in "CreateAlias" (Lambda API Reference).
 */
export function aliasesInTurn(props: AliasesProps): Collector<FunctionTarget, readonly Alias[]> {
  const inTurn = readInTurn({
    ...props,
    kind: 'aliases',
    value: z.array(alias),
    isWatched: (aliases) => aliases.length > 0,
    first: 'in turn',
  });

  return oncePerChunk(async (targets) => {
    const published = targets.filter(mayHaveVersions).map(({ arn }) => arn);
    const read = await inTurn(targets, new Set(published));

    return new Map(targets.map(({ arn }) => [arn, read.get(arn) ?? waiting]));
  });
}

/** Where the versions could not all be listed, there may be more than those that were. */
function mayHaveVersions({ versions, cut }: FunctionTarget): boolean {
  return versions.length > 0 || cut !== undefined;
}

const waiting = { known: true, value: [], incomplete: `its aliases: ${NOT_YET}` } as const;

const alias: z.ZodMiniType<Alias> = z.object({
  name: z.string(),
  versions: z.array(z.string()),
});
