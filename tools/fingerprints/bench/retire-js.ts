import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { PackageMatch } from '../../../functions/engines/bundles/index.ts';

/** Where its command line takes the repository from. */
const PUBLISHED =
  'https://raw.githubusercontent.com/RetireJS/retire.js/master/repository/jsrepository-v5.json';

/**
 * What Retire.js finds in a bundle at its best, as with `--deep`, by its patterns of the moment: those
 * at the URL or path of RETIRE_REPOSITORY, or else those published.
 *
 * @throws when Retire.js is not installed, or the repository cannot be had or is none.
 */
export async function retireJs(): Promise<(text: string) => readonly PackageMatch[]> {
  const { replaceVersion, scanFileContent } = await import('retire');
  const { deepScan } = await import('retire/lib/deepscan.js');
  const repository = JSON.parse(
    replaceVersion(await textAt(process.env.RETIRE_REPOSITORY ?? PUBLISHED)),
  );
  const sha1 = (text: string) => createHash('sha1').update(text).digest('hex');

  return (text) =>
    [...scanFileContent(text, repository, { sha1 }), ...deepScan(text, repository)].map(
      ({ npmname, component, version }) => ({ name: npmname ?? component, version }),
    );
}

/** For a bench that goes on without it. */
export function withoutRetireJs(error: unknown): string {
  return `Without Retire.js (${error}): npm ci in this folder installs it, and RETIRE_REPOSITORY may name its repository`;
}

async function textAt(place: string): Promise<string> {
  if (!/^https?:/.test(place)) return readFile(place, 'utf8');

  const response = await fetch(place, { signal: AbortSignal.timeout(20_000) });
  if (!response.ok) throw new Error(`${place} answers ${response.status}`);
  return response.text();
}
