import { join } from 'node:path';
import { build, type Metafile } from 'esbuild';
import { bundleOptions } from '../../lib/bundles/build-bundle.ts';
import { leanSchemas } from '../../lib/bundles/lean-schemas.ts';
import { keepOwnSources } from './own-source-maps.ts';
import { withoutDoors } from './without-doors.ts';

/** Formats of bills of materials that the command does not write, and whose packages are not installed. */
const notUsed = ['xmlbuilder2', 'libxmljs2', 'ajv-formats-draft2019'];

/**
 * The command and the worker that it starts, as ES modules for Node 22: a file for each that is loaded
 * when it is asked for, all in one folder, for what they read lies where it does beside their sources.
 */
export async function buildCommand(project: string, out: string): Promise<Metafile> {
  const { metafile } = await build({
    ...bundleOptions,
    target: 'node22',
    conditions: ['module', 'packaged-command', 'packaged'],
    absWorkingDir: project,
    entryPoints: [
      { in: 'bin/vigil.ts', out: 'vigil' },
      { in: 'functions/handlers/analyse-archive.ts', out: 'analyse-archive' },
    ],
    outdir: join(out, 'command'),
    outExtension: { '.js': '.mjs' },
    splitting: true,
    external: notUsed,
    plugins: [leanSchemas, withoutDoors(project)],
    sourcemap: true,
    sourcesContent: false,
    // Some packages are CommonJS: they ask for modules of Node when they run, and for their folder.
    banner: {
      js: "import{createRequire as requireOf}from'node:module';const require=requireOf(import.meta.url),__dirname=import.meta.dirname;",
    },
  });

  await keepOwnSources(join(out, 'command'));

  return metafile;
}
