import { transform } from 'esbuild';
import pMap from 'p-map';
import {
  contentSignatures,
  libraryBanners,
  type PackageMatch,
} from '../../../functions/engines/bundles/index.ts';
import { timed } from '../../../scripts/bench/timed.ts';
import { browserLibraries, type LibrarySource } from './browser-libraries.ts';
import { retireJs, withoutRetireJs } from './retire-js.ts';

type Reader = (text: string) => readonly PackageMatch[];

const ours: Readonly<Record<string, Reader>> = {
  banners: (text) => libraryBanners(text).matches,
  signatures: (text) => contentSignatures(text).matches,
  both: (text) => [...libraryBanners(text).matches, ...contentSignatures(text).matches],
};

/** What is recognised in the files that libraries publish for browsers, without fingerprints. */
export async function benchBrowser(): Promise<void> {
  const published = await browserLibraries();
  const stripped = await withoutComments(published);
  const readers = { ...ours, ...(await competitor()) };

  for (const [how, files] of Object.entries({
    'as published': published,
    'minified once more, without comments': stripped,
  })) {
    console.info(`\n${how}`);
    console.table(
      Object.fromEntries(
        Object.entries(readers).map(([name, reader]) => [name, rowOf(files, reader)]),
      ),
    );
  }
  printOthers(published, ours.both ?? (() => []));
  if (readers['Retire.js']) printMissed(published, readers['Retire.js']);
}

async function competitor(): Promise<Readonly<Record<string, Reader>>> {
  try {
    const read = await retireJs();
    return { 'Retire.js': onceForEach((text) => read(text).map(onNpm)) };
  } catch (error) {
    console.info(withoutRetireJs(error));
    return {};
  }
}

/** It takes seconds for some. */
function onceForEach(read: Reader): Reader {
  const known = new Map<string, readonly PackageMatch[]>();

  return (text) => {
    const matches = known.get(text) ?? read(text);
    known.set(text, matches);
    return matches;
  };
}

function rowOf(files: readonly LibrarySource[], reader: Reader) {
  let results: readonly { readonly file: LibrarySource; readonly own: readonly PackageMatch[] }[] =
    [];
  const { processor } = timed(() => {
    results = files.map((file) => ({
      file,
      own: reader(file.text).filter((one) => isOf(file, one)),
    }));
  });
  const exact = results.filter(({ file, own }) =>
    own.some(({ version }) => version === file.version),
  );
  const beside = results.filter(
    ({ file, own }) =>
      own.some(({ version }) => version) && own.every(({ version }) => version !== file.version),
  );
  const bytes = files.reduce((sum, { text }) => sum + text.length, 0);

  return {
    files: files.length,
    named: results.filter(({ own }) => own.length > 0).length,
    'its version': exact.length,
    'another version': beside.length,
    'MB a second': (bytes / 1e3 / processor).toFixed(1),
  };
}

async function withoutComments(files: readonly LibrarySource[]): Promise<readonly LibrarySource[]> {
  const minified = await pMap(
    files.filter(({ path }) => !path.endsWith('.mjs')),
    async (file) => {
      try {
        const { code } = await transform(file.text, { minify: true, legalComments: 'none' });
        return [{ ...file, text: code }];
      } catch {
        // Not every file is one that browsers of today would take.
        return [];
      }
    },
    { concurrency: 2 },
  );

  return minified.flat();
}

/** For the reader to judge: these are right where a library contains another one. */
function printOthers(files: readonly LibrarySource[], reader: Reader): void {
  const others = files.flatMap((file) =>
    reader(file.text)
      .filter((one) => !isOf(file, one))
      .map(({ name, version = 'of no known version' }) => `${file.name} has ${name} ${version}`),
  );
  const counts = Map.groupBy(others, (line) => line);

  console.info('\nothers than the library itself');
  for (const [line, all] of [...counts].toSorted()) console.info(`  ${line}, in ${all.length}`);
}

function printMissed(files: readonly LibrarySource[], retire: Reader): void {
  const all = ours.both ?? (() => []);
  let both = 0;

  console.info('\nonly Retire.js finds');
  for (const { name, version, path, text } of files) {
    const known = new Set(all(text).map(labelOf));
    const wanted = new Set(retire(text).filter(isOnNpm).map(labelOf));
    for (const label of wanted) {
      if (known.has(label)) both += 1;
      else console.info(`  ${label} in ${name}@${version}/${path}`);
    }
  }
  console.info(`both find ${both}`);
}

/** What a registry could hold: its own patterns take more than that. */
function isOnNpm({ version = '' }: PackageMatch): boolean {
  return /^\d+\.\d+\.\d+(?:-[\w.-]+)?$/.test(version);
}

function labelOf({ name, version }: PackageMatch): string {
  return `${name}@${version}`;
}

function isOf({ name }: LibrarySource, match: PackageMatch): boolean {
  return match.name === name || samePackages.get(name) === match.name;
}

/** Published under both. */
const samePackages = new Map([
  ['ckeditor4', 'ckeditor'],
  ['jquery-ui-dist', 'jquery-ui'],
]);

/** Its names for what npm has under another one, and versions in two parts. */
function onNpm({ name, version = '' }: PackageMatch): PackageMatch {
  const part = /^jquery-ui(?:-\w+)?$/.test(name) ? 'jquery-ui' : name;
  const [release = '', ...build] = version.replace(/ \(.*| *\.$/g, '').split('-');
  const npmVersion = [/^\d+\.\d+$/.test(release) ? `${release}.0` : release, ...build].join('-');
  const ckeditor =
    name === 'ckeditor' && Number(npmVersion.split('.')[1]) >= 13 ? 'ckeditor4' : undefined;

  return { name: ckeditor ?? namesOnNpm.get(name) ?? part, version: npmVersion };
}

const namesOnNpm = new Map([
  ['easyXDM', 'easyxdm'],
  ['ember', 'ember-source'],
  ['tinyMCE', 'tinymce'],
]);
