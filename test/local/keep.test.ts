import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { keptCloud } from '../../local/keep.ts';

const run = promisify(execFile);
/** A demo that someone keeps meanwhile goes by another. */
const name = 'kept-by-a-test';
const local = join(import.meta.dirname, '../../local');

function startKept() {
  const script = JSON.stringify(join(import.meta.dirname, 'kept-cloud.ts'));
  const module = JSON.stringify(join(local, 'keep.ts'));
  const code = `const { runDetached } = await import(${module});
    process.exitCode = await runDetached(${script}, []);`;

  return run(process.execPath, ['--input-type=module', '-e', code]);
}

it('keeps a cloud when the process that started it ends, until it is stopped', async () => {
  const { stdout } = await startKept();
  const folder = /in (.*)/.exec(stdout)?.[1] ?? '';
  const kept = await keptCloud(name);

  expect(existsSync(folder)).toBe(true);
  expect(kept?.environment.AWS_ENDPOINT_URL).toBe(kept?.endpoint);

  const stopped = await run(process.execPath, [join(local, 'stop.ts'), name]);
  expect(stopped.stdout).toBe('The local cloud is stopped.\n');
  expect(existsSync(folder)).toBe(false);
  expect(await keptCloud(name)).toBeUndefined();

  const again = await run(process.execPath, [join(local, 'stop.ts'), name]);
  expect(again.stdout).toBe('No local cloud is kept.\n');
}, 300_000);
