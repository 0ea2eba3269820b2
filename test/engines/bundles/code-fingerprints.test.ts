import { describe, expect, it } from 'vitest';
import { bundledPackages } from '../../../functions/engines/bundles/bundled-packages.ts';
import {
  featuresSeen,
  fingerprintDetection,
  matchFeatures,
} from '../../../functions/engines/bundles/code-fingerprints.ts';
import { compile } from '../../../tools/fingerprints/generator/compile.ts';
import { type LookedAt, lookAt } from '../../../tools/fingerprints/generator/look-at.ts';

const common = Array.from(
  { length: 12 },
  (_, at) =>
    `exports.part${at} = function (o) { return o.first${at}.call(o.second${at}, 'a text number ${at}', /pattern${at}/.test(o.third)); };`,
).join('\n');
const old = `exports.read = function (o) { return o.readAll('utf-8 text', o.start, o.end, o.flag); };`;
const fixed = `exports.read = function (o) { return o.readSafely('utf-8 text', o.start, o.end, o.flag); };`;
const added = `exports.more = function (o) { return o.addition('only since', o.then, o.there, o.is); };`;

const versions = {
  '1.0.0': `${common}\n${old}`,
  '1.0.1': `${common}\n${fixed}`,
  '1.1.0': `${common}\n${fixed}\n${added}`,
  // The same code, published once more.
  '1.1.1': `${common}\n${fixed}\n${added}`,
};
const data = { date: '2026-01-01', packages: compile([lookedAt('reader', versions)]) };

describe('matchFeatures', () => {
  it.each([
    ['1.0.0', versions['1.0.0']],
    ['1.0.1', versions['1.0.1']],
  ])('identifies %s exactly', (version, text) => {
    expect(matches(text)).toEqual([`reader ${version} exact []`]);
  });

  it('names all versions that have the same code', () => {
    expect(matches(versions['1.1.0'])).toEqual(['reader 1.1.0 possible [1.1.0,1.1.1]']);
  });

  it('says that a version is near, where it was never looked at', () => {
    const between = versions['1.1.0'].replaceAll(/o\.first[0-5]/g, 'o.changed');

    expect(matches(between)[0]).toMatch(/^reader 1\.\d\.\d approximate \[.*1\.1\.0.*\]$/);
  });

  it('sees what is changed in a function too small to be seen alone, by what is around it', () => {
    const joined = (by: string) =>
      `exports.join = function (o) { return o.cookies.map(function (one) { return one.join('${by}'); }).concat(o.first, o.last); };`;
    const cookies = { '1.0.0': `${common}\n${joined(';')}`, '1.0.1': `${common}\n${joined('; ')}` };
    const looked = { ...data, packages: compile([lookedAt('cookies', cookies)]) };

    expect(matches(cookies['1.0.0'], looked)).toEqual(['cookies 1.0.0 exact []']);
    expect(matches(cookies['1.0.1'], looked)).toEqual(['cookies 1.0.1 exact []']);
  });

  it.each([
    ['another version is near', [1, 2], 'approximate'],
    ['only distant versions have it', [3, 4], 'exact'],
  ])('takes what is foreign for a sign of a version never looked at: %s', (_, at, certainty) => {
    const ownOf = (version: number) =>
      [1, 2, 3].map((part) => old.replaceAll('end', `end${version}${part}`)).join('\n');
    const grown = Object.fromEntries(
      [0, 1, 2, 3, 4].map((version) => [
        `1.${version}.0`,
        `${common}\n${ownOf(version)}\n${at.includes(version) ? added : ''}`,
      ]),
    );
    const looked = { ...data, packages: compile([lookedAt('reader', grown)]) };

    expect(matches(`${grown['1.0.0']}\n${added}`, looked)[0]).toMatch(`reader 1.0.0 ${certainty}`);
  });

  it('sees a package of many files by any few of them', () => {
    const files = Array.from({ length: 200 }, (_, at) => [
      `part${at}.js`,
      `exports.part${at} = function (o) { return o.first${at}.call(o.second${at}, 'a text number ${at}', o.third); };`,
    ]);
    const before = { '1.0.0': { 'all.js': old } };
    const looked = lookedAtFiles('parts', {
      ...before,
      '2.0.0': Object.fromEntries(files),
      '2.0.1': Object.fromEntries([...files, ['added.js', added]]),
    });
    const few = files.slice(150, 155).map(([, text]) => text);

    expect(matches(few.join('\n'), { ...data, packages: compile([looked]) })).toEqual([
      'parts 2.0.0 possible [2.0.0,2.0.1]',
    ]);
  });

  it('takes two packages that are the same code for one of them, however much of it there is', () => {
    const lines = common.split('\n');
    const texts = { '1.0.0': common };
    const twins = {
      ...data,
      packages: compile([lookedAt('parts', texts), lookedAt('parts-es', texts)]),
    };

    for (const text of [lines.slice(0, 5).join('\n'), common]) {
      expect(matches(text, twins)).toEqual(['parts 1.0.0 possible [1.0.0] or parts-es [1.0.0]']);
    }
  });

  it('of two packages that share code, does not take a word for what is missing of all else', () => {
    const own = ['read', 'write', 'close', 'open'].map((name) => old.replaceAll('read', name));
    const whole = { '1.0.0': [common, ...own, added].join('\n') };
    const twins = {
      ...data,
      packages: compile([lookedAt('whole', whole), lookedAt('shared', { '1.0.0': common })]),
    };
    const word = `exports.word = function (o) { return o.say('only since', o.text); };`;

    expect(matches(`${common}\n${word}`, twins)).toEqual(['shared 1.0.0 exact []']);
    expect(matches(whole['1.0.0'], twins)).toEqual(['whole 1.0.0 exact []']);
  });

  it('believes the version that the code itself names', () => {
    const selfNaming = Object.fromEntries(
      Object.entries(versions).map(([version, text]) => [
        version,
        `${text}\nexports.VERSION = '${version}';`,
      ]),
    );
    const known = { ...data, packages: compile([lookedAt('reader', selfNaming)]) };

    expect(matches(selfNaming['1.1.1'] ?? '', known)).toEqual(['reader 1.1.1 exact []']);
  });

  it.each(['v$', 'reader/$', 'reader/v$'])('believes a version that is named as %s', (form) => {
    const texts = Object.fromEntries(
      Object.entries(versions).map(([version, text]) => [
        version,
        `${text}\nexports.AGENT = '${form.replace('$', version)}';`,
      ]),
    );
    const named = { ...data, packages: compile([lookedAt('reader', texts)]) };

    expect(matches(texts['1.1.0'] ?? '', named)).toEqual(['reader 1.1.0 exact []']);
    expect(matches(texts['1.1.1'] ?? '', named)).toEqual(['reader 1.1.1 exact []']);
  });

  it('sees a package of one small function by a long text', () => {
    const alphabet = '_-0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';
    const small = `exports.id = function (bytes) { while (bytes.length > 0) bytes.push(bytes.shift() & 63); };\nvar url = '${alphabet}';`;
    const looked = {
      ...data,
      packages: compile([
        lookedAtFiles('small', { '1.0.0': { 'index.js': small, 'other.js': common } }),
      ]),
    };

    expect(matches(small, looked)).toEqual(['small 1.0.0 exact []']);
    expect(matches(small.replace(alphabet, 'short'), looked)).toEqual([]);
  });

  it('sees a package by the one file of it that is loaded', () => {
    const entry = common.split('\n').slice(0, 2).join('\n');
    const files = {
      '1.0.0': { 'index.js': entry, 'lib/all.js': common.replaceAll('first', 'or') },
    };
    const looked = { ...data, packages: compile([lookedAtFiles('lazy', files)]) };

    expect(matches(entry, looked)).toEqual(['lazy 1.0.0 exact []']);
  });

  it('takes what two packages have, and bundlers change, for no trace of either', () => {
    const functions = Array.from(
      { length: 6 },
      (_, at) =>
        `function p${at}(o) { return run(o.one${at}, o.two${at}, o.six${at}, o.ten${at}); }`,
    ).join('\n');
    const shared = `import run from 'run';\n${functions}\nexport { p0, p1, p2, p3, p4, p5 };`;
    const ofBoth = (own: string) => ({ '1.0.0': { 'index.js': own, 'lib/shared.js': shared } });
    const both = {
      ...data,
      packages: compile([
        lookedAtFiles('reader', ofBoth(`${old}\n${fixed}`)),
        lookedAtFiles('writer', ofBoth(added)),
      ]),
    };

    expect(matches(functions, both)).toEqual([]);
  });

  it('is not sure that it is the last version, where functions of that one are gone', () => {
    const newer = common.replace('first0', 'other0').replace('first1', 'other1');

    expect(matches(`${common}\n${fixed}\n${added}`)).toEqual([
      'reader 1.1.0 possible [1.1.0,1.1.1]',
    ]);
    expect(matches(`${newer}\n${fixed}\n${added}`)[0]).toMatch('reader 1.1.0 approximate');
  });

  it('misses nothing that only another build of the same code has', () => {
    const built = (text: string) => text.replaceAll('o.second', 'other.second');
    const files = {
      '1.0.0': { 'index.js': common, 'node4/index.js': `${common}\n${old}` },
      '1.0.1': { 'node4/index.js': `${common}\n${old}` },
      '1.0.2': { 'index.js': built(common), 'node4/index.js': `${common}\n${fixed}` },
    };
    const looked = { ...data, packages: compile([lookedAtFiles('reader', files)]) };

    expect(matches(`${common}\n${old}`, looked)).toEqual(['reader 1.0.0 possible [1.0.0,1.0.1]']);
  });

  it('is not sure of a version where the code itself names another one', () => {
    const selfNaming = Object.fromEntries(
      Object.entries(versions).map(([version, text]) => [
        version,
        `${text}\nexports.VERSION = '${version}';`,
      ]),
    );
    const known = { ...data, packages: compile([lookedAt('reader', selfNaming)]) };
    const contrary = (selfNaming['1.0.0'] ?? '').replace("'1.0.0'", "'1.0.1'");

    expect(matches(contrary, known)).toEqual(['reader 1.0.0 possible [1.0.0,1.0.1]']);
  });

  it.each([
    ['looked at', [], ['reader 1.0.1 exact []']],
    ['not looked at', ['1.0.2'], ['reader 1.0.1 possible [1.0.1,1.0.2]']],
  ])('is sure of a version when the next one was looked at: %s', (_, unseen, expected) => {
    const files = Object.fromEntries(
      Object.entries({ ...versions, '1.0.2': versions['1.1.0'] })
        .toSorted(([a], [b]) => a.localeCompare(b))
        .map(([version, text]) => [version, { 'index.js': text }]),
    );
    const looked = { ...data, packages: compile([lookedAtFiles('reader', files, unseen)]) };

    expect(matches(versions['1.0.1'], looked)).toEqual(expected);
  });

  it('separates two copies of a package', () => {
    const ofMajor = (major: number) =>
      Array.from(
        { length: 8 },
        (_, at) =>
          `exports.part${at} = function (o) { return o.ofMajor${major}.call(o.part${at}, 'in version ${major} of it', o.third); };`,
      ).join('\n');
    const majors = { '1.0.0': ofMajor(1), '2.0.0': ofMajor(2), '3.0.0': ofMajor(3) };
    const looked = { ...data, packages: compile([lookedAt('parts', majors)]) };

    expect(matches(`${majors['1.0.0']}\n${majors['3.0.0']}`, looked)).toEqual([
      'parts 1.0.0 exact []',
      'parts 3.0.0 exact []',
    ]);
  });

  it('takes nothing for a trace of a version that may be of what was built into it', () => {
    const parts = Object.fromEntries(
      [0, 1, 2, 3].map((part) => [
        `lib/${part}.js`,
        common
          .split('\n')
          .slice(part * 3, part * 3 + 3)
          .join('\n'),
      ]),
    );
    const built = (dependency: string) => ({
      ...parts,
      'dist/all.js': `${common}\n${dependency}`,
    });
    const looked = lookedAtFiles('parts', { '1.0.0': built(old), '1.0.1': built(fixed) });

    expect(matches(`${common}\n${old}`, { ...data, packages: compile([looked]) })).toEqual([
      'parts 1.0.0 possible [1.0.0,1.0.1]',
    ]);
  });

  it('sees nothing in other code, or in a little of it', () => {
    expect(matches('exports.handler = async () => 1;')).toEqual([]);
    expect(matches(old)).toEqual([]);
  });

  it('separates a package from another one that has some of its code', () => {
    const copy = { '1.0.0': common.split('\n').slice(0, 4).join('\n') };
    const both = {
      ...data,
      packages: compile([lookedAt('reader', versions), lookedAt('part', copy)]),
    };

    expect(matches(versions['1.0.0'], both).filter((match) => match.startsWith('reader'))).toEqual([
      'reader 1.0.0 exact []',
    ]);
    expect(matches(copy['1.0.0'], both)).toEqual(['part 1.0.0 exact []']);
  });
});

describe('a manifest that was bundled', () => {
  const text = (version: string) =>
    `${versions['1.0.0']}\nvar manifest = { name: 'reader', version: '${version}', homepage: 'x' };`;
  const identified = (version: string) =>
    bundledPackages([{ path: 'index.js', text: text(version) }], () => data).packages.map(
      ({ name, certainty, candidates = [] }) => `${name} ${certainty} [${candidates}]`,
    );

  it('is believed where the code looks like that version', () => {
    expect(identified('1.0.0')).toEqual(['reader exact []']);
  });

  it.each([
    ['1.0.0', ['reader exact []']],
    ['0.9.0', ['reader exact []']],
  ])('that says %s may be of a release that was published with it', (version, expected) => {
    const files = {
      '0.9.0': { 'index.js': `${common}\n${added}` },
      '1.0.0': {
        'index.js': versions['1.0.0'],
        'dist/package.json': '{ "name": "reader", "version": "0.9.0" }',
      },
    };
    const misnamed = { ...data, packages: compile([lookedAtFiles('reader', files)]) };
    const { packages } = bundledPackages(
      [{ path: 'index.js', text: text(version) }],
      () => misnamed,
    );

    expect(packages.map(({ version: each }) => each)).toEqual(['1.0.0']);
    expect(
      packages.map(
        ({ name, certainty, candidates = [] }) => `${name} ${certainty} [${candidates}]`,
      ),
    ).toEqual(expected);
  });

  it('is doubted where the code looks like another one', () => {
    expect(identified('1.1.0')).toEqual(['reader possible [1.1.0,1.0.0]']);
  });
});

describe('code that is evaluated', () => {
  const identified = (text: string) =>
    bundledPackages([{ path: 'index.js', text }], () => data).packages.map(
      ({ name, version, certainty }) => `${name} ${version} ${certainty}`,
    );

  it('is looked at where webpack has put a module there', () => {
    const module = `${versions['1.0.0']}\n//${'#'} sourceURL=webpack://a/b.js`;

    expect(identified(`({ 1() { eval(${JSON.stringify(module)}); } })[1]();`)).toEqual([
      'reader 1.0.0 exact',
    ]);
  });

  it('hides nothing of the rest', () => {
    expect(identified(`${versions['1.0.0']}\nvar a = eval("quire".replace(/^/, "re"));`)).toEqual([
      'reader 1.0.0 exact',
    ]);
  });
});

describe('what a bundle was made from', () => {
  const mapOf = (modules: Readonly<Record<string, string>>) =>
    JSON.stringify({
      version: 3,
      sources: Object.keys(modules).map((path) => `node_modules/${path}`),
      sourcesContent: Object.values(modules),
    });
  const identified = (modules: Readonly<Record<string, string>>, text = 'a(1);'.repeat(200)) =>
    bundledPackages(
      [
        { path: 'index.js', text },
        { path: 'index.js.map', text: mapOf(modules) },
      ],
      () => data,
    ).packages.map(({ name, version }) => `${name}@${version}`);

  it.each([
    ['beside data', { 'reader/data.json': '{"a": [1], "b": null}' }],
    ['beside data without anything in them', { 'reader/data.json': '' }],
  ])('identifies versions %s', (_, other) => {
    const text = versions['1.0.1'];

    expect(identified({ 'reader/index.js': text, ...other }, text)).toEqual(['reader@1.0.1']);
  });

  it('does not where a part of it is left out: then the bundle does', () => {
    const text = versions['1.0.1'];
    const map = { sources: ['node_modules/a/index.js', 'node_modules/reader/index.js'] };
    const files = [
      { path: 'index.js', text },
      { path: 'index.js.map', text: JSON.stringify({ ...map, sourcesContent: ['a();', null] }) },
    ];

    expect(bundledPackages(files, () => data).packages.map(({ purl }) => purl)).toEqual([
      'pkg:npm/reader@1.0.1',
    ]);
  });

  it('does not where it is no JavaScript: then the bundle does', () => {
    const text = versions['1.0.1'];

    expect(identified({ 'reader/index.ts': 'let a: Type = 1;' }, text)).toEqual(['reader@1.0.1']);
  });
});

describe('fingerprintDetection', () => {
  it('looks at the code that can be parsed, beside what cannot', () => {
    const { detection, unparsed } = fingerprintDetection(['var = 1', versions['1.0.1']], data);

    expect(detection.matches).toEqual([{ name: 'reader', version: '1.0.1' }]);
    expect(unparsed).toBe('its code cannot be parsed');
  });

  it('sees code that is too much to hold, function by function', () => {
    const much = 'f(() => { a(b, c, d, e); });'.repeat(100);

    const seen = featuresSeen([`${much} const version = '4.17.21';`], 1_000);

    expect(seen.versions).toEqual(new Set(['4.17.21']));
  });

  it('says that one list is too much to hold', () => {
    expect(fingerprintDetection([`a = [${'1,'.repeat(1_000)}]`], data, 1_000)).toEqual({
      detection: { by: 'fingerprint', matches: [], whole: false },
      unparsed: 'its code is too much to analyse: it has more than 1,000 nodes of syntax',
    });
  });

  it('says that code cannot be parsed', () => {
    expect(fingerprintDetection(['var = 1'], data)).toEqual({
      detection: { by: 'fingerprint', matches: [], whole: false },
      unparsed: 'its code cannot be parsed',
    });
  });
});

function matches(text: string, from = data): readonly string[] {
  return matchFeatures(featuresSeen([text]), from).flatMap(
    ({ name, releases, alternatives = [] }) => {
      const others = alternatives.map((other) => ` or ${other.name} [${other.versions}]`);
      return releases.map(
        ({ version, certainty, candidates }) =>
          `${name} ${version} ${certainty} [${candidates}]${others.join('')}`,
      );
    },
  );
}

function lookedAt(name: string, texts: Readonly<Record<string, string>>): LookedAt {
  const files = Object.entries(texts).map(([version, text]) => [version, { 'index.js': text }]);

  return lookedAtFiles(name, Object.fromEntries(files));
}

/** @param unseen published, but not looked at. */
function lookedAtFiles(
  name: string,
  texts: Readonly<Record<string, Readonly<Record<string, string>>>>,
  unseen: readonly string[] = [],
): LookedAt {
  const [releases, files] = [Object.keys(texts), new Map(Object.entries(texts))];
  const versions = releases.filter((version) => !unseen.includes(version));

  return lookAt(
    { name, releases, versions },
    (version) => new Map(Object.entries(files.get(version) ?? {})),
    (code) => code,
  );
}
