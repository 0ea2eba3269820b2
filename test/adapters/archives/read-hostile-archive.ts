import { readFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { plannedAccess } from '../../../functions/adapters/archives/planned-access.ts';
import { inMemory, type RandomAccess } from '../../../functions/adapters/archives/random-access.ts';
import { readArchive } from '../../../functions/adapters/archives/zip-archive.ts';
import type { HostileReading } from './hostile-reading.ts';

const LARGEST = 16 * 2 ** 20;

/** Reads all of the archive in a file, and prints what that took and what came of it. */
const [, , file = ''] = process.argv;
const archive = await archiveIn(file);

const started = performance.now();
const outcome = await readArchive(
  archive,
  (listing) => new Map(listing.map(({ path }) => [path, LARGEST])),
).catch((error: unknown) => error);
const seconds = (performance.now() - started) / 1_000;

// Not resourceUsage().maxRSS, in which the memory of the parent counts.
const [, kilobytes] = /VmHWM:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8')) ?? [];
const reading: HostileReading = {
  seconds,
  peakMegabytes: Math.round(Number(kilobytes) / 1_024),
  outcome: inWords(outcome),
};
console.info(JSON.stringify(reading));

/** As the code scanner has it: in parts when it is large. */
async function archiveIn(path: string): Promise<RandomAccess> {
  const handle = await open(path);
  const { size } = await handle.stat();
  if (size <= LARGEST) return inMemory(new Uint8Array(await handle.readFile()));

  return plannedAccess({
    size,
    async read(position, length) {
      const buffer = new Uint8Array(Math.min(length, size - position));
      await handle.read({ buffer, position });
      return buffer;
    },
  });
}

function inWords(outcome: unknown): string {
  if (outcome instanceof Error) return `${outcome.name}: ${outcome.message}`;

  const { files, unread } = outcome as Awaited<ReturnType<typeof readArchive>>;
  const reasons = Map.groupBy(unread, ({ reason }) => reason);
  const counts = [...reasons].map(([reason, those]) => `, ${those.length} not: ${reason}`);

  return `${files.length} files read${counts.join('')}`;
}
