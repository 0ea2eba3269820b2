import { describe, expect, it } from 'vitest';
import {
  bundledPackages,
  isBundleCompanion,
} from '../../../functions/engines/bundles/bundled-packages.ts';
import { processorTime } from '../../processor-time.ts';

const minified = `${'var a=1;'.repeat(300)}`;
const pnpm = 'node_modules/.pnpm/minimist@1.2.0/node_modules/minimist/index.js';
const flat = 'node_modules/minimist/index.js';
const longCode = 'var answer = 42;\n'.repeat(700);

describe('a bundle without a manifest is identified by', () => {
  it.each([
    ['a comment of esbuild', `// ${pnpm}\nvar require_minimist = 1;`],
    ['a comment within a module table', `var a = {\n  // ${pnpm}\n  b() {} };`],
    ['a comment of a workspace', `// ../../${pnpm}\nvar a = 1;`],
    ['a banner of webpack', `/*!****!*\\\n  !*** ./${pnpm} ***!\n  \\****/\n`],
    ['a comment on Windows', `// ${pnpm}\r\nvar a = 1;`],
    ['a region of Rolldown', `//#region ${pnpm}\nvar a = 1;\n//#endregion\n`],
    ['a comment behind own code', `// src/a.ts\n${longCode}\n// ${pnpm}\nvar a = 1;`],
  ])('%s, as a whole', (_, text) => {
    expect(found({ 'index.js': text })).toEqual({
      packages: ['minimist@1.2.0 by path comment, exact'],
      gaps: [],
      unidentified: [],
    });
  });

  it.each([
    ['a joined module of webpack', `;// CONCATENATED MODULE: ./${pnpm}\nvar a = 1;`],
    ['a joined module of webpack 5.9', `;// ./${pnpm}\nvar a = 1;`],
    ['a key of webpack', `var m={"./${pnpm}":function(e){}};`],
    ['a method of esbuild', `var r=c({"${pnpm}"(e){}});`],
    ['a comment in a bundle that another bundler has put there', `${longCode}\n// ${pnpm}\n`],
    [
      'a banner that was kept at the end',
      `${longCode}\n/*!***!*\\\n  !*** ./${pnpm} ***!\n  \\****/\n`,
    ],
  ])('%s, though modules without one may be in it', (_, text) => {
    expect(found({ 'index.js': text })).toEqual({
      packages: ['minimist@1.2.0 by path comment, exact'],
      gaps: ['index.js: there may be more in it than was recognised'],
      unidentified: [],
    });
  });

  it.each([
    ['a path in a text', `throw new Error("look into ${pnpm} and fix it");`],
    ['a path in a sentence', `// look into ${pnpm} and fix it\n`],
    ['a path that is loaded', `require("./${pnpm}");`],
    ['a folder of another name', '// my_node_modules/minimist/index.js\n'],
  ])('nothing like %s', (_, text) => {
    expect(found({ 'index.js': text })).toEqual({ packages: [], gaps: [], unidentified: [] });
  });

  it('both copies, when two versions are in it', () => {
    const other = pnpm.replace('1.2.0', '0.0.8');

    expect(found({ 'index.js': `// ${pnpm}\n\n// ${other}\n// ${pnpm}\n` }).packages).toEqual([
      'minimist@1.2.0 by path comment, exact',
      'minimist@0.0.8 by path comment, exact',
    ]);
  });

  it('its name alone where no version is seen, which is not clean', () => {
    expect(found({ 'index.js': `// ${flat}\n// node_modules/qs/lib/index.js\n` })).toEqual({
      packages: [],
      gaps: ['index.js: minimist, qs in it, of a version that is not known'],
      unidentified: [],
    });
  });

  it("the list of licences at esbuild's end", () => {
    const text = `${minified}\n/*! Bundled license information:\n\nlodash/lodash.js:\n  (**\n   * @license\n   *)\n\n@a/b/index.js:\n  (* x *)\n*/\n`;

    expect(found({ 'index.js': text }).gaps).toEqual([
      'index.js: lodash, @a/b in it, of a version that is not known',
      'index.js: there may be more in it than was recognised',
    ]);
  });
});

describe('beside a bundle', () => {
  const bill = JSON.stringify({
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    components: [
      { type: 'library', name: 'a', purl: 'pkg:npm/minimist@1.2.0' },
      { type: 'library', name: 'b', components: [{ purl: 'pkg:npm/%40scope/b@2.0.0?x=y' }] },
      { type: 'library', name: 'c', purl: 'pkg:pypi/requests@2.19.0' },
      { type: 'library', name: 'd', purl: 'no purl' },
    ],
  });

  it.each([
    ['bom.json', 'index.js'],
    ['index.js.cdx.json', 'index.js'],
    ['index.cdx.json', 'index.mjs'],
    ['sbom.cdx.json', 'dist/index.js'],
    ['dist/index-bom.json', 'dist/index.js'],
  ])('the bill of materials %s lists all of %s', (document, bundle) => {
    expect(found({ [document]: bill, [bundle]: minified })).toEqual({
      packages: [
        'minimist@1.2.0 by bill of materials, exact',
        '@scope/b@2.0.0 by bill of materials, exact',
      ],
      gaps: [],
      unidentified: [],
    });
  });

  it.each([
    ['other.js.cdx.json', 'index.js'],
    ['dist/bom.json', 'index.js'],
  ])('the bill of materials %s says nothing of %s', (document, bundle) => {
    expect(found({ [document]: bill, [bundle]: minified }).unidentified).toEqual([bundle]);
  });

  it('a bill of materials without packages is one of a bundle without packages', () => {
    const empty = '{"bomFormat":"CycloneDX","specVersion":"1.6"}';

    expect(found({ 'bom.json': empty, 'index.js': minified })).toEqual(nothing);
  });

  it.each([
    ['no JSON', '{'],
    ['something else', '{"name":"a"}'],
  ])('a document with %s in it says nothing', (_, text) => {
    expect(found({ 'bom.json': text, 'index.js': minified }).unidentified).toEqual(['index.js']);
  });

  it('a metafile lists what is in each of its bundles, and not what was shaken off', () => {
    const input = (path: string, bytesInOutput: number) => ({ [path]: { bytesInOutput } });
    const metafile = JSON.stringify({
      inputs: { [pnpm]: { bytes: 9 } },
      outputs: {
        'dist/a.js': { inputs: { ...input(pnpm, 9), ...input('node_modules/qs/a.js', 0) } },
        'dist/b.js': { inputs: input('src/b.ts', 9) },
      },
    });

    expect(found({ 'meta.json': metafile, 'a.js': minified, 'b.js': minified })).toEqual({
      ...nothing,
      packages: ['minimist@1.2.0 by bundler metafile, exact'],
    });
  });

  it('a metafile separates bundles of one name by their folders', () => {
    const metafile = JSON.stringify({
      inputs: {},
      outputs: {
        'dist/a/index.js': { inputs: { [pnpm]: { bytesInOutput: 9 } } },
        'dist/b/index.js': { inputs: { [pnpm.replace('1.2.0', '0.0.8')]: { bytesInOutput: 9 } } },
      },
    });
    const files = { 'meta.json': metafile, 'a/index.js': minified, 'b/index.js': minified };

    expect(found(files)).toEqual({
      ...nothing,
      packages: [
        'minimist@1.2.0 by bundler metafile, exact',
        'minimist@0.0.8 by bundler metafile, exact',
      ],
    });
  });

  it.each([
    ['meta.json', 'of another bundle does not list the whole', ['index.js: there may be more']],
    ['index.meta.json', 'named for a bundle that was renamed lists the whole', []],
  ])('a metafile %s %s', (document, _, gaps) => {
    const outputs = { 'other.js': { inputs: { [pnpm]: { bytesInOutput: 9 } } } };
    const metafile = JSON.stringify({ inputs: { [pnpm]: { bytes: 9 } }, outputs });
    const answer = found({ [document]: metafile, 'index.js': minified });

    expect(answer.packages).toEqual(['minimist@1.2.0 by bundler metafile, exact']);
    expect(answer.gaps.map((each) => each.replace(' in it than was recognised', ''))).toEqual(gaps);
  });

  it('a bill of materials is held against what the code says of itself', () => {
    const text = `${minified}/*! jQuery v3.4.1 | (c) JS Foundation */var b=2;`;

    expect(found({ 'bom.json': bill, 'index.js': text })).toEqual({
      packages: expect.arrayContaining([
        'minimist@1.2.0 by bill of materials, exact',
        'jquery@3.4.1 by banner, exact',
      ]),
      gaps: ['index.js: there may be more in it than was recognised'],
      unidentified: [],
    });
  });

  it('a bill of materials without a package that is labelled is one of something else', () => {
    const text = `// ${flat}\n// ${pnpm.replaceAll('minimist', 'qs')}\n`;

    expect(found({ 'bom.json': bill, 'index.js': minified + text })).toEqual({
      packages: [
        'minimist@1.2.0 by bill of materials, exact',
        '@scope/b@2.0.0 by bill of materials, exact',
        'qs@1.2.0 by path comment, exact',
      ],
      gaps: [],
      unidentified: [],
    });
    expect(
      found({
        'bom.json': bill,
        'index.js': `${minified}f({"${flat}"(){},"node_modules/qs/a.js"(){}})`,
      }).gaps,
    ).toEqual([
      'index.js: qs in it, of a version that is not known',
      'index.js: there may be more in it than was recognised',
    ]);
  });

  it('a bill of materials without packages is not believed of a bundle with one in it', () => {
    const empty = '{"bomFormat":"CycloneDX","specVersion":"1.6"}';
    const text = `${minified}var p={name:"reader",version:"1.2.0",bugs:"x"};`;

    expect(found({ 'bom.json': empty, 'index.js': text })).toEqual({
      packages: ['reader@1.2.0 by embedded manifest, exact'],
      gaps: ['index.js: there may be more in it than was recognised'],
      unidentified: [],
    });
  });

  it('a metafile without versions leaves those to what is in the bundle', () => {
    const metafile = JSON.stringify({
      inputs: { [flat]: { bytes: 9 }, 'node_modules/qs/a.js': { bytes: 9 } },
      outputs: {},
    });

    expect(found({ 'meta.json': metafile, 'index.js': `// ${pnpm}\n` })).toEqual({
      ...nothing,
      packages: ['minimist@1.2.0 by path comment, exact'],
      gaps: ['index.js: qs in it, of a version that is not known'],
    });
  });
});

describe('a source map', () => {
  const map = (sources: readonly string[]) => JSON.stringify({ version: 3, sources, mappings: '' });
  const reference = `//${'#'} sourceMappingURL=`;
  const known = { ...noneFound(), packages: ['minimist@1.2.0 by source map, exact'] };

  it.each([
    ['beside it', { 'index.js.map': map([pnpm]), 'index.js': minified }],
    [
      'that it names',
      { 'dist/a.js.map': map([pnpm]), 'dist/index.js': `${minified}\n${reference}a.js.map\n` },
    ],
    [
      'within it',
      {
        'index.js': `${minified}\n${reference}data:application/json;base64,${btoa(map([pnpm]))}`,
      },
    ],
    [
      'within it, as a text',
      {
        'index.js': `${minified}\n${reference}data:application/json;charset=utf-8,${encodeURIComponent(map([pnpm]))}`,
      },
    ],
    [
      'with the manifest that the package loads',
      {
        'index.js.map': JSON.stringify({
          version: 3,
          sources: ['../node_modules/minimist/index.js', '../node_modules/minimist/package.json'],
          sourcesContent: [null, '{"name":"minimist","version":"1.2.0"}'],
          mappings: '',
        }),
        'index.js': minified,
      },
    ],
    ['behind a guard', { 'index.js.map': `)]}'\n${map([pnpm])}`, 'index.js': minified }],
    [
      'in sections',
      {
        'index.js.map': `{"version":3,"sections":[{"offset":{},"map":${map(['a.js'])}},{"offset":{},"map":${map([pnpm])}}]}`,
        'index.js': minified,
      },
    ],
    [
      'with a root',
      {
        'index.js.map': JSON.stringify({
          sourceRoot: 'node_modules/.pnpm/minimist@1.2.0',
          sources: ['node_modules/minimist/index.js', null],
        }),
        'index.js': minified,
      },
    ],
  ])('%s lists the whole of a bundle', (_, files) => {
    expect(found(files)).toEqual(known);
  });

  it.each([
    ['is none', 'not JSON'],
    ['has no sources', '{"version":3}'],
    ['has other sources', '{"version":3,"sources":[1]}'],
  ])('that %s says nothing', (_, text) => {
    expect(found({ 'index.js.map': text, 'index.js': minified }).unidentified).toEqual([
      'index.js',
    ]);
  });

  it.each(['data:application/json;base64,%%%', 'data:application/json,%', 'data:text/plain,a'])(
    'in the damaged address %s says nothing',
    (address) => {
      const text = `${minified}\n${reference}${address}`;

      expect(found({ 'index.js': text }).unidentified).toEqual(['index.js']);
    },
  );

  it.each([
    ['a text without a name', '0', undefined],
    ['the file itself', './index.js', undefined],
    ['what was a bundle before', 'bundle.js', minified],
  ])('of %s does not list the whole', (_, source, content) => {
    const sourcesContent = content === undefined ? undefined : [content];
    const text = JSON.stringify({ sources: [source], sourcesContent });

    expect(found({ 'index.js.map': text, 'index.js': minified }).unidentified).toEqual([
      'index.js',
    ]);
  });

  it('of what was a bundle before gives the labels in that', () => {
    const former = `// ${pnpm}\nvar require_a = __commonJS({});\n${longCode}`;
    const text = JSON.stringify({ sources: ['bundle.js'], sourcesContent: [former] });

    expect(found({ 'index.js.map': text, 'index.js': minified })).toEqual({
      ...nothing,
      packages: ['minimist@1.2.0 by path comment, exact'],
    });
  });

  it('of code that was only compiled says that there is no package in it', () => {
    expect(found({ 'index.js.map': map(['index.ts']), 'index.js': minified })).toEqual(nothing);
  });
});

describe('browser-side code', () => {
  const banner = '/*! jQuery v3.4.1 | (c) JS Foundation and other contributors */';
  const more = ['index.js: there may be more in it than was recognised'];

  it.each([
    ['a banner', `${banner}${minified}`, 'jquery@3.4.1 by banner, exact'],
    [
      'what it has in its code',
      `${minified}a.migrateVersion="1.4.1"`,
      'jquery-migrate@1.4.1 by content signature, exact',
    ],
  ])('is answer by %s', (_, text, expected) => {
    expect(found({ 'index.js': text })).toEqual({
      packages: [expected],
      gaps: more,
      unidentified: [],
    });
  });

  it('is answer by the comments that webpack has put beside it', () => {
    const files = { 'index.js': minified, 'index.js.LICENSE.txt': `${banner}\n` };

    expect(found(files).packages).toEqual(['jquery@3.4.1 by banner, exact']);
    expect(isBundleCompanion('index.js.LICENSE.txt')).toBe(true);
    expect(isBundleCompanion('LICENSE.txt')).toBe(false);
  });

  it('is known as a whole where a file says to be what its name says', () => {
    expect(found({ 'public/jquery.min.js': `${banner}${minified}` })).toEqual({
      packages: ['jquery@3.4.1 by banner, exact'],
      gaps: [],
      unidentified: [],
    });
  });

  it('is not known as a whole where another library comes first', () => {
    const text = `/*! Axios v1.6.0 Copyright (c) an author */${banner}${minified}`;

    expect(found({ 'public/jquery.min.js': text }).gaps).toEqual([
      'public/jquery.min.js: there may be more in it than was recognised',
    ]);
  });

  it('is possible where only the name of the file has a version', () => {
    const text = `window.jQuery=1;${minified}`;

    expect(found({ 'public/jquery-3.4.1.js': text }).packages).toEqual([
      'jquery@3.4.1 by file name, possible',
    ]);
  });

  it('believes what is in the file before what its name is', () => {
    expect(found({ 'public/jquery-3.5.0.js': `${banner}${minified}` }).packages).toEqual([
      'jquery@3.4.1 by banner, exact',
    ]);
  });

  it('is of no known version where the banner has none, which is not clean', () => {
    const text = `/*!\n * mustache.js - Logic-less templates\n */${minified}`;

    expect(found({ 'index.js': text })).toEqual({
      packages: [],
      gaps: ['index.js: mustache in it, of a version that is not known', ...more],
      unidentified: [],
    });
  });

  it('names both copies', () => {
    const other = banner.replace('3.4.1', '1.12.4');

    expect(found({ 'index.js': `${banner}${minified}${other}` }).packages).toEqual([
      'jquery@3.4.1 by banner, exact',
      'jquery@1.12.4 by banner, exact',
    ]);
  });

  it('is nothing that a whole list of the bundle does not name', () => {
    const text = `// node_modules/ms/index.js\n${minified}\n${banner}`;

    expect(found({ 'index.js': text }).packages).toEqual([]);
  });
});

describe('what is clearly a bundle and says nothing', () => {
  it.each([
    ['minified', minified],
    ['of webpack', `${'var a = 1;\n'.repeat(300)}__webpack_require__(1);`],
    ['of esbuild', `var require_a = __commonJS({});\n${'var a = 1;\n'.repeat(300)}`],
    ['minified in short lines', 'a(b,1);'.repeat(10).concat('\n').repeat(30)],
    ['small, with a module in it', 'var r=(t=>()=>t({exports:{}}))(e=>{e.exports=1});'],
    ['of Rollup, with renamed things', `function a$1() {}\nconst b$2 = 1;\n${longCode}`],
    [
      'of Parcel, without its runtime',
      `const $1fde004cb8545913$var$limit = 1;
${longCode}`,
    ],
    ['of Browserify', `({1:[function(require,module,exports){\n${longCode}},{}]},{},[1]);`],
  ])('is unknown when it is %s', (_, text) => {
    expect(found({ 'dist/index.mjs': text })).toEqual({
      packages: [],
      gaps: ['dist/index.mjs: a bundle in which no package was recognised'],
      unidentified: ['dist/index.mjs'],
    });
  });

  it.each([
    ['small', minified.slice(0, 1_999)],
    ['written by hand', 'const answer = 42;\n'.repeat(300)],
    ['written by hand, with an odd name', `var answer$1 = 41;\n${longCode}`],
    ['mostly written by hand', `${'const answer = 42;\n'.repeat(300)}${minified}`],
  ])('is no bundle when it is %s', (_, text) => {
    expect(found({ 'index.js': text })).toEqual(nothing);
  });
});

describe('hostile text', () => {
  it.each([
    ['paths without an end', 'node_modules/'.repeat(400_000)],
    ['a path as long as the file', `// ${'a/'.repeat(2_000_000)}node_modules/a/b.js\n`],
    ['names that nothing could have', `// node_modules/${'a'.repeat(300)}/b.js\n`.repeat(10_000)],
    ['many licences', '/*! Bundled license information:\n'.repeat(100_000)],
  ])('of %s takes no time to speak of', (_, text) => {
    expect(processorTime(() => found({ 'index.js': text }))).toBeLessThan(2_000);
  });
});

const nothing = noneFound();

function noneFound() {
  return { packages: [] as string[], gaps: [] as string[], unidentified: [] as string[] };
}

function found(files: Readonly<Record<string, string>>) {
  const list = Object.entries(files).map(([path, text]) => ({ path, text }));
  const { packages, gaps, unidentified } = bundledPackages(list, noFingerprints);

  return {
    packages: packages.map(
      ({ name, version, certainty, evidence }) =>
        `${name}@${version} by ${evidence.channel}, ${certainty}`,
    ),
    gaps: gaps.map(({ path, reason }) => `${path}: ${reason}`),
    unidentified,
  };
}

function noFingerprints() {
  return { date: '2026-01-01', packages: [] };
}
