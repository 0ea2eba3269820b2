import { readFileSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import { type BuildOptions, buildSync } from 'esbuild';
import * as z from 'zod';
import { billOfMaterials, packageFolders } from './bill-of-materials.ts';
import type { BundleFiles } from './function-sources.ts';

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

/**
 * The same files give the same bytes, in whichever folder the project lies, where its packages are
 * installed, and wherever the bundle is written to: the CDK takes the hash of them for the version of
 * the code.
 *
 * @param conditions of the imports of package.json: `packaged` for the package.
 * @throws what esbuild finds wrong with the code.
 */
export function buildBundle(
  { entry, workers, data }: BundleSource,
  project: string,
  conditions: readonly string[] = [],
): Bundle {
  const options = { conditions: [...bundleOptions.conditions, ...conditions] };
  const modules = [
    builtModule('index', { ...options, entryPoints: [entry], ...withSourceMap }, project),
    ...workers.map((worker) =>
      builtModule(`workers/${nameOf(worker)}`, { ...options, entryPoints: [worker] }, project),
    ),
  ];

  return {
    files: new Map([
      ...modules.flatMap(({ files }) => files),
      ...data.map((file) => [`data/${basename(file)}`, readFileSync(join(project, file))] as const),
    ]),
    inputs: [...new Set([...modules.flatMap(({ inputs }) => inputs), ...data])].toSorted(),
  };
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
function builtModule(name: string, options: BuildOptions, project: string) {
  const { outputFiles, metafile } = buildSync({
    ...bundleOptions,
    ...options,
    absWorkingDir: project,
    outfile: `bundle/${name}.mjs`,
    write: false,
    metafile: true,
  });
  const bill = billOfMaterials(metafile, (folder) =>
    manifest.parse(JSON.parse(readFileSync(join(project, folder, 'package.json'), 'utf8'))),
  );
  const read = Object.keys(metafile.inputs);

  return {
    files: [
      ...outputFiles.map(
        ({ path, contents }) =>
          [`${name}${path.slice(path.lastIndexOf('.mjs'))}`, portable(path, contents)] as const,
      ),
      [`${name}.mjs.cdx.json`, encoded(`${JSON.stringify(bill)}\n`)] as const,
    ],
    // The manifest of a package says which of its files are imported.
    inputs: [...read, ...packageFolders(read).map((folder) => `${folder}/package.json`)],
  };
}

/** In a source map packages stand as if they were installed in the project itself. */
function portable(path: string, contents: Uint8Array): Uint8Array {
  if (extname(path) !== '.map') return contents;

  const { sources, ...map } = JSON.parse(new TextDecoder().decode(contents)) as {
    readonly sources: readonly string[];
  };
  return encoded(JSON.stringify({ ...map, sources: sources.map(installedHere) }));
}

function installedHere(source: string): string {
  const start = source.indexOf('node_modules/');

  return start === -1 ? source : `../${source.slice(start)}`;
}

function nameOf(entry: string): string {
  return basename(entry, '.ts');
}

function encoded(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
