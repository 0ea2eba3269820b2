import { npmFingerprints } from '../../functions/adapters/npm-fingerprints.ts';
import { bundledPackages } from '../../functions/domain/code/bundles/bundled-packages.ts';
import { fingerprintTestimony } from '../../functions/domain/code/bundles/code-fingerprints.ts';
import type { Sighting } from '../../functions/domain/code/bundles/sighting.ts';
import { type Bundle, bundleMatrix } from './bundle-matrix.ts';
import { type Score, scoreOf, sumOf } from './bundle-score.ts';
import { retireJs } from './retire-js.ts';
import { timed } from './timed.ts';

type Reader = (text: string) => readonly Sighting[];

const fingerprints = npmFingerprints(
  new URL('../../functions/data/npm-fingerprints.json.br', import.meta.url),
);

/** What is recognised in bundles, of packages that the fingerprints were tuned with and of others. */
export async function benchBundles(): Promise<void> {
  const bundles = await bundleMatrix();
  const readers: Readonly<Record<string, Reader>> = {
    'all that the product looks at': byAllMeans,
    'its fingerprints alone': byFingerprints,
    ...(await competitors()),
  };

  for (const [name, reader] of Object.entries(readers)) {
    for (const [half, some] of Map.groupBy(bundles, (bundle) => bundle.half)) {
      console.info(`\n${name}, ${half}`);
      print(some, reader);
    }
  }
}

async function competitors(): Promise<Readonly<Record<string, Reader>>> {
  try {
    return { 'Retire.js': await retireJs() };
  } catch (error) {
    console.info(`Retire.js: repository not reachable (${error}); RETIRE_REPOSITORY may name it`);
    return {};
  }
}

const byAllMeans: Reader = (text) =>
  bundledPackages([{ path: 'index.js', text }], fingerprints).packages;

const byFingerprints: Reader = (text) =>
  fingerprintTestimony(text, fingerprints()).testimony.sightings;

function print(bundles: readonly Bundle[], reader: Reader): void {
  const scores: { readonly bundler: string; readonly score: Score }[] = [];
  const { processor } = timed(() => {
    for (const { bundler, text, contents } of bundles) {
      scores.push({ bundler, score: scoreOf(reader(text), contents) });
    }
  });
  const byBundler = [...Map.groupBy(scores, ({ bundler }) => bundler)].map(
    ([bundler, some]) => [bundler, row(some)] as const,
  );
  const megabytes = bundles.reduce((sum, { text }) => sum + text.length, 0) / 1e6;

  console.table(Object.fromEntries([...byBundler, ['all', row(scores)]]));
  for (const { bundler, score } of scores) {
    for (const wrong of score.wrong) console.info(`wrong in ${bundler}: ${wrong}`);
  }
  console.info(
    `${bundles.length} bundles, ${megabytes.toFixed(0)} MB, in ${(processor / 1_000).toFixed(1)} s`,
  );
}

function row(some: readonly { readonly score: Score }[]) {
  const { asked, names, exact, approximate, possible, wrong } = sumOf(
    some.map(({ score }) => score),
  );
  const share = (count: number) => `${count} (${((100 * count) / asked).toFixed(0)} %)`;

  return {
    packages: asked,
    names: share(names),
    exact: share(exact),
    approximate,
    possible,
    wrong: wrong.length,
  };
}
