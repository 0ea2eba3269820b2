import { execFile } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, expect, it } from 'vitest';

const here = join(import.meta.dirname, '../../..');
const elsewhere = mkdtempSync(join(tmpdir(), 'vigil-elsewhere-'));

afterAll(() => rmSync(elsewhere, { recursive: true }));

/** What `cdk diff` and `cdk deploy` tell a changed function by. */
it('of all functions are the same for a copy in another folder, built anew and written to another', {
  timeout: 180_000,
}, async () => {
  const copy = join(elsewhere, 'some/checkout');
  for (const part of [
    'bin',
    'functions',
    'lib',
    'package.json',
    'package-lock.json',
    'tsconfig.json',
  ]) {
    cpSync(join(here, part), join(copy, part), { recursive: true });
  }
  installed(copy);

  const hashes = await hashesOf(here, join(elsewhere, 'assembly-of-here'));
  const hashesOfCopy = await hashesOf(copy, join(copy, 'cdk.out'));

  expect(hashesOfCopy).toEqual(hashes);
  expect(hashes).toHaveLength(7);
  expect(readdirSync(join(copy, '.local/bundles'))).toHaveLength(7);
});

/** The packages of here, each by a link of its own. */
function installed(copy: string): void {
  const packages = join(here, 'node_modules');
  mkdirSync(join(copy, 'node_modules'));

  for (const name of readdirSync(packages)) {
    symlinkSync(join(packages, name), join(copy, 'node_modules', name));
  }
}

/** The template is validated elsewhere. */
async function hashesOf(project: string, assembly: string): Promise<readonly string[]> {
  await promisify(execFile)(process.execPath, [join(project, 'bin/lambda-vigil.ts')], {
    cwd: project,
    env: {
      ...process.env,
      CDK_OUTDIR: assembly,
      CDK_CONTEXT_JSON: JSON.stringify({ slackWebhookSecret: 'vigil/webhook' }),
      CDK_VALIDATION: 'false',
    },
  });
  const { files } = JSON.parse(readFileSync(join(assembly, 'LambdaVigil.assets.json'), 'utf8'));

  return Object.entries<{ source: { packaging: string } }>(files)
    .filter(([, { source }]) => source.packaging === 'zip')
    .map(([hash]) => hash)
    .toSorted();
}
