import { describe, expect, it } from 'vitest';
import { packagesIn } from '../../../functions/engines/archive/archive-contents.ts';
import { archiveFile } from '../../../functions/engines/archive/archive-files.ts';
import type { CodeEntry } from '../../../functions/engines/archive/code-analysis.ts';
import { waysIntoLayers } from '../../../functions/engines/packages/importable.ts';

type Files = Readonly<Record<string, string | object>>;

const handler = { runtime: 'nodejs24.x', handler: 'index.handler' };
const libraries: Files = {
  ...installed('nodejs/node_modules', 'a', ['b']),
  ...installed('nodejs/node_modules', 'b'),
  ...installed('nodejs/node_modules', 'c', ['b', 'far']),
  ...installed('nodejs/node24/node_modules', 'd'),
};
const far: Files = {
  ...installed('nodejs/node_modules', 'far', ['b']),
  ...installed('nodejs/node_modules', 'near'),
};

describe('how a handler comes to packages of its layers', () => {
  it.each([
    ['by their names', 'require("a")', {}, { a: ['index.js'], b: ['index.js', 'a@1.0.0'] }],
    ['where only its runtime looks', 'import("d")', {}, { d: ['index.js'] }],
    [
      'through another layer',
      'require("c")',
      {},
      { c: ['index.js'], b: ['index.js', 'c@1.0.0'], far: ['index.js', 'c@1.0.0'] },
    ],
    [
      'by a package of its own, which asks for them',
      'require("own")',
      installed('node_modules', 'own', ['a']),
      { a: ['index.js', 'own@1.0.0'], b: ['index.js', 'own@1.0.0', 'a@1.0.0'] },
    ],
    ['not where it has a nearer one', 'require("b")', installed('node_modules', 'b'), {}],
    ['not at all', 'require("fs")', {}, {}],
  ])('is found %s', (_, code, own, reached) => {
    const none = { a: [], b: [], c: [], d: [], far: [], near: [] };

    expect(waysOf({ 'index.js': code, ...own }, [libraries, far])).toEqual({ ...none, ...reached });
  });

  it.each([
    ['a name is made up', { 'index.js': 'require(x); require("a")' }, {}],
    [
      'the layer has code of its own',
      { 'index.js': 'require("a")' },
      { 'nodejs/shared.js': 'require("c")' },
    ],
    ['it has a wrapper', { 'index.js': 'require("a")' }, { 'otel-handler': '#!/bin/bash' }],
    ['it has an extension', { 'index.js': 'require("a")' }, { 'extensions/agent.py': '' }],
    [
      'what is imported besides has no manifest',
      { 'index.js': 'require("a"); require("shared")' },
      { 'nodejs/node_modules/shared/index.js': '' },
    ],
    [
      'what a package asks for has none',
      { 'index.js': 'require("a"); require("x")' },
      {
        'nodejs/node_modules/y/index.js': '',
        'nodejs/node_modules/x/package.json': { name: 'x', dependencies: { y: '*' } },
      },
    ],
    [
      'the code has too many words that may name some',
      { 'index.js': `require("a"); f(${JSON.stringify(names(4_000))})` },
      {},
    ],
    [
      'it imports too many to keep',
      {
        'index.js': `${names(2_000)
          .map((name) => `require("${name}");`)
          .join('')} require("a")`,
      },
      {},
    ],
  ])('is not known of the others when %s', (_, files, more) => {
    expect(waysOf(files, [{ ...libraries, ...more }])).toEqual({
      a: ['index.js'],
      b: ['index.js', 'a@1.0.0'],
    });
  });

  it('is not known of what the code has the name of, nor of what that asks for', () => {
    const ways = waysOf({ 'index.js': 'use("c")' }, [libraries, far]);

    expect(ways).toEqual({ a: [], d: [], near: [] });
  });

  it('is not known of others when one of the layers could not be read', () => {
    const ways = waysOf({ 'index.js': 'require("a")' }, [libraries, undefined]);

    expect(ways).toEqual({ a: ['index.js'], b: ['index.js', 'a@1.0.0'] });
  });

  it('is known all the same of what lies in the tests of a package, and of what is never imported', () => {
    const more = {
      'nodejs/node_modules/a/test/node_modules/fixture/index.js': '',
      'nodejs/node_modules/unused/index.js': '',
    };

    expect(waysOf({ 'index.js': '' }, [{ ...libraries, ...more }])).toEqual({
      a: [],
      b: [],
      c: [],
      d: [],
    });
  });

  it('is known all the same beside a layer that holds no package and no code', () => {
    const ways = waysOf({ 'index.js': '' }, [libraries, { 'data/cities.csv': '' }]);

    expect(ways).toEqual({ a: [], b: [], c: [], d: [] });
  });
});

function names(count: number): readonly string[] {
  return Array.from({ length: count }, (_, at) => `n${at}`);
}

function installed(tree: string, name: string, asked: readonly string[] = []): Files {
  const dependencies = Object.fromEntries(asked.map((other) => [other, '*']));

  return { [`${tree}/${name}/package.json`]: { name, version: '1.0.0', dependencies } };
}

/** By name; what is not known is left out. */
function waysOf(files: Files, layers: readonly (Files | undefined)[]) {
  const { externalImports } = analysed(files, handler);
  if (!externalImports) throw new Error('nothing is known of the handler');

  const laid = layers.map((each) => {
    const { packages, importable } = each ? analysed(each, {}) : {};
    return { packages: packages?.known ? packages.value : [], importable };
  });
  const ways = waysIntoLayers(externalImports, laid);

  return Object.fromEntries(
    laid.flatMap(({ packages }, layer) =>
      packages.flatMap(({ name }, at) => {
        const way = ways[layer]?.[at];
        return way ? [[name, way]] : [];
      }),
    ),
  );
}

function analysed(files: Files, entry: CodeEntry) {
  const contents = Object.entries(files).map(([path, content]) =>
    archiveFile(
      path,
      new TextEncoder().encode(typeof content === 'string' ? content : JSON.stringify(content)),
    ),
  );

  return packagesIn(
    { listing: [], files: contents, unread: [] },
    () => ({ date: '2026-01-01', packages: [] }),
    entry,
  );
}
