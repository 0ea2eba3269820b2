import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import pMap from 'p-map';
import * as z from 'zod';
import { compile, type LookedAt } from './fingerprints/compile.ts';
import { pack, releasesOf, tellingVersions } from './fingerprints/npm-versions.ts';
import { filesOfTarball } from './fingerprints/tarball.ts';
import { type Feature, featuresOfFile, isBundled } from './fingerprints/version-features.ts';

/**
 * `npm run fingerprints [LIST]`: looks at each package of the list, in the versions that tell the
 * most, and writes what their code looks like. Tarballs are kept in a temporary folder and are
 * taken from the registry once.
 */
const [listFile = join(import.meta.dirname, 'fingerprints/packages.json')] = process.argv.slice(2);
const out = join(import.meta.dirname, '../functions/data/npm-fingerprints.json.br');
const kept = process.env.FINGERPRINT_TARBALLS ?? join(tmpdir(), 'vigil-fingerprints');
/** At once, so that nobody is burdened. */
const REQUESTS = 4;
/** Characters: what is longer is a build of all there is, and there are smaller files of it. */
const LONGEST = 1_500_000;

const texts = z.array(z.string());
const list = z.record(z.string(), z.object({ fixed: texts, also: z.optional(texts) }));
const packages = list.parse(JSON.parse(readFileSync(listFile, 'utf8')));
mkdirSync(kept, { recursive: true });

const chosen = await pMap(
  Object.entries(packages),
  async ([name, { fixed, also = [] }]) => {
    const releases = await releasesOf(name);
    const versions = tellingVersions(releases, { fixed, also });
    const missing = versions.filter((version) => !existsSync(tarballOf(name, version)));
    if (missing.length > 0)
      await pack(
        missing.map((version) => `${name}@${version}`),
        kept,
      );

    return { name, releases, versions };
  },
  { concurrency: REQUESTS },
);

const looked: LookedAt[] = [];
for (const { name, releases, versions } of chosen) {
  looked.push({ name, releases, versions: lookAt(name, versions) });
  console.info(`${looked.length}/${chosen.length} ${name}: ${versions.length} versions`);
}

const date = new Date().toISOString().slice(0, 10);
const json = JSON.stringify({ date, packages: compile(looked) });
const bytes = brotliCompressSync(json, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } });
writeFileSync(out, bytes);
console.info(`${looked.length} packages, ${bytes.length} bytes`);

/** A file that several versions have is looked at once. */
function lookAt(name: string, versions: readonly string[]): LookedAt['versions'] {
  const known = new Map<string, ReadonlyMap<number, Feature>>();

  return versions.map((version) => {
    const files = filesOfTarball(readFileSync(tarballOf(name, version)));
    const own = [...files].filter(([path, text]) => isBundled(path) && text.length < LONGEST);
    const features = own.map(([path, text]) => {
      const seen = known.get(text) ?? featuresOfFile(text);
      known.set(text, seen);
      return [path, seen] as const;
    });

    return { version, files: new Map(features) };
  });
}

/** As npm names it. */
function tarballOf(name: string, version: string): string {
  return join(kept, `${name.replace(/^@/, '').replace('/', '-')}-${version}.tgz`);
}
