import { execFile } from 'node:child_process';
import { copyFile, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const folder = join(import.meta.dirname, 'bundled-packages');
const lock = join(folder, 'package-lock.json');
/** The lock file that the installed packages are of. */
const installedLock = join(folder, 'node_modules/installed-lock.json');

/**
 * Before all tests: the packages that bundle-matrix.test.ts bundles, unless they are there. No other
 * test needs them, so none but that one fails when there is no registry to be reached.
 */
export async function setup(): Promise<void> {
  if (await isInstalled()) return;

  try {
    const flags = ['--ignore-scripts', '--no-audit', '--no-fund', '--silent'];
    await promisify(execFile)('npm', ['ci', '--prefix', folder, ...flags], { cwd: folder });
    await copyFile(lock, installedLock);
  } catch (error) {
    console.error(`${folder} cannot be installed, bundle-matrix.test.ts will fail: ${error}`);
  }
}

async function isInstalled(): Promise<boolean> {
  const [wanted, installed] = await Promise.all([
    readFile(lock, 'utf8'),
    readFile(installedLock, 'utf8').catch(() => undefined),
  ]);

  return wanted === installed;
}
