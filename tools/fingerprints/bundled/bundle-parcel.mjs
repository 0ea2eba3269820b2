import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';

/**
 * `node bundle-parcel.mjs PARCEL SET OUT`: bundles the entry of the folder SET, as `bundle-set.mjs`
 * left it, with the Parcel that is installed in PARCEL, minified and not, into OUT.
 */
const [bundler, set, out] = process.argv.slice(2).map((folder) => resolve(folder));
const installed = createRequire(join(bundler, 'package.json'));
const { Parcel } = installed('@parcel/core');
/** Packages that need not be installed, found as bundling fails. */
const optional = [];

mkdirSync(out, { recursive: true });
process.chdir(set);
readExports();
for (const minify of [false, true]) await write(`parcel${minify ? '.min' : ''}`, minify);
// Its workers would wait for more.
process.exit();

/** Of a package its `exports`, which Parcel does only where the project asks for it. */
function readExports() {
  const file = join(set, 'package.json');
  const manifest = JSON.parse(readFileSync(file, 'utf8'));

  writeFileSync(
    file,
    JSON.stringify({ ...manifest, '@parcel/resolver-default': { packageExports: true } }),
  );
}

async function write(name, minify) {
  try {
    writeFileSync(join(out, `${name}.js`), await bundled(name, minify));
  } catch (error) {
    const missing = missingIn(error).filter((each) => !optional.includes(each));
    if (missing.length > 0) {
      optional.push(...missing);
      return write(name, minify);
    }
    console.error(`${name}: ${reasonsOf(error).join('; ').slice(0, 300)}`);
  }
}

async function bundled(name, minify) {
  const distDir = join(out, `${name}.dist`);
  const target = {
    distDir,
    distEntry: 'index.js',
    context: 'node',
    engines: { node: '>=22' },
    outputFormat: 'commonjs',
    includeNodeModules: Object.fromEntries([['*', true], ...optional.map((each) => [each, false])]),
    scopeHoist: true,
    optimize: minify,
    sourceMap: false,
  };
  const parcel = new Parcel({
    entries: join(set, 'entry.mjs'),
    defaultConfig: installed.resolve('@parcel/config-default'),
    mode: 'production',
    shouldDisableCache: true,
    shouldAutoInstall: false,
    cacheDir: join(out, 'cache'),
    targets: { main: target },
  });
  await parcel.run();

  return readFileSync(join(distDir, 'index.js'));
}

function missingIn(error) {
  return reasonsOf(error).flatMap(
    (each) => /Failed to resolve '([^'.][^']*)'/.exec(each)?.[1] ?? [],
  );
}

function reasonsOf({ diagnostics, message }) {
  return diagnostics?.map((each) => each.message) ?? [message];
}
