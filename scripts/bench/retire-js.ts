import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { replaceVersion, scanFileContent } from 'retire';
import { deepScan } from 'retire/lib/deepscan.js';
import type { PackageMatch } from '../../functions/engines/bundles/index.ts';

/** Where its command line takes the repository from. */
const PUBLISHED =
  'https://raw.githubusercontent.com/RetireJS/retire.js/master/repository/jsrepository-v5.json';

/**
 * What Retire.js tells of a bundle at its best, as with `--deep`, by its patterns of the moment: those
 * at the URL or path of RETIRE_REPOSITORY, or else those published.
 *
 * @throws when the repository cannot be had, or is none.
 */
export async function retireJs(): Promise<(text: string) => readonly PackageMatch[]> {
  const repository = JSON.parse(
    replaceVersion(await textAt(process.env.RETIRE_REPOSITORY ?? PUBLISHED)),
  );
  const sha1 = (text: string) => createHash('sha1').update(text).digest('hex');

  return (text) =>
    [...scanFileContent(text, repository, { sha1 }), ...deepScan(text, repository)].map(
      ({ npmname, component, version }) => ({ name: npmname ?? component, version }),
    );
}

async function textAt(place: string): Promise<string> {
  if (!/^https?:/.test(place)) return readFile(place, 'utf8');

  const response = await fetch(place, { signal: AbortSignal.timeout(20_000) });
  if (!response.ok) throw new Error(`${place} answers ${response.status}`);
  return response.text();
}
