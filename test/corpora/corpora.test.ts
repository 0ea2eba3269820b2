import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type CorpusPackage, corpusPackages, type Mark } from './corpus-packages.ts';
import { examineCalls } from './examine-calls.ts';
import { type Examination, examinePackage, type Finding } from './examine-package.ts';

/** Marks that no engine finds yet, by corpus and line: README.md says how this list is kept. */
const missed: Readonly<Record<string, readonly string[]>> = JSON.parse(
  readFileSync(join(import.meta.dirname, 'missed.json'), 'utf8'),
);

const corpora = ['rules', 'apps', 'benign'].map((corpus) => {
  const packages = corpusPackages(corpus);
  return { corpus, packages, examined: packages.map((one) => [one, examinePackage(one)] as const) };
});

describe.each(corpora)('corpus $corpus', ({ corpus, examined }) => {
  it('has no false alarm', () => {
    // In whole applications there may be mild weaknesses that are not marked.
    const counts = ({ severity }: Finding) => corpus === 'rules' || severity !== 'medium';

    expect(
      linesOf(
        examined,
        ({ falseAlarms }) => falseAlarms.filter(counts),
        ({ kind }) => kind,
      ),
    ).toEqual([]);
  });

  it('has no line marked bad that is not found, but those that are listed', () => {
    expect(
      linesOf(
        examined,
        (one) => one.missed,
        ({ kinds }) => kinds.join(' or '),
      ),
    ).toEqual(missed[corpus] ?? []);
  });
});

describe('packages that are pending', () => {
  it('still have their false alarms; without them, they belong to their corpus', () => {
    const silent = corpusPackages('pending').filter(
      (one) => examinePackage(one).falseAlarms.length === 0,
    );

    expect(silent.map(({ name }) => name)).toEqual([]);
  });
});

describe('calls of AWS', () => {
  const examined = corpusPackages('calls').map((one) => [one.name, examineCalls(one)] as const);
  const actions = (of: 'missed' | 'invented') =>
    examined.flatMap(([name, one]) => one[of].map((action) => `${name} ${action}`));

  it('need no action that the least policy has not', () => {
    expect(actions('invented')).toEqual([]);
  });

  it('need every action of the least policy, but those that are listed', () => {
    expect(actions('missed')).toEqual(missed.calls ?? []);
  });

  it('are all read, but those that are listed or made up as the code runs', () => {
    const unread = examined.filter(([, one]) => !one.mayBeUnresolved && one.unresolved.length > 0);

    expect(unread.map(([name]) => name)).toEqual(missed.unresolved ?? []);
    expect(examined.length).toBeGreaterThan(35);
  });
});

describe('corpora', () => {
  it('are as large as a figure of them must be', () => {
    const [rules, apps, benign] = corpora.map(({ packages }) => packages);
    const marks = rules?.flatMap((one) => one.marks) ?? [];

    expect(marks.filter(({ kinds }) => kinds.length > 0).length).toBeGreaterThan(190);
    expect(marks.filter(({ kinds }) => kinds.length === 0).length).toBeGreaterThan(190);
    expect(apps?.length).toBeGreaterThan(12);
    expect(benign?.length).toBeGreaterThan(100);
  });
});

function linesOf<T extends Pick<Mark | Finding, 'path' | 'line'>>(
  examined: readonly (readonly [CorpusPackage, Examination])[],
  of: (examination: Examination) => readonly T[],
  named: (one: T) => string,
): string[] {
  return examined.flatMap(([{ name, files }, examination]) =>
    of(examination).map((one) => {
      const path = files.size === 1 ? name : `${name}/${one.path}`;
      return `${path}:${one.line} ${named(one)}`;
    }),
  );
}
