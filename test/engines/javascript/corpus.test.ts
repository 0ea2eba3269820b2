import { readdirSync, readFileSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Weakness } from '../../../functions/core/weakness.ts';
import { findWeaknesses } from '../../../functions/engines/javascript/find-weaknesses.ts';
import { OwnPackages } from '../../../functions/engines/javascript/own-packages.ts';

/**
 * Handlers as they are written, a folder or a file for each kind of weakness. Of each export of a file
 * that is in no further folder the event is followed; what must be found stands in lines that end in `// bad`, or `// bad: kind` of
 * another kind, and nothing else may be.
 */
const CORPUS = join(import.meta.dirname, 'corpus');

describe('a corpus of handlers', () => {
  it.each(readdirSync(CORPUS))('has the faults that it says, and no others: %s', (name) => {
    const files = filesOf(name);

    expect(found(files)).toEqual(marked(files, basename(name, extname(name))));
  });

  it('has more safe lines than faults of each kind', () => {
    for (const name of readdirSync(CORPUS)) {
      const texts = [...filesOf(name).values()];
      const faults = texts.flatMap((text) => text.match(/\/\/ bad/g) ?? []).length;
      const safe = texts.flatMap((text) => text.match(/\/\/ good/g) ?? []).length;

      expect([name, safe >= faults]).toEqual([name, true]);
    }
  });
});

function filesOf(name: string): ReadonlyMap<string, string> {
  if (/\.m?js$/.test(name)) return new Map([[name, readFileSync(join(CORPUS, name), 'utf8')]]);

  const folder = join(CORPUS, name);
  return new Map(
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((path) => /\.(?:m?js|json)$/.test(path))
      .map((path) => [path, readFileSync(join(folder, path), 'utf8')]),
  );
}

function found(files: ReadonlyMap<string, string>): readonly string[] {
  const entries = [...files].filter(([path]) => !path.includes('/') && /\.m?js$/.test(path));
  const all = entries.flatMap(([path, text]) =>
    exportsIn(text).flatMap((name) =>
      weaknessesOf(files, `${path.replace(/\.m?js$/, '')}.${name}`),
    ),
  );

  return [...new Set(all.map(({ path, line, kind }) => placed(path, line, kind)))].sort();
}

function weaknessesOf(files: ReadonlyMap<string, string>, handler: string): readonly Weakness[] {
  const isManifest = ([path]: readonly [string, string]) => path.endsWith('package.json');

  return findWeaknesses({
    files: new Map([...files].filter((file) => !isManifest(file))),
    own: new OwnPackages([...files].filter(isManifest)),
    handler,
  }).weaknesses;
}

function exportsIn(text: string): readonly string[] {
  const names = text.matchAll(
    /^(?:module\.)?exports\.(\w+) =|^export (?:const|async function|function) (\w+)/gm,
  );

  return Array.from(names, ([, common, module]) => common ?? module ?? '');
}

function marked(files: ReadonlyMap<string, string>, kind: string): readonly string[] {
  const marks = [...files].flatMap(([path, text]) =>
    text.split('\n').flatMap((line, index) => {
      const [, kinds] = /\/\/ bad(?:: ([\w, -]+))?$/.exec(line) ?? [];
      const isBad = /\/\/ bad(?:: [\w, -]+)?$/.test(line);
      return isBad ? (kinds ?? kind).split(', ').map((one) => placed(path, index + 1, one)) : [];
    }),
  );

  return marks.sort();
}

function placed(path: string, line: number, kind: string): string {
  return `${path}:${line} ${kind}`;
}
