import { existsSync, statSync } from 'node:fs';
import { mkdir, readdir, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';

/** Some four generations of all functions. */
const MOST_KEPT = 40;

/**
 * Has the CDK look for assets that are compressed already, and leave those that it compresses, in a folder of all clouds in
 * the place of one of its own. Their names are the hashes of what is in them.
 *
 * @param assembly the folder that the CDK deploys.
 */
export async function keepZipped(assembly: string, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const dated = (await readdir(folder)).map((name) => {
    const path = join(folder, name);

    return { path, at: statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0 };
  });
  const oldest = dated.toSorted((one, other) => other.at - one.at).slice(MOST_KEPT);
  await Promise.all(oldest.map(({ path }) => rm(path, { force: true })));

  await mkdir(assembly, { recursive: true });
  const ofCdk = join(assembly, '.cache');
  if (!existsSync(ofCdk)) await symlink(folder, ofCdk);
}
