import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { freePort, startEmulator } from '../../local/emulator.ts';
import {
  CannotStart,
  localCloudPackages,
  virtualEnvironment,
} from '../../local/virtual-environment.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lambda-vigil-test-'));
});

afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true });
});

it('says in one sentence that Python is missing', async () => {
  vi.stubEnv('PATH', folder);

  const packages = { ...localCloudPackages, folder: join(folder, 'venv') };

  await expect(virtualEnvironment(packages)).rejects.toThrow(
    new CannotStart(
      'The local cloud needs Python 3.10 or later with its venv module, and found none in PATH.',
    ),
  );
});

it.each([
  [
    'dies',
    '/bin/sh',
    /^The local cloud did not start: .*it ended with exit code 2\n.*yntax error/s,
  ],
  ['is not there', '/bin/none', /^The local cloud did not start: .*ENOENT/],
])('shows the end of the log when the emulator %s', async (_, python, message) => {
  const starting = startEmulator({
    python,
    port: await freePort(),
    folder,
    environment: { AWS_REGION: 'us-east-1', AWS_ACCESS_KEY_ID: '111122223333' },
    smtpPort: 25,
  });

  await expect(starting).rejects.toThrow(CannotStart);
  await expect(starting).rejects.toThrow(message);
});
