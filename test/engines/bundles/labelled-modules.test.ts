import { type BuildOptions, build, type Plugin, transformSync } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { bundledPackages } from '../../../functions/engines/bundles/bundled-packages.ts';
import { processorTime } from '../../processor-time.ts';

const handler = 'export const handler = async ({ n }) => new Stripe(twice(n));';
/** What is shorter may be a small function as it was written. */
const length = 'globalThis.answer = 42;\n'.repeat(150);
const source = `import Stripe from "stripe"; import { twice } from "./own"; ${handler}${length}`;
const own = 'export const twice = (n) => n * 2;';
const required = 'exports.twice = (n) => n * 2;';

const ofOwnCode = await bundled(own);
const ofRequired = await bundled(required);

const unknown: readonly (readonly [string, string])[] = [
  ['minified', await bundled(own, { minify: true })],
  ['without blanks', await bundled(own, { minifyWhitespace: true })],
  ['without its comments', ofOwnCode.replaceAll(/^\s*\/\/.*\n/gm, '')],
  ['with labels for some modules alone', ofRequired.replace(/^\/\/ own.*\n/m, '')],
  ['of what esbuild had bundled before', await bundled(`${ofRequired}\nexports.twice = 1;`)],
  ['of what Rollup had bundled before', await bundled(`${own}\nlet a$1 = 1;\nlet b$2 = a$1++;`)],
  ['of what webpack had bundled before', await bundled(`${own}\n__webpack_require__(1);`)],
  ['compiled, of what esbuild had bundled before', compiled(ofRequired)],
];

describe('a bundle of esbuild without the label of a package', () => {
  it.each([
    ['holds own code alone', ofOwnCode],
    ['holds own modules of CommonJS alone', ofRequired],
    ['imports nothing', ofRequired.replace(/^ +\/\/ If the importer .*\n/m, '')],
    ['was only compiled', compiled(source)],
  ])('%s', (_, text) => {
    expect(unidentifiedIn(text)).toEqual([]);
  });

  it.each(unknown)('is unknown when it is %s', (_, text) => {
    expect(unidentifiedIn(text)).toEqual(['index.js']);
  });

  it('takes no time to speak of', () => {
    const hostile = `${ofOwnCode}${'// a\nvar a = __commonJS('.repeat(200_000)}`;

    expect(processorTime(() => unidentifiedIn(hostile))).toBeLessThan(2_000);
  });
});

async function bundled(ownModule: string, options: BuildOptions = {}): Promise<string> {
  const { outputFiles = [] } = await build({
    stdin: { contents: source, sourcefile: 'src/handler.ts' },
    bundle: true,
    platform: 'node',
    external: ['stripe'],
    write: false,
    plugins: [asOwnModule(ownModule)],
    ...options,
  });

  return outputFiles[0]?.text ?? '';
}

function compiled(text: string): string {
  return transformSync(text, { format: 'cjs' }).code;
}

function asOwnModule(contents: string): Plugin {
  return {
    name: 'own',
    setup(building) {
      building.onResolve({ filter: /^\.\/own$/ }, () => ({ path: 'own.js', namespace: 'own' }));
      building.onLoad({ filter: /./, namespace: 'own' }, () => ({ contents, loader: 'js' }));
    },
  };
}

function unidentifiedIn(text: string): readonly string[] {
  return bundledPackages([{ path: 'index.js', text }], () => ({ date: '2026-01-01', packages: [] }))
    .unidentified;
}
