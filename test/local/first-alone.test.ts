import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { firstAlone } from '../../local/first-alone.ts';

let folder: string;
let marker: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vigil-first-alone-'));
  marker = join(folder, 'made/once');
});

afterEach(() => rmSync(folder, { recursive: true }));

/** How many were at work when each of them began. */
function countedWork() {
  const beside: number[] = [];
  let atWork = 0;
  let done = 0;

  return {
    beside,
    work: async () => {
      beside.push(atWork);
      atWork += 1;
      await sleep(50);
      atWork -= 1;
      done += 1;
      return done;
    },
  };
}

it('has the first do it alone, and all others together', async () => {
  const { beside, work } = countedWork();

  const results = await Promise.all([1, 2, 3].map(() => firstAlone(marker, work)));

  expect(results.toSorted()).toEqual([1, 2, 3]);
  expect(beside.slice(0, 2)).toEqual([0, 0]);
  expect(beside).toHaveLength(3);
  expect(existsSync(`${marker}.lock`)).toBe(false);
});

it('has none wait once it is done', async () => {
  const { beside, work } = countedWork();
  await firstAlone(marker, work);

  await Promise.all([1, 2, 3].map(() => firstAlone(marker, work)));

  expect(beside).toEqual([0, 0, 1, 2]);
});

it('has another one begin anew where it fails, with the error of the first', async () => {
  const { work } = countedWork();
  const failing = firstAlone(marker, () => Promise.reject(new Error('no disk')));

  await expect(failing).rejects.toThrow('no disk');
  expect(existsSync(marker)).toBe(false);
  await expect(firstAlone(marker, work)).resolves.toBe(1);
  expect(existsSync(marker)).toBe(true);
});

it.each([
  ['was killed at work', () => killed(), 1],
  ['is at work for longer than any work takes', () => process.pid, 1_000],
])('waits for none that %s', async (_, holder, seconds) => {
  const { work } = countedWork();
  mkdirSync(join(folder, 'made'));
  writeFileSync(`${marker}.lock`, String(holder()));
  const since = Date.now() / 1_000 - seconds;
  utimesSync(`${marker}.lock`, since, since);

  await expect(firstAlone(marker, work)).resolves.toBe(1);
  expect(existsSync(marker)).toBe(true);
});

/** The number of a process that has ended. */
function killed(): number {
  return spawnSync(process.execPath, ['--version']).pid;
}
