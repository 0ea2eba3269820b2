import { npmFingerprints } from '../../../functions/adapters/feeds/npm-fingerprints.ts';
import {
  bundledPackages,
  type Fingerprints,
  featuresSeen,
  matchesOf,
  matchFeatures,
  type PackageMatch,
  placesIn,
} from '../../../functions/engines/bundles/index.ts';
import { MOST_NODES } from '../../../functions/engines/javascript/index.ts';
import { timed } from '../../../scripts/bench/timed.ts';
import { type Bundle, bundleMatrix } from './bundle-matrix.ts';
import { type Score, scoreOf, sumOf } from './bundle-score.ts';
import { beforeVersion, withoutVersion } from './left-out.ts';
import { retireJs, withoutRetireJs } from './retire-js.ts';

type Reader = (text: string) => readonly PackageMatch[];

const fingerprints = npmFingerprints(
  new URL('../../../functions/data/npm-fingerprints.json.br', import.meta.url),
);

/** What is recognised in bundles, of packages that the fingerprints were tuned with and of others. */
export async function benchBundles(): Promise<void> {
  const bundles = await bundleMatrix();
  const readers: Readonly<Record<string, Reader>> = {
    'all that the product looks at': byAllMeans,
    ...(await competitors()),
  };

  for (const [name, reader] of Object.entries(readers)) {
    for (const [half, some] of Map.groupBy(bundles, (bundle) => bundle.half)) {
      console.info(`\n${name}, ${half}`);
      print(some, reader);
    }
  }
  for (const [half, some] of Map.groupBy(bundles, (bundle) => bundle.half)) {
    console.info(`\nfingerprints alone, ${half}`);
    printAlone(some);
  }
}

async function competitors(): Promise<Readonly<Record<string, Reader>>> {
  try {
    return { 'Retire.js': await retireJs() };
  } catch (error) {
    console.info(withoutRetireJs(error));
    return {};
  }
}

const byAllMeans: Reader = (text) =>
  bundledPackages([{ path: 'index.js', text }], fingerprints).packages;

function print(bundles: readonly Bundle[], reader: Reader): void {
  const scores: { readonly bundler: string; readonly score: Score }[] = [];
  const { processor } = timed(() => {
    for (const { bundler, text, contents } of bundles) {
      scores.push({ bundler, score: scoreOf(reader(text), contents, isSameCode) });
    }
  });
  const byBundler = [...Map.groupBy(scores, ({ bundler }) => bundler)].map(
    ([bundler, some]) => [bundler, row(some.map(({ score }) => score))] as const,
  );
  const megabytes = bundles.reduce((sum, { text }) => sum + text.length, 0) / 1e6;

  console.table(Object.fromEntries([...byBundler, ['all', row(scores.map(({ score }) => score))]]));
  for (const { bundler, score } of scores) {
    for (const wrong of score.wrong) console.info(`wrong in ${bundler}: ${wrong}`);
  }
  console.info(
    `${bundles.length} bundles, ${megabytes.toFixed(0)} MB, in ${(processor / 1_000).toFixed(1)} s`,
  );
}

/** By what the data know, and by what they would know without the right version. */
function printAlone(bundles: readonly Bundle[]): void {
  const all = fingerprints();
  const asWithout = (cut: typeof withoutVersion) =>
    row(
      bundles.flatMap((bundle) => {
        const seen = seenIn(bundle);
        const known = bundle.contents.asked.filter((name) => versionOf(all, name, bundle));
        return known.map((name) => {
          const data = cut(
            only(all, bundle.contents.asked),
            name,
            versionOf(all, name, bundle) ?? '',
          );
          const matches = matchFeatures(seen, data)
            .flatMap(matchesOf)
            .filter((each) => each.name === name);
          return scoreOf(matches, { ...bundle.contents, asked: [name] }, isSameCode);
        });
      }),
    );

  console.table({
    'with all versions': row(
      bundles.map((bundle) =>
        scoreOf(matchFeatures(seenIn(bundle), all).flatMap(matchesOf), bundle.contents, isSameCode),
      ),
    ),
    'right version not looked at': asWithout(withoutVersion),
    'right version published later': asWithout(beforeVersion),
  });
}

/** Nothing in what is no JavaScript: not every bundler writes what can be parsed. */
function seenIn({ bundler, text }: Bundle) {
  return featuresSeen([text], MOST_NODES, (error) => console.info(`${bundler}: ${error}`));
}

/** Of a package that there is one copy of. */
function versionOf({ packages }: Fingerprints, name: string, { contents }: Bundle) {
  const [version, other] = contents.versions.get(name) ?? [];
  const isKnown = packages.some((own) => own.name === name);

  return isKnown && other === undefined ? version : undefined;
}

/** The others are as good as not known: their places are what shared features refer to. */
function only({ date, packages }: Fingerprints, names: readonly string[]): Fingerprints {
  return {
    date,
    packages: packages.map((own) => (names.includes(own.name) ? own : { ...own, hashes: [] })),
  };
}

function isSameCode(name: string, versions: readonly string[]): boolean {
  const own = fingerprints().packages.find((each) => each.name === name);
  const places = versions.map((version) => own?.releases.indexOf(version) ?? -1);

  return (own?.presences ?? []).map(placesIn).every((has) => {
    const count = places.filter((at) => has.includes(at)).length;
    return count === 0 || count === places.length;
  });
}

function row(scores: readonly Score[]) {
  const { asked, names, exact, sameCode, possible, approximate, beside, wrong } = sumOf(scores);
  const share = (count: number) => `${count} (${((100 * count) / asked).toFixed(1)} %)`;

  return {
    packages: asked,
    names: share(names),
    exact: share(exact),
    'same code': sameCode,
    possible,
    approximate,
    beside: beside.length,
    wrong: wrong.length,
  };
}
