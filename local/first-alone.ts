import { mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isAlive } from './is-alive.ts';

/** Work that takes longer than this was interrupted, whatever process has its number by now. */
const LONGEST_WORK_MS = 300_000;

/**
 * Does work of which the first time leaves behind what makes every later time cheaper. The first does it alone, and
 * those that come meanwhile wait for that: side by side, each would do all of it.
 *
 * @param marker the file that says that it has been done once.
 */
export async function firstAlone<T>(marker: string, work: () => Promise<T>): Promise<T> {
  let first: { readonly result: T } | undefined;

  if (!(await isThere(marker))) {
    await mkdir(dirname(marker), { recursive: true });
    await alone(`${marker}.lock`, async () => {
      if (await isThere(marker)) return;
      first = { result: await work() };
      await writeFile(marker, '');
    });
  }

  return first ? first.result : work();
}

/** Runs while no other process holds the lock: tests start several clouds at once. */
export async function alone(lock: string, work: () => Promise<void>): Promise<void> {
  while (!(await taken(lock))) await sleep(200);
  try {
    await work();
  } finally {
    await rm(lock, { recursive: true, force: true });
  }
}

/** A process that was killed at work leaves a lock that is no longer one. */
async function taken(lock: string): Promise<boolean> {
  const free = await writeFile(lock, String(process.pid), { flag: 'wx' }).then(
    () => true,
    () => false,
  );
  if (!free && (await isLeft(lock))) await rm(lock, { recursive: true, force: true });

  return free;
}

async function isLeft(lock: string): Promise<boolean> {
  const [since, holder] = await Promise.all([
    stat(lock).catch(() => undefined),
    readFile(lock, 'utf8').catch(() => ''),
  ]);
  if (since === undefined) return false;

  return Date.now() - since.mtimeMs > LONGEST_WORK_MS || (holder !== '' && !isAlive(+holder));
}

function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
