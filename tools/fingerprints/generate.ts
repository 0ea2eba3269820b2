import { fork } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import { brotliCompressSync, constants } from 'node:zlib';
import pMap from 'p-map';
import * as z from 'zod';
import { textOfHashes } from '../../functions/engines/bundles/index.ts';
import { bundlersFolder } from './bench/bundle-matrix.ts';
import { compile } from './generator/compile.ts';
import type { LookedAt } from './generator/look-at.ts';
import type { LookRequest } from './generator/look-process.ts';
import { pack, releasesOf } from './generator/npm-versions.ts';

/**
 * `npm run fingerprints [LIST]`: looks at every release of each package of the list and writes what
 * their code looks like. Tarballs are kept in a temporary folder and are taken from the registry
 * once: the next time, only what is new.
 */
const [list = join(import.meta.dirname, 'packages.json')] = process.argv.slice(2);
/** Relative to where npm was called, not to where it runs this. */
const listFile = resolve(process.env.INIT_CWD ?? '', list);
const out = join(import.meta.dirname, '../../functions/data/npm-fingerprints.json.br');
const kept = process.env.FINGERPRINT_TARBALLS ?? join(tmpdir(), 'vigil-fingerprints');
/** At once, for the sake of the registry. */
const REQUESTS = 4;

const names = z.array(z.string()).parse(JSON.parse(readFileSync(listFile, 'utf8')));
mkdirSync(kept, { recursive: true });
const bundlers = await bundlersFolder();
const way = sourcesOfLooking();

const requests = await pMap(
  names,
  async (name): Promise<LookRequest> => {
    const releases = await releasesOf(name);
    const missing = releases.filter((version) => !existsSync(tarballOf(name, version)));
    await pack(
      missing.map((version) => `${name}@${version}`),
      kept,
    );

    const tarballs = releases.map((version) => [version, tarballOf(name, version)] as const);
    return { name, releases, tarballs, bundlers };
  },
  { concurrency: REQUESTS },
);

let count = 0;
const looked = await pMap(
  requests,
  async (request) => {
    const package_ = await lookedAtOnce(request);
    count += 1;
    const { name, versions, features } = package_;
    console.info(
      `${count}/${names.length} ${name}: ${versions.length} versions, ${features.length} features`,
    );
    return package_;
  },
  { concurrency: availableParallelism() },
);

const date = new Date().toISOString().slice(0, 10);
const packages = compile(looked).map(({ hashes, ...rest }) => ({
  ...rest,
  hashes: textOfHashes(hashes),
}));
const json = JSON.stringify({ date, packages });
const bytes = brotliCompressSync(json, {
  params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 24 },
});
writeFileSync(out, bytes);
console.info(`${looked.length} packages, ${bytes.length} bytes`);

/** What was looked at in the same way before is not looked at again. */
async function lookedAtOnce(request: LookRequest): Promise<LookedAt> {
  const hash = createHash('sha256').update(way).update(JSON.stringify(request.releases));
  const name = `${request.name.replace('/', '-')}-${hash.digest('hex').slice(0, 12)}.looked`;
  const file = join(kept, name);
  if (existsSync(file)) return deserialize(readFileSync(file));

  const looked = await lookedAt(request);
  writeFileSync(`${file}.unfinished`, serialize(looked));
  renameSync(`${file}.unfinished`, file);
  return looked;
}

/** All that decides what is seen in a package. */
function sourcesOfLooking(): string {
  const folder = join(import.meta.dirname, '../..');
  const sources = [
    'functions/engines/bundles/code-features.ts',
    'functions/engines/bundles/literals.ts',
    'functions/engines/bundles/function-tokens.ts',
    'tools/fingerprints/generator/builds.ts',
    'tools/fingerprints/generator/look-at.ts',
    'tools/fingerprints/generator/manifests.ts',
    'tools/fingerprints/generator/version-features.ts',
    'tools/fingerprints/bundled/bundlers/package-lock.json',
  ];

  return sources.map((source) => readFileSync(join(folder, source), 'utf8')).join('\0');
}

/** In a process of its own, for minifiers in threads bring down all of them. */
async function lookedAt(request: LookRequest): Promise<LookedAt> {
  const child = fork(join(import.meta.dirname, 'generator/look-process.ts'), {
    serialization: 'advanced',
  });
  const answer = once(child, 'message');
  const end = once(child, 'exit').then(([code, signal]) => {
    throw new Error(`looking at ${request.name} ended with ${code ?? signal}`);
  });
  child.send(request);
  const [looked] = await Promise.race([answer, end]);

  // The process ends after its answer, too.
  end.catch(() => {});
  return looked as LookedAt;
}

/** As npm names it. */
function tarballOf(name: string, version: string): string {
  return join(kept, `${name.replace(/^@/, '').replace('/', '-')}-${version}.tgz`);
}
