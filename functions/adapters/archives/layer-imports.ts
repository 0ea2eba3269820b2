import * as z from 'zod/mini';
import type { FactStore } from '../../app/ports.ts';
import { fingerprint } from '../../core/fingerprint.ts';
import type { Known } from '../../core/known.ts';
import type { CodeAnalysis } from '../../engines/archive/index.ts';
import {
  type ExternalImports,
  externalImportsAmong,
  externalImportsSchema,
} from '../../engines/packages/index.ts';

/** Under which the facts table keeps what was looked for and is there. */
const KIND = 'sought';

/**
 * What a handler imports from its layers, kept by its code and by the names that are in them. No other
 * word of the code is stored, for any may be a secret. So code of which only the stored analysis is at
 * hand is analysed again when layers bring names that were not looked for before.
 *
 * @param code the key of the analysis.
 * @param names that may be found in the layers, sorted.
 * @returns undefined where it is not known.
 */
export async function importsFromLayers(
  facts: FactStore,
  code: string,
  names: readonly string[],
  analysis: () => Promise<Known<CodeAnalysis>>,
): Promise<ExternalImports | undefined> {
  const id = `${code} ${fingerprint(...names)}`;
  const stored = schema.safeParse((await facts.read(KIND, [id])).get(id));
  if (stored.success) return stored.data.sought;

  const found = await analysis();
  if (!found.known) return undefined;

  const imports =
    found.value.externalImports && externalImportsAmong(found.value.externalImports, names);
  await facts.write(KIND, new Map([[id, { ...(imports && { sought: imports }) }]]));
  return imports;
}

/** Empty for code of which it is not known what it imports. */
const schema = z.object({ sought: z.optional(externalImportsSchema) });
