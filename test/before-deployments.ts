import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { TestProject } from 'vitest/node';
import { localCloudPackages, virtualEnvironment } from '../local/virtual-environment.ts';
import { linterPackages } from './lib/linter-packages.ts';

const buildBundles = join(import.meta.dirname, '../scripts/build-bundles.ts');

/** Ends when what is installed beside the tests is there. */
let installed: Promise<unknown>;

/**
 * Before the first test of those that deploy: in a fresh clone no bundle is kept, and what starts side by side would each
 * build all of them. Packages of Python are downloaded meanwhile, and beside the first tests: that is mostly to wait.
 */
export async function setup({ vitest }: TestProject): Promise<void> {
  const asksLinter = vitest.projects.some(({ name }) => name === 'unit');
  const packages = [localCloudPackages, ...(asksLinter ? [linterPackages] : [])];
  // Why one cannot be installed, the test says that needs it.
  installed = packages.reduce<Promise<unknown>>(
    (before, each) => before.then(() => virtualEnvironment(each)).catch(() => undefined),
    Promise.resolve(),
  );

  await promisify(execFile)(process.execPath, [buildBundles]);
}

export async function teardown(): Promise<void> {
  await installed;
}
