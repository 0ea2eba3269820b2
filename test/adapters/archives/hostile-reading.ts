import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { hostileArchives } from './hostile-archives.ts';

export interface HostileReading {
  readonly seconds: number;
  readonly peakMegabytes: number;
  /** How many files were read, how many were not and why, or why none was. */
  readonly outcome: string;
}

/** In a process of its own, with as little room for garbage as the worker of the code scanner. */
export async function hostileReading(name: string): Promise<HostileReading> {
  const archive = hostileArchives[name]?.();
  if (!archive) throw new Error(`there is no hostile archive "${name}"`);

  const folder = await mkdtemp(join(tmpdir(), 'hostile-'));
  try {
    const file = join(folder, 'archive.zip');
    await writeFile(file, archive);
    const script = join(import.meta.dirname, 'read-hostile-archive.ts');
    const room = ['--max-semi-space-size=5', '--max-old-space-size=768'];
    const words = [...room, script, file];
    const { stdout } = await promisify(execFile)(process.execPath, words);

    return JSON.parse(stdout) as HostileReading;
  } finally {
    await rm(folder, { recursive: true });
  }
}
