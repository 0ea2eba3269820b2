import { execFile } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, expect, it } from 'vitest';
import { handlerNames } from '../../../lib/bundles/function-sources.ts';

const here = join(import.meta.dirname, '../../..');
const elsewhere = mkdtempSync(join(tmpdir(), 'vigil-elsewhere-'));

afterAll(() => rmSync(elsewhere, { recursive: true }));

/** What zip.js would load where web workers and WebAssembly are asked of it, which are not. */
const ofZipJs = ['zip-module.wasm', 'zip-web-worker.js'];

const assembly = join(elsewhere, 'assembly-of-here');

/** By these, `cdk diff` and `cdk deploy` recognise a changed function. */
it('of all functions are the same for a copy in another folder, built anew and written to another', {
  timeout: 480_000,
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

  const hashes = await hashesOf(here, assembly);
  const hashesOfCopy = await hashesOf(copy, join(copy, 'cdk.out'));

  expect(hashesOfCopy).toEqual(hashes);
  expect(hashes).toHaveLength(7);
  expect(readdirSync(join(copy, '.local/bundles'))).toHaveLength(handlerNames.length);
});

/** Code that is bundled lies in other folders than its source. */
it('have every file that their code names', () => {
  const modules = readdirSync(assembly, { encoding: 'utf8', recursive: true }).filter((path) =>
    path.endsWith('.mjs'),
  );
  const named = modules.flatMap((path) => {
    const code = readFileSync(join(assembly, path), 'utf8');

    return [...code.matchAll(/new URL\("(\.[^"]+)",import\.meta\.url\)/g)].map(([, file = '']) =>
      join(dirname(path), file),
    );
  });

  expect(
    named.filter((path) => existsSync(join(assembly, path))).map((path) => basename(path)),
  ).toEqual(expect.arrayContaining(['analyse-archive.mjs', 'npm-fingerprints.json.br']));
  expect(
    named
      .map((path) => basename(path))
      .filter((name) => !ofZipJs.includes(name))
      .toSorted(),
  ).toEqual(['analyse-archive.mjs', 'npm-fingerprints.json.br']);
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
      // Of a copy nothing is kept, for each run makes another.
      ...(project !== here && { NODE_DISABLE_COMPILE_CACHE: '1' }),
    },
  });
  const { files } = JSON.parse(readFileSync(join(assembly, 'LambdaVigil.assets.json'), 'utf8'));

  return Object.entries<{ source: { packaging: string } }>(files)
    .filter(([, { source }]) => source.packaging === 'zip')
    .map(([hash]) => hash)
    .toSorted();
}
