import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Of all projects of a run. */
let folder: Promise<string> | undefined;
let users = 0;

/**
 * Gives a run a folder for temporary files that goes with it. Two thousand are made, mostly by the CDK and by browsers, which
 * leave them where they are: a machine that is worked on all day would have a million.
 */
export async function setup(): Promise<void> {
  users += 1;
  folder ??= mkdtemp(join(tmpdir(), 'vigil-tests-'));
  process.env.TMPDIR = await folder;
}

/** A process that is still ending may write there. */
export async function teardown(): Promise<void> {
  users -= 1;
  if (users > 0 || folder === undefined) return;

  await rm(await folder, { recursive: true, force: true, maxRetries: 3 }).catch(() => undefined);
}
