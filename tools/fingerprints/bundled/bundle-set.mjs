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

/** Packages that need not be installed. Old packages require more of the kind, found as bundling fails. */
const optional = [
  ...['encoding', 'bufferutil', 'utf-8-validate', 'canvas', 'supports-color', 'libxmljs'],
  ...['sass', 'less', 'coffee-script', 'jade', 'stylus'],
];
const entry = join(set, 'entry.mjs');
const names = [];
for (const name of Object.keys(dependencies)) if (await isBundleable(name)) names.push(name);
writeFileSync(
  entry,
  `${names.map((name, at) => `import * as p${at} from ${JSON.stringify(name)};`).join('\n')}
export const handler = async (event) =>
  [${names.map((_, at) => `p${at}`)}].map((part) => Object.values(part)[event.at]);
`,
);

const bundles = { esbuild: cjs, 'esbuild-esm': esm, webpack, rollup, ncc, rolldown };
/** Other ways to minify. */
const minifiers = { 'esbuild-lowered': lowered, swc };
const truth = await packagesBundled();
writeFileSync(join(out, 'truth.json'), JSON.stringify({ direct: names, all: truth }));

for (const [bundler, bundle] of Object.entries(bundles)) {
  await write(bundler, () => bundle(false));
  await write(`${bundler}.min`, () => bundle(true));
}
for (const [minifier, bundle] of Object.entries(minifiers)) await write(`${minifier}.min`, bundle);

/** Not every old release can be: then it is left out of the set. */
async function isBundleable(name) {
  const stdin = { contents: `export * from ${JSON.stringify(name)}`, resolveDir: set };

  try {
    await esbuild.build(settings({ stdin, entryPoints: [], format: 'cjs' }));
    return true;
  } catch (error) {
    if (!error.errors) throw error;
    const missing = error.errors.map(({ text }) => /^Could not resolve "([^"]+)"/.exec(text)?.[1]);
    if (missing.length === 0 || missing.some((each) => each === undefined || each === name)) {
      console.error(`${name} cannot be bundled`);
      return false;
    }
    optional.push(...missing);
    return isBundleable(name);
  }
}

/** What one bundler cannot bundle, another one may. */
async function write(name, bundle) {
  try {
    writeFileSync(join(out, `${name}.js`), await bundle());
  } catch (error) {
    console.error(`${name}: ${String(error.message).slice(0, 300)}`);
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

async function lowered() {
  const more = { minify: true, format: 'cjs', target: 'es2017', legalComments: 'none' };
  const { outputFiles } = await esbuild.build(settings(more));

  return outputFiles[0].text;
}

async function swc() {
  const { code } = await installed('@swc/core').minify(await cjs(false), {
    compress: { passes: 2 },
    mangle: true,
    toplevel: true,
    format: { comments: false },
  });

  return code;
}

async function rolldown(minify) {
  const bundle = await installed('rolldown').rolldown({
    input: entry,
    platform: 'node',
    external: optional,
    logLevel: 'silent',
  });
  const { output } = await bundle.generate({ format: 'cjs', codeSplitting: false, minify });

  return output[0].code;
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
