import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { localFolder } from '../virtual-environment.ts';

const script = join(import.meta.dirname, '../../scripts/build-bundles.ts');

/**
 * Builds the bundles in a fresh clone, which keeps none: a process of its own does it while this one waits for the packages of
 * the local cloud. Where there are any, the CDK builds those that are old.
 *
 * @param signal ends it.
 * @throws what is wrong with the code.
 */
export async function firstBundles(signal: AbortSignal): Promise<void> {
  if (existsSync(join(localFolder, 'bundles'))) return;

  await promisify(execFile)(process.execPath, [script], { signal });
}
