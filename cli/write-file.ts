import { lstatSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { Failure } from './failure.ts';
import { whyUnwritable } from './why-unwritable.ts';

/**
 * Writes a file whole or not at all, for its owner's eyes only: it shows where an account is weak.
 *
 * @returns its absolute path.
 * @throws Failure where something other than a regular file is there already, or none can be.
 */
export function writeFile(path: string, text: string): string {
  const target = resolve(path);
  refuseOthers(target);
  const draft = join(dirname(target), `.${basename(target).slice(0, 100)}.${process.pid}`);

  try {
    writeFileSync(draft, text, { mode: 0o600, flag: 'wx' });
    renameSync(draft, target);
    return target;
  } catch (error) {
    rmSync(draft, { force: true });
    throw new Failure(`${path} cannot be written: ${whyUnwritable(error)}`);
  }
}

/** Not even a link: what it points to would be overwritten. */
function refuseOthers(target: string): void {
  const there = lstatSync(target, { throwIfNoEntry: false });
  if (!there || there.isFile()) return;

  const what = there.isDirectory() ? 'a folder' : 'no regular file';
  throw new Failure(`${target} is ${what}: name a file, or - for the standard output`);
}
