import { readFileSync } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';
import type { BuildOptions, Metafile } from 'esbuild';
import * as z from 'zod';
import { billOfMaterials, packageFolders } from './bill-of-materials.ts';
import type { BundleFiles } from './function-sources.ts';
import { leanlyBuilt } from './leanly-built.ts';

/** What a function's code is built of. Paths are relative to the project, with slashes. */
export interface BundleSource {
  /** The handler's file, which becomes `index.mjs`. */
  readonly entry: string;
  /** Each becomes a module of its own name in the folder `workers`. */
  readonly workers: readonly string[];
  /** Copied as they are, into the folder `data`. */
  readonly data: readonly string[];
}

export interface Bundle {
  readonly files: BundleFiles;
  /** Every file that its content depends on, relative to the project. */
  readonly inputs: readonly string[];
}

/** One bundle. @throws what `buildBundles` throws. */
export function buildBundle(
  source: BundleSource,
  project: string,
  conditions: readonly string[] = [],
): Bundle {
  return buildBundles([source], project, conditions)[0] as Bundle;
}

/**
 * All at once, which reads and parses once what they have in common: half of the work.
 *
 * The same files give the same bytes, in whichever folder the project lies, where its packages are
 * installed, what is built beside them, and wherever the bundle is written to: the CDK takes the hash
 * of them for the version of the code.
 *
 * @param conditions of the imports of package.json: `packaged` for the package.
 * @returns one for each source, in their order
 * @throws what esbuild finds wrong with the code.
 */
export function buildBundles(
  sources: readonly BundleSource[],
  project: string,
  conditions: readonly string[] = [],
): readonly Bundle[] {
  const options = { conditions: [...bundleOptions.conditions, ...conditions] };
  const entries = sources.map(({ entry }) => entry);
  const workers = [...new Set(sources.flatMap((source) => source.workers))];
  const handlerIn = builtModules(entries, { ...options, ...withSourceMap }, project);
  const workerIn = builtModules(workers, options, project);

  return sources.map((source) => {
    const modules = [
      handlerIn(source.entry, 'index'),
      ...source.workers.map((worker) => workerIn(worker, `workers/${nameOf(worker)}`)),
    ];
    const data = source.data.map(
      (file) => [`data/${basename(file)}`, readFileSync(join(project, file))] as const,
    );

    return {
      files: new Map([...modules.flatMap(({ files }) => files), ...data]),
      inputs: [...new Set([...modules.flatMap(({ inputs }) => inputs), ...source.data])].toSorted(),
    };
  });
}

/**
 * How all code is bundled. Main fields: esbuild can tree-shake the ES modules of a package. Conditions:
 * it knows `module` by itself only where no others are given; without it the clients of AWS are bundled
 * as CommonJS, which calls `require`, and that an ES module has not.
 */
export const bundleOptions = {
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node24',
  mainFields: ['module', 'main'],
  conditions: ['module'],
  minify: true,
  keepNames: true,
  tsconfig: 'tsconfig.json',
  metafile: true,
  logLevel: 'warning',
} as const satisfies BuildOptions;

/** For readable stack traces of the handler; nothing reads the source itself. */
const withSourceMap = { sourcemap: true, sourcesContent: false } as const;

const manifest = z.object({ name: z.string(), version: z.string() });

/**
 * Nothing is written: paths in a source map are relative to the output, which is therefore always
 * the same folder of the project, one that is not there.
 */
function builtModules(entries: readonly string[], options: BuildOptions, project: string) {
  const outputOf = (entry: string) => `${OUTPUT}/${entries.indexOf(entry)}/index.mjs`;
  const { outputFiles, metafile } = leanlyBuilt({
    ...bundleOptions,
    ...options,
    absWorkingDir: project,
    entryPoints: entries.map((entry, at) => ({ in: entry, out: `${at}/index` })),
    outdir: OUTPUT,
    outExtension: { '.js': '.mjs' },
    write: false,
    metafile: true,
  });

  return (entry: string, name: string) => {
    const output = outputOf(entry);
    const folder = dirname(join(project, output));
    const bill = billOfMaterials({ outputs: only(metafile.outputs, output) }, (packageFolder) =>
      manifest.parse(
        JSON.parse(readFileSync(join(project, packageFolder, 'package.json'), 'utf8')),
      ),
    );
    const read = readFrom(entry, metafile);

    return {
      files: [
        ...outputFiles
          .filter(({ path }) => dirname(path) === folder)
          .map(
            ({ path, contents }) =>
              [`${name}${path.slice(path.lastIndexOf('.mjs'))}`, portable(path, contents)] as const,
          ),
        [`${name}.mjs.cdx.json`, encoded(`${JSON.stringify(bill)}\n`)] as const,
      ],
      // The manifest of a package says which of its files are imported.
      inputs: [...read, ...packageFolders(read).map((of) => `${of}/package.json`)],
    };
  };
}

/** A folder of the project that is not there. */
const OUTPUT = 'bundle';

function only<T>(all: Readonly<Record<string, T>>, name: string): Readonly<Record<string, T>> {
  const one = all[name];

  return one === undefined ? {} : { [name]: one };
}

/** The files that an entry imports, and those that they import, with itself. */
function readFrom(entry: string, { inputs }: Metafile): readonly string[] {
  const read = new Set([entry]);

  for (const path of read) {
    for (const { path: imported, external } of inputs[path]?.imports ?? []) {
      if (!external && imported in inputs) read.add(imported);
    }
  }
  return [...read];
}

/** In a source map the bundle lies in `OUTPUT`, and packages stand as if they were installed in the project itself. */
function portable(path: string, contents: Uint8Array): Uint8Array {
  if (extname(path) !== '.map') return contents;

  const { sources, ...map } = JSON.parse(new TextDecoder().decode(contents)) as {
    readonly sources: readonly string[];
  };
  return encoded(JSON.stringify({ ...map, sources: sources.map(seenFromOutput) }));
}

function seenFromOutput(source: string): string {
  const start = source.indexOf('node_modules/');

  return start === -1 ? source.replace('../', '') : `../${source.slice(start)}`;
}

function nameOf(entry: string): string {
  return basename(entry, '.ts');
}

function encoded(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
