import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { ecosystems, normalisedName } from '../functions/engines/packages/index.ts';
import { Failure } from './failure.ts';

/** Speaks as OSV does, from records that lie in a folder: for a machine without a network. */
export interface OsvFolder {
  readonly baseUrl: string;
  readonly fetch: typeof fetch;
}

const BASE_URL = 'http://osv.folder';

/**
 * @param folder of JSON files, each with a record of OSV or a list of them.
 * @throws Failure when it cannot be read, or one of its files holds something else.
 */
export async function osvFolder(folder: string): Promise<OsvFolder> {
  const records = new Map<string, OsvRecord>();
  for (const path of await jsonFilesIn(folder)) {
    for (const record of await recordsIn(path)) records.set(record.id, record);
  }
  if (records.size === 0)
    throw new Failure(`${folder} holds no advisories: it takes OSV's JSON records`);

  const byPackage = Map.groupBy(
    [...records.values()].flatMap((record) => namesIn(record).map((name) => ({ name, record }))),
    ({ name }) => name,
  );

  return {
    baseUrl: BASE_URL,
    fetch: async (url, { body } = {}) => {
      const id = decodeURIComponent(String(url).split('/v1/vulns/')[1] ?? '');
      if (id !== '') {
        const record = records.get(id);
        return record ? Response.json(record) : new Response('', { status: 404 });
      }

      const { queries } = batch.parse(JSON.parse(String(body)));
      const results = queries.map((query) => {
        const named = byPackage.get(keyOf(query.package)) ?? [];
        return { vulns: named.map(({ record: { id, modified } }) => ({ id, modified })) };
      });
      return Response.json({ results });
    },
  };
}

async function jsonFilesIn(folder: string): Promise<readonly string[]> {
  try {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });

    return entries
      .filter((entry) => entry.isFile() && entry.name.endsWith('.json'))
      .map((entry) => join(entry.parentPath, entry.name));
  } catch {
    throw new Failure(`${folder} is no folder that can be read: name one, a URL, or off`);
  }
}

async function recordsIn(path: string): Promise<readonly OsvRecord[]> {
  try {
    const json: unknown = JSON.parse(await readFile(path, 'utf8'));

    return Array.isArray(json) ? json.map((one) => osvRecord.parse(one)) : [osvRecord.parse(json)];
  } catch {
    throw new Failure(`${path} holds no record of OSV, nor a list of them`);
  }
}

type OsvRecord = z.infer<typeof osvRecord>;

const osvRecord = z.looseObject({
  id: z.string(),
  modified: z.optional(z.string()),
  affected: z.optional(
    z.array(
      z.looseObject({
        package: z.optional(z.looseObject({ ecosystem: z.string(), name: z.string() })),
      }),
    ),
  ),
});
const batch = z.object({
  queries: z.array(z.object({ package: z.object({ ecosystem: z.string(), name: z.string() }) })),
});

/** Versions are the caller's to compare. */
function namesIn({ affected = [] }: OsvRecord): readonly string[] {
  return [...new Set(affected.flatMap((entry) => (entry.package ? [keyOf(entry.package)] : [])))];
}

/** Equal for names that the ecosystem takes for one. It may come with a suffix: `Debian:12`. */
function keyOf({ ecosystem, name }: { readonly ecosystem: string; readonly name: string }): string {
  const base = ecosystem.split(':')[0] ?? '';
  const known = ecosystems.find((each) => each === base);

  return `${base} ${known ? normalisedName(known, name) : name}`;
}
