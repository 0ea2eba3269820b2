import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';

/** Folders whose imports are followed. Tests may open every room. */
const FOLDERS = ['bin', 'cli', 'functions', 'lib', 'local', 'scripts', 'tools'];

/** What each room of `functions` may import beside itself. */
const arrows: Readonly<Record<string, readonly string[]>> = {
  core: [],
  data: [],
  engines: ['core', 'data'],
  domain: ['core', 'data', 'engines'],
  app: ['core', 'engines', 'domain'],
  facts: ['core', 'data', 'engines', 'domain', 'app'],
  checks: ['core', 'data', 'engines', 'domain', 'facts'],
  adapters: ['core', 'data', 'engines', 'domain', 'app', 'facts'],
  scanners: ['core', 'engines', 'domain', 'checks', 'app', 'facts', 'adapters'],
  handlers: ['core', 'engines', 'domain', 'app', 'facts', 'adapters', 'scanners'],
};

/** Engines that build on other engines. */
const engineArrows: Readonly<Record<string, readonly string[]>> = {
  secrets: [],
  sdk: [],
  iam: [],
  cost: [],
  flow: [],
  authorizers: [],
  signatures: ['flow'],
  packages: ['secrets'],
  javascript: ['packages', 'sdk', 'flow', 'signatures', 'authorizers', 'secrets'],
  python: ['sdk', 'flow', 'signatures', 'authorizers', 'secrets'],
  bundles: ['packages', 'javascript', 'secrets'],
  archive: ['sdk', 'packages', 'flow', 'javascript', 'python', 'bundles', 'secrets'],
};

/** Kinds of adapters that build on other kinds. `calls` is what any of them does with a call. */
const adapterArrows: Readonly<Record<string, readonly string[]>> = {
  calls: [],
  aws: ['calls'],
  feeds: ['calls', 'aws'],
  archives: ['calls', 'aws'],
  tables: ['aws'],
  delivery: ['aws', 'calls'],
};

/** Every import, of types too, by file. */
const imports: ReadonlyMap<string, readonly string[]> = new Map(
  FOLDERS.flatMap(sourcesIn).map((file) => [file, importsOf(file)]),
);

describe('rooms', () => {
  it('hold every file of functions', () => {
    const outside = [...imports.keys()].filter(
      (file) => file.startsWith('functions/') && !Object.hasOwn(arrows, roomOf(file) ?? ''),
    );

    expect(outside).toEqual([]);
    expect(imports.size).toBeGreaterThan(600);
  });

  it.each(Object.keys(arrows))('%s imports nothing above it', (room) => {
    const allowed = new Set([room, ...(arrows[room] ?? [])]);

    expect(
      edges().filter(
        ([from, to]) =>
          roomOf(from) === room && (!to.startsWith('functions/') || !allowed.has(roomOf(to) ?? '')),
      ),
    ).toEqual([]);
  });

  it.each(Object.keys(engineArrows))('the engine %s builds on no other than it says', (engine) => {
    const allowed = new Set([engine, ...(engineArrows[engine] ?? [])]);

    expect(
      edges().filter(
        ([from, to]) =>
          engineOf(from) === engine &&
          engineOf(to) !== undefined &&
          !allowed.has(`${engineOf(to)}`),
      ),
    ).toEqual([]);
  });

  it('are all that there are of engines', () => {
    expect(readdirSync('functions/engines').sort()).toEqual(Object.keys(engineArrows).sort());
  });

  it.each(Object.keys(adapterArrows))(
    'the adapters of %s build on no other kind than it says',
    (kind) => {
      const allowed = new Set([kind, ...(adapterArrows[kind] ?? [])]);

      expect(
        edges().filter(
          ([from, to]) =>
            adapterKindOf(from) === kind &&
            adapterKindOf(to) !== undefined &&
            !allowed.has(`${adapterKindOf(to)}`),
        ),
      ).toEqual([]);
    },
  );

  it('are all that there are of kinds of adapters', () => {
    expect(readdirSync('functions/adapters').sort()).toEqual(Object.keys(adapterArrows).sort());
  });

  it('are entered by the one door of an engine', () => {
    expect(
      edges().filter(
        ([from, to]) =>
          engineOf(to) !== undefined &&
          engineOf(from) !== engineOf(to) &&
          !to.endsWith(`/${engineOf(to)}/index.ts`),
      ),
    ).toEqual([]);
  });

  it('are not left by it: an engine does not import its own door', () => {
    expect(
      edges().filter(
        ([from, to]) =>
          engineOf(from) !== undefined &&
          engineOf(from) === engineOf(to) &&
          to.endsWith('/index.ts'),
      ),
    ).toEqual([]);
  });

  it('know nothing of tools, which are no part of the product', () => {
    expect(edges().filter(([from, to]) => isTool(to) && !isTool(from))).toEqual([]);
    expect(edges().filter(([from]) => isTool(from)).length).toBeGreaterThan(20);
  });

  it('say what they are: each engine has a page', () => {
    for (const engine of Object.keys(engineArrows)) {
      const page = readFileSync(`functions/engines/${engine}/README.md`, 'utf8');

      for (const part of ['## What it answers', '## How exact', '## What it does not know']) {
        expect(page, engine).toContain(part);
      }
    }
  });

  it.each(Object.keys(engineArrows))(
    'the page of %s names nothing that its door lacks',
    (engine) => {
      const [page, door] = ['README.md', 'index.ts'].map((file) =>
        readFileSync(`functions/engines/${engine}/${file}`, 'utf8'),
      );
      const exported = new Set(door?.match(/\w+/g));
      const named = page?.matchAll(/`([a-z]+[A-Z]\w*|[A-Z][a-z]+[A-Z]\w*)[(`]/g) ?? [];

      expect([...named].map(([, name = '']) => name).filter((name) => !exported.has(name))).toEqual(
        [],
      );
    },
  );

  it('are apart at run time: checks know the types of facts, and not how they are read', () => {
    const ways = edges().filter(
      ([from, to]) => roomOf(from) === 'checks' && roomOf(to) === 'facts',
    );

    expect(ways.map(([from]) => from)).toContain('functions/checks/define-check.ts');
    for (const [from, to] of ways) {
      expect(to).toBe('functions/facts/index.ts');
      expect(readFileSync(from, 'utf8')).toMatch(/^import type [^;]*facts\/index\.ts';$/m);
    }
  });

  it('have no circles, of types neither', () => {
    expect(circles(imports)).toEqual([]);
  });

  it.each([
    ['of two', { a: ['b'], b: ['a'] }, [['a', 'b']]],
    ['of three', { a: ['b'], b: ['c'], c: ['a'], d: ['a'] }, [['a', 'b', 'c']]],
    ['of one', { a: ['a'] }, [['a']]],
    ['of none', { a: ['b', 'c'], b: ['c'], c: [] }, []],
  ])('would show a circle: %s', (_, graph, expected) => {
    expect(circles(new Map(Object.entries(graph)))).toEqual(expected);
  });
});

function edges(): readonly (readonly [from: string, to: string])[] {
  return [...imports].flatMap(([from, all]) => all.map((to) => [from, to] as const));
}

function isTool(file: string): boolean {
  return file.startsWith('tools/');
}

function roomOf(file: string): string | undefined {
  return /^functions\/([^/]+)\//.exec(file)?.[1];
}

function engineOf(file: string): string | undefined {
  return /^functions\/engines\/([^/]+)\//.exec(file)?.[1];
}

function adapterKindOf(file: string): string | undefined {
  return /^functions\/adapters\/([^/]+)\//.exec(file)?.[1];
}

function sourcesIn(folder: string): readonly string[] {
  return readdirSync(folder, { encoding: 'utf8', recursive: true })
    .filter((name) => name.endsWith('.ts') && !name.includes('node_modules'))
    .map((name) => join(folder, name));
}

function importsOf(file: string): readonly string[] {
  const source = readFileSync(file, 'utf8');

  return [...source.matchAll(/\b(?:from|import)\s*\(?\s*'(\.{1,2}\/[^']+\.ts)'/g)].map(
    ([, specifier = '']) => join(dirname(file), specifier),
  );
}

/** Strongly connected parts of more than one file, or of one that imports itself. After Tarjan, 1972. */
function circles(graph: ReadonlyMap<string, readonly string[]>): readonly (readonly string[])[] {
  const index = new Map<string, number>();
  const low = new Map<string, number>();
  const path: string[] = [];
  const found: string[][] = [];

  const lowOf = (node: string) => low.get(node) ?? Number.POSITIVE_INFINITY;
  const visit = (node: string) => {
    index.set(node, index.size);
    low.set(node, index.size - 1);
    path.push(node);
    for (const next of graph.get(node) ?? []) {
      if (!index.has(next)) visit(next);
      if (path.includes(next)) low.set(node, Math.min(lowOf(node), lowOf(next)));
    }

    if (lowOf(node) !== index.get(node)) return;
    const part = path.splice(path.indexOf(node));
    if (part.length > 1 || graph.get(node)?.includes(node)) found.push(part.sort());
  };

  for (const node of graph.keys()) if (!index.has(node)) visit(node);
  return found;
}
