import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/**
 * `node bundle-handlers.mjs BUNDLERS PARCEL PROJECT OUT`: bundles index.mjs and common.cjs of the
 * folder PROJECT in the ways in which handlers are bundled, with what is installed in BUNDLERS and
 * PARCEL, and writes the files of each bundle into the file OUT. Plain JavaScript, for bundlers bring
 * no types.
 */
const [bundlers, parcelFolder, project, out] = process.argv.slice(2).map((path) => resolve(path));
const installed = createRequire(join(bundlers, 'package.json'));
const esbuild = installed('esbuild');
const bundles = {};

process.chdir(project);
for (const [entry, file] of Object.entries({ index: 'index.mjs', common: 'common.cjs' })) {
  for (const minify of [false, true]) await bundleAll(entry, join(project, file), minify);
}
await add('index', 'esbuild and swc', true, async () => ({ 'index.js': await minifiedBySwc() }));
for (const target of ['es2015', 'es2022'])
  await add('index', `swc ${target}`, false, () => swc(target));
writeFileSync(out, JSON.stringify(bundles));
// Parcel's workers would wait for more.
process.exit();

async function bundleAll(entry, file, minify) {
  const ways = {
    'esbuild cjs': () => byEsbuild(file, { minify, format: 'cjs' }),
    'esbuild cjs es2016': () => byEsbuild(file, { minify, format: 'cjs', target: 'es2016' }),
    'esbuild iife': () =>
      byEsbuild(file, {
        minify,
        format: 'iife',
        globalName: 'lambda',
        footer: { js: 'module.exports = lambda;' },
      }),
    'rolldown cjs': () => byRolldown(file, minify, 'cjs'),
    'rollup cjs': () => byRollup(file, minify, 'cjs'),
    'webpack commonjs': () => byWebpack(file, minify, { library: { type: 'commonjs' } }),
    'webpack commonjs2': () => byWebpack(file, minify, {}),
    'webpack commonjs-static': () =>
      byWebpack(file, minify, { library: { type: 'commonjs-static' } }),
    'webpack module': () => byWebpack(file, minify, { library: { type: 'module' } }),
    'webpack umd': () => byWebpack(file, minify, { library: { type: 'umd', name: 'lambda' } }),
    'webpack list': () => byWebpack(file, minify, { moduleIds: 'natural' }),
    'webpack apart': () => byWebpack(file, minify, { concatenateModules: false }),
    'webpack es5': () => byWebpack(file, minify, { target: ['node', 'es5'] }),
    ncc: () => byNcc(file, minify),
    parcel: () => byParcel(file, minify),
    // What is CommonJS has a default export alone then, and Lambda finds no handler.
    ...(entry === 'index' && {
      'esbuild esm': () => byEsbuild(file, { minify, format: 'esm' }),
      'esbuild splitting': () => byEsbuild(file, { minify, format: 'esm', splitting: true }),
      'rolldown esm': () => byRolldown(file, minify, 'esm'),
      'rollup esm': () => byRollup(file, minify, 'esm'),
    }),
    ...(!minify && {
      'webpack development': () => byWebpack(file, minify, { mode: 'development' }),
    }),
  };

  for (const [way, bundle] of Object.entries(ways)) await add(entry, way, minify, bundle);
}

async function add(entry, way, minify, bundle) {
  bundles[`${entry} by ${way}${minify ? ', minified' : ''}`] = await bundle();
}

function nameOf(format) {
  return format === 'esm' ? 'index.mjs' : 'index.js';
}

async function byEsbuild(file, options) {
  const { outputFiles } = await esbuild.build({
    entryPoints: { index: file },
    bundle: true,
    platform: 'node',
    target: 'node22',
    write: false,
    outdir: '/',
    logLevel: 'silent',
    outExtension: { '.js': options.format === 'esm' ? '.mjs' : '.js' },
    ...options,
  });

  return Object.fromEntries(outputFiles.map(({ path, text }) => [path.slice(1), text]));
}

async function minifiedBySwc() {
  const files = await byEsbuild(join(project, 'index.mjs'), { format: 'cjs' });
  const options = { compress: { passes: 2 }, mangle: true, toplevel: true };

  return (await installed('@swc/core').minify(files['index.js'], options)).code;
}

async function byRolldown(file, minify, format) {
  const bundle = await installed('rolldown').rolldown({
    input: file,
    platform: 'node',
    logLevel: 'silent',
  });
  const { output } = await bundle.generate({ format, minify, codeSplitting: false });

  return { [nameOf(format)]: output[0].code };
}

async function byRollup(file, minify, format) {
  const bundle = await installed('rollup').rollup({
    input: file,
    external: ['vm', 'node:vm'],
    plugins: [
      installed('@rollup/plugin-node-resolve').nodeResolve({ preferBuiltins: true }),
      installed('@rollup/plugin-commonjs')(),
      ...(minify ? [installed('@rollup/plugin-terser')()] : []),
    ],
    onwarn() {},
  });
  const { output } = await bundle.generate({ format, inlineDynamicImports: true, exports: 'auto' });

  return { [nameOf(format)]: output[0].code };
}

function byWebpack(file, minimize, { library, mode, target, moduleIds, concatenateModules }) {
  const type = library?.type ?? 'commonjs2';
  const isModule = type === 'module';
  const path = mkdtempSync(join(tmpdir(), 'bundled-'));
  const options = {
    mode: mode ?? 'production',
    devtool: false,
    target: target ?? 'node22',
    entry: file,
    output: {
      path,
      filename: isModule ? 'index.mjs' : 'index.js',
      library: { ...library, type },
      ...(isModule && { module: true, chunkFormat: 'module' }),
    },
    ...(isModule && { experiments: { outputModule: true } }),
    optimization: {
      minimize,
      ...(moduleIds && { moduleIds }),
      ...(concatenateModules === false && { concatenateModules }),
    },
    performance: { hints: false },
  };

  return new Promise((done, fail) => {
    installed('webpack')(options, (error, stats) => {
      if (error) fail(error);
      else if (stats.hasErrors()) fail(new Error(stats.toString({ all: false, errors: true })));
      else done(taken(path));
    });
  });
}

async function byNcc(file, minify) {
  const options = { minify, cache: false, quiet: true, target: 'es2022' };
  const { code, assets } = await installed('@vercel/ncc')(file, options);
  const isModule = file.endsWith('.mjs');
  const chunks = Object.entries(assets).map(([path, { source }]) => [path, String(source)]);

  return { [isModule ? 'index.mjs' : 'index.js']: code, ...Object.fromEntries(chunks) };
}

async function byParcel(file, minify) {
  const { Parcel } = createRequire(join(parcelFolder, 'package.json'))('@parcel/core');
  const distDir = mkdtempSync(join(tmpdir(), 'bundled-'));
  const target = {
    distDir,
    distEntry: 'index.js',
    context: 'node',
    engines: { node: '>=22' },
    outputFormat: 'commonjs',
    includeNodeModules: true,
    isLibrary: true,
    scopeHoist: true,
    optimize: minify,
    sourceMap: false,
  };
  const parcel = new Parcel({
    entries: file,
    config: join(parcelFolder, 'node_modules/@parcel/config-default/index.json'),
    targets: { main: target },
    mode: 'production',
    env: { NODE_ENV: 'production' },
    defaultTargetOptions: { shouldScopeHoist: true, shouldOptimize: minify },
    shouldDisableCache: true,
    shouldAutoInstall: false,
  });

  await parcel.run();
  return taken(distDir);
}

/** File by file, not bundled. */
function swc(target) {
  const files = readdirSync(project).filter((name) => /\.[cm]js$/.test(name));

  return Object.fromEntries(
    files.map((name) => {
      const isModule = name.endsWith('.mjs');
      const text = readFileSync(join(project, name), 'utf8').replaceAll(".mjs'", ".js'");
      const { code } = installed('@swc/core').transformSync(text, {
        jsc: { target, parser: { syntax: 'ecmascript' } },
        module: { type: 'commonjs' },
        isModule,
        swcrc: false,
        configFile: false,
      });
      return [name.replace('.mjs', '.js'), code];
    }),
  );
}

/** The texts in a folder, which goes. */
function taken(folder) {
  mkdirSync(folder, { recursive: true });
  const files = readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')]);
  rmSync(folder, { recursive: true });

  return Object.fromEntries(files);
}
