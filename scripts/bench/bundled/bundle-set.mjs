import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';

/**
 * `node bundle-set.mjs BUNDLERS SET OUT`: bundles all dependencies of the package in the folder SET
 * with each of the bundlers that are installed in BUNDLERS, minified and not, into OUT, and says in
 * `truth.json` which packages are in the bundles. Plain JavaScript, for bundlers bring no types.
 */
const [bundlers, set, out] = process.argv.slice(2).map((folder) => resolve(folder));
const installed = createRequire(join(bundlers, 'package.json'));
const esbuild = installed('esbuild');
const { dependencies } = createRequire(join(set, 'package.json'))('./package.json');

mkdirSync(out, { recursive: true });
process.chdir(set);
const names = Object.keys(dependencies);
const entry = join(set, 'entry.mjs');
writeFileSync(
  entry,
  `${names.map((name, at) => `import * as p${at} from ${JSON.stringify(name)};`).join('\n')}
export const handler = async (event) =>
  [${names.map((_, at) => `p${at}`)}].map((part) => Object.values(part)[event.at]);
`,
);

/** Nobody has to install these. */
const optional = [
  ...['encoding', 'bufferutil', 'utf-8-validate', 'canvas', 'supports-color', 'libxmljs'],
  ...['sass', 'less', 'coffee-script', 'jade', 'stylus'],
];
const bundles = { esbuild: cjs, 'esbuild-esm': esm, webpack, rollup, ncc };
const truth = await packagesBundled();
writeFileSync(join(out, 'truth.json'), JSON.stringify({ direct: dependencies, all: truth }));

for (const [bundler, bundle] of Object.entries(bundles)) {
  for (const minify of [false, true]) {
    try {
      writeFileSync(join(out, `${bundler}${minify ? '.min' : ''}.js`), await bundle(minify));
    } catch (error) {
      console.error(`${bundler} ${minify}: ${String(error.message).slice(0, 300)}`);
    }
  }
}

function settings(more) {
  return {
    entryPoints: [entry],
    bundle: true,
    platform: 'node',
    target: 'node22',
    write: false,
    absWorkingDir: set,
    logLevel: 'silent',
    external: optional,
    ...more,
  };
}

async function cjs(minify) {
  const { outputFiles } = await esbuild.build(settings({ minify, format: 'cjs' }));

  return outputFiles[0].text;
}

async function esm(minify) {
  const more = { minify, format: 'esm', mainFields: ['module', 'main'], legalComments: 'none' };
  const { outputFiles } = await esbuild.build(settings(more));

  return outputFiles[0].text;
}

function webpack(minimize) {
  const pack = installed('webpack');
  const filename = `webpack${minimize ? '.min' : ''}.js`;
  const externals = Object.fromEntries(optional.map((name) => [name, `commonjs ${name}`]));
  const options = {
    mode: 'production',
    target: 'node22',
    entry,
    output: { path: out, filename, library: { type: 'commonjs2' } },
    optimization: { minimize },
    externals,
    performance: { hints: false },
  };

  return new Promise((done, fail) => {
    pack(options, (error, stats) => {
      if (error || stats.hasErrors()) {
        fail(error ?? new Error(stats.toString({ all: false, errors: true })));
      } else done(readFileSync(join(out, filename)));
    });
  });
}

async function rollup(minify) {
  const plugins = ['node-resolve', 'commonjs', 'json'].map((name) =>
    installed(`@rollup/plugin-${name}`),
  );
  const [resolvePlugin, commonjs, json] = plugins.map((plugin) => plugin.default ?? plugin);
  const terser = installed('@rollup/plugin-terser');
  const bundle = await installed('rollup').rollup({
    input: entry,
    external: [/^node:/, ...optional],
    plugins: [
      resolvePlugin({ preferBuiltins: true, exportConditions: ['node'] }),
      commonjs({ ignoreDynamicRequires: true }),
      json(),
    ],
    onwarn() {},
  });
  const { output } = await bundle.generate({
    format: 'cjs',
    inlineDynamicImports: true,
    plugins: minify ? [(terser.default ?? terser)({ format: { comments: false } })] : [],
  });

  return output[0].code;
}

async function ncc(minify) {
  const { code } = await installed('@vercel/ncc')(entry, {
    minify,
    quiet: true,
    externals: optional,
  });

  return code;
}

async function packagesBundled() {
  const { metafile } = await esbuild.build(settings({ format: 'cjs', metafile: true }));
  const paths = Object.entries(Object.values(metafile.outputs)[0].inputs)
    .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
    .map(([path]) => /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(path)?.[0])
    .filter((folder) => folder !== undefined);

  return [...new Set(paths)].map((folder) => {
    const { name, version } = JSON.parse(readFileSync(join(set, folder, 'package.json'), 'utf8'));
    return { name, version };
  });
}
