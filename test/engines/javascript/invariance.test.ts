import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { build, type Plugin, transform } from 'esbuild';
import { describe, expect, it } from 'vitest';
import type { WeaknessKind } from '../../../functions/core/weakness.ts';
import { CodeNotAnalysed } from '../../../functions/engines/flow/index.ts';
import { findWeaknesses } from '../../../functions/engines/javascript/find-weaknesses.ts';
import { type CorpusPackage, corpusPackages } from '../../corpora/corpus-packages.ts';
import { examples, fc, property } from '../../property.ts';
import { servedHandlers } from './served-handlers.ts';
import { typicalHandlers } from './typical-handlers.ts';

/** A handler and the files that it needs. */
interface Program {
  readonly name: string;
  /** Texts by path; the first is the handler's. */
  readonly files: ReadonlyMap<string, string>;
  readonly exported: string;
}

/** What makes another program of it that does the same. */
type Change = (program: Program) => Promise<Program>;

/** They load files by a pattern, which bundlers look for on the disk. */
const withPatterns = 'event-code-execution.js';

const programs: readonly Program[] = [
  ...corpusPrograms(),
  ...servedHandlers.map(({ name, files }) => programOf(name, files)),
  ...Object.entries(typicalHandlers).map(([name, text]) =>
    programOf(name, { [/^import /.test(text) ? 'index.mjs' : 'index.js']: [text] }),
  ),
  ...['benign', 'calls', 'rules'].flatMap((corpus) => corpusPackages(corpus)).flatMap(ofOneFile),
];

/** They await something as they load. */
const awaiting: ReadonlySet<string> = new Set(
  programs
    .filter(({ files }) => [...files.values()].some((text) => /^await /m.test(text)))
    .map(({ name }) => name),
);

/** They change what is called how. */
const renaming: Readonly<Record<string, Change>> = {
  'names are others': (program) => rewritten(program, { minifyIdentifiers: true }),
  'it is minified by esbuild': (program) => rewritten(program, { minify: true }),
  'it is minified for an older Node': (program) =>
    rewritten(program, { minify: true, target: 'node16' }),
};

const changes: Readonly<Record<string, Change>> = {
  ...renaming,
  'blanks are left out': (program) => rewritten(program, { minifyWhitespace: true }),
  'it is bundled by esbuild as CommonJS': (program) => bundled(program, 'cjs'),
  'it is bundled by esbuild as a module': (program) => bundled(program, 'esm'),
  'it lies in another file': async (program) => moved(program),
  'there is an unrelated file': async ({ files, ...program }) => ({
    ...program,
    files: new Map([...files, ['unrelated.js', 'exports.handler = (event) => eval(event.x);']]),
  }),
};

/**
 * Handlers with a check that minifiers write in words that are not known for one, or with a name that
 * says what something is: of these only what keeps their words is asked.
 */
const reworded: ReadonlySet<string> = new Set([
  'open-redirect.js, assigned',
  'path-traversal.js, asserted',
  'path-traversal.js, compiled',
  'unpinned-install.js, handler',
  // Set step by step, which becomes one expression.
  'decided-elsewhere.js, handler',
  'checks-undone.js, otherwise',
  'checks-undone.js, countedOtherwise',
  'checks-undone.js, resultsChanged',
  'checks-without-effect.js, ofTheNothingOfAField',
  'checks-without-effect.js, ofResultsThatMayChange',
  'problems-collected.js, inAList',
  'problems-collected.js, inAnObject',
  'problems-collected.js, inAFlag',
  'problems-collected.js, byFunctions',
  // Clients and functions of elsewhere, by what they are called.
  'clients-by-name.js, published',
  'clients-by-name.js, answered',
  'queries-elsewhere.mjs, select',
  'queries-elsewhere.mjs, dataApi',
  'rules/javascript/day-folder.js',
  'rules/javascript/last-customer.js',
  'rules/javascript/removed-characters.js',
  'state-between-invocations.js, leftOver',
  // A router of a package, by what it is called: unknown otherwise.
  'rules/javascript/middy-router.mjs',
  // They are known for archives by the word `entry`.
  'zip-slip.mjs, others',
  'zip-slip.mjs, parsed',
  'zip-slip.mjs, unzip',
  'zip-slip.mjs, walked',
]);

/** Of a router whose package is left out of a bundle, routes are unknown. */
const ofRouters: ReadonlySet<string> = new Set([
  'middy: a table of routes',
  'rules/javascript/middy-router.mjs',
]);

/** Kinds that go by what something is called, as a password is. */
const byName: readonly WeaknessKind[] = ['weak-crypto', 'predictable-token'];

/** Kinds that go by what a file holds by itself, which may be a function of a bundle. */
const byFile: readonly WeaknessKind[] = ['state-between-invocations'];

/** Of a file that a bundle holds, which may be a package's, only what the handler reaches counts (ADR 44). */
const byReach: readonly WeaknessKind[] = ['tls-verification-disabled'];

describe('what is found of a handler', () => {
  property.prop(
    [
      fc.constantFrom(...programs),
      fc.shuffledSubarray(Object.keys(changes), { minLength: 1, maxLength: 2 }),
    ],
    { numRuns: examples(30, 2_000) },
  )('is the same whichever way it is written', async (program, names) => {
    const isAsked = (name: string) =>
      name in renaming
        ? !reworded.has(program.name)
        : !name.startsWith('it is bundled') || !ofRouters.has(program.name);
    const possible = names.filter(isAsked);
    let changed = program;
    for (const name of possible) changed = (await changes[name]?.(changed)) ?? changed;
    const unseen = [
      ...(possible.some((name) => name in renaming) ? byName : []),
      ...(possible.some((name) => name.startsWith('it is bundled')) ? byFile : []),
      ...(possible[0] === 'it lies in another file' ? byReach : []),
    ];

    const [before, after] = [program, changed].map((one) => verdictOf(one, unseen));

    expect(after, `${program.name}: ${possible.join(', then ')}`).toEqual(before);
  });

  const compiled = programs.filter(({ name }) => name.startsWith('compiled-steps.js'));

  it.each(compiled)(
    'is the same of what a compiler made steps of, minified: $name',
    async (program) => {
      const minified = await rewritten(program, { minify: true });

      expect(verdictOf(minified, byName)).toEqual(verdictOf(program, byName));
    },
  );

  it('is asked of many handlers', () => {
    expect(programs.length).toBeGreaterThan(300);
  });
});

/** Kinds, each as often as it is found; or that nothing is known. */
function verdictOf(
  { files, exported }: Program,
  unseen: readonly WeaknessKind[],
): readonly string[] {
  const [path = ''] = files.keys();
  const handler = `${path.replace(/\.[cm]?js$/, '')}.${exported}`;

  return weaknessesOf(files, handler)
    .map(({ kind }) => kind)
    .filter((kind) => kind === 'not analysed' || !unseen.includes(kind))
    .toSorted();
}

function weaknessesOf(files: Program['files'], handler: string) {
  try {
    return findWeaknesses({ files, handler }).weaknesses;
  } catch (error) {
    if (!(error instanceof CodeNotAnalysed)) throw error;
    return [{ kind: 'not analysed' as const }];
  }
}

/** Each export of each file of the corpus of kinds, that is a file by itself. */
function corpusPrograms(): readonly Program[] {
  const folder = join(import.meta.dirname, 'corpus');
  const files = readdirSync(folder).filter((name) => /\.m?js$/.test(name) && name !== withPatterns);

  return files.flatMap((name) => {
    const text = readFileSync(join(folder, name), 'utf8');
    const exports = text.matchAll(
      /^(?:module\.)?exports\.(\w+) =|^export (?:const|async function|function) (\w+)/gm,
    );

    return Array.from(exports, ([, common = '', module = '']) => ({
      name: `${name}, ${common || module}`,
      files: new Map([[`${basename(name)}`, text]]),
      exported: common || module,
    }));
  });
}

/** A package of the corpora that is one file. */
function ofOneFile({ name, language, files, handler }: CorpusPackage): readonly Program[] {
  if (language !== 'javascript' || files.size !== 1) return [];

  return [{ name, files, exported: handler.slice(handler.lastIndexOf('.') + 1) }];
}

function programOf(name: string, files: Readonly<Record<string, readonly string[]>>): Program {
  const texts = Object.entries(files).map(([path, lines]) => [path, lines.join('\n')] as const);

  return { name, files: new Map(texts), exported: 'handler' };
}

async function rewritten(
  program: Program,
  options: Pick<
    Parameters<typeof transform>[1] & object,
    'minify' | 'minifyIdentifiers' | 'minifyWhitespace' | 'target'
  >,
): Promise<Program> {
  const files = [...program.files].map(async ([path, text]) => {
    const format = isModule(text) ? 'esm' : 'cjs';
    const { code } = await transform(text, { target: 'node24', ...options, format });
    return [path, code] as const;
  });

  return { ...program, files: new Map(await Promise.all(files)) };
}

async function bundled(program: Program, format: 'cjs' | 'esm'): Promise<Program> {
  const [path = '', ...others] = program.files.keys();
  // A module that is made of CommonJS exports nothing by name, and CommonJS awaits nothing as it loads.
  const isLost =
    format === 'esm' ? !isModule(program.files.get(path) ?? '') : awaiting.has(program.name);
  if (isLost) return program;

  const { outputFiles } = await build({
    entryPoints: [path],
    bundle: true,
    platform: 'node',
    target: 'node24',
    format,
    packages: 'external',
    external: others.length === 0 ? ['./*'] : [],
    write: false,
    logLevel: 'silent',
    plugins: [inMemory(program.files)],
  });
  const name = format === 'esm' ? 'bundle.mjs' : 'bundle.js';

  return { ...program, files: new Map([[name, outputFiles[0]?.text ?? '']]) };
}

function inMemory(files: ReadonlyMap<string, string>): Plugin {
  return {
    name: 'in memory',
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /.*/ }, ({ path, kind }) => {
        const found = kind === 'entry-point' ? path : fileOf(files, path);
        return found === undefined
          ? { path, external: true }
          : { path: found, namespace: 'memory' };
      });
      onLoad({ filter: /.*/, namespace: 'memory' }, ({ path }) => ({
        contents: files.get(path) ?? '',
        loader: 'js',
      }));
    },
  };
}

/** All lie in one folder. */
function fileOf(files: ReadonlyMap<string, string>, specifier: string): string | undefined {
  if (!specifier.startsWith('./')) return undefined;
  const base = specifier.slice(2);

  return ['', '.js', '.mjs'].map((ending) => base + ending).find((path) => files.has(path));
}

function moved({ files, ...program }: Program): Program {
  const [[path = '', text = ''] = [], ...others] = files;
  const target = path.replace(/(?=\.m?js$)/, '-moved');
  const entry = isModule(text)
    ? `export * from './${target}';`
    : `module.exports = require('./${target}');`;

  return { ...program, files: new Map([[path, entry], [target, text], ...others]) };
}

function isModule(text: string): boolean {
  return /^\s*(?:import|export) /m.test(text);
}
