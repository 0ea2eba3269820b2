import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { join } from 'node:path';
import { tokenizer } from 'acorn';
import { describe, expect, it } from 'vitest';
import { vigilCommand } from '../functions/domain/vigil-command.ts';

const root = join(import.meta.dirname, '..');

/** Whatever a user may read or run: sources hold the texts of mails, Slack, pages, help and errors. */
const textFiles = execFileSync('git', ['ls-files', '-z'], { cwd: root, encoding: 'utf8' })
  .split('\0')
  .filter((path) => /\.(?:ts|mjs|eta|js|md|json|html|yml|yaml)$/.test(path))
  .filter((path) => path !== 'package-lock.json' && path !== 'test/product-texts.test.ts');

/**
 * What npm or npx would fetch from the registry: `vigil` is a stranger's there, and in a checkout nothing is
 * fetched. `lambda-vigil` is the name that the package is published under: the texts below speak of that.
 */
const fetches =
  /\b(?:npx|npm exec|npm x|pnpx|pnpm dlx|bunx|yarn dlx)(?! --no-install\b)(?: -\S+)* (?:lambda-)?vigil\b|\b(?:npm|pnpm|yarn|bun) (?:i|install|add)(?: -\S+)* (?:lambda-)?vigil\b/g;

/** What is read where the package is used, or of how it is made and published. */
const ofThePackage = [
  'docs/adr/0051-one-package.md',
  'README.md',
  'RELEASING.md',
  'cli/started-with.ts',
  'test/cli/started-with.test.ts',
];

describe('commands that a text says to run', () => {
  it.each([
    'npx vigil show 1',
    'npx -y vigil show 1',
    'npx --yes vigil scan',
    'npm exec vigil',
    'npm i vigil',
    'npm install -g lambda-vigil',
    'pnpm dlx vigil',
  ])('would be refused: %s', (text) => {
    expect(`run ${text} now`.match(fetches)).toHaveLength(1);
  });

  it.each([vigilCommand('show', '1'), 'vigil show 1', 'npx vitest run', 'npm install'])(
    'are fine: %s',
    (text) => {
      expect(text.match(fetches)).toBeNull();
    },
  );

  it('never make npx or npm fetch a package of our name', () => {
    const found = textFiles
      .filter((path) => !ofThePackage.includes(path))
      .flatMap((path) =>
        (readFileSync(join(root, path), 'utf8').match(fetches) ?? []).map((text) => ({
          path,
          text,
        })),
      );

    expect(textFiles.length).toBeGreaterThan(500);
    expect(found).toEqual([]);
  });

  it.each(ofThePackage)('never have the name of a stranger: %s', (path) => {
    const found = readFileSync(join(root, path), 'utf8').match(fetches) ?? [];

    expect(found.filter((text) => !text.endsWith('lambda-vigil'))).toEqual([]);
  });
});

/** Words of our own that no reader brings along: see docs/glossary.md. */
const dialect = /\b(?:told|tells?|whoever|somebody|nobody|anybody|heard|booty)\b/gi;

/** Sources whose strings people read, and pages that are text as they stand. */
const spokenSources = textFiles.filter((path) => /^(?:functions|cli|lib|bin)\/.*\.ts$/.test(path));
const spokenPages = textFiles.filter(
  (path) =>
    /^(?:README|CONTRIBUTING|SECURITY)\.md$|^docs\/[^/]+\.(?:md|json)$|\.eta$/.test(path) &&
    path !== 'docs/glossary.md',
);

/** Strings and templates of a source that are sentences: a single word may be a key of what is stored. */
function sentencesOf(source: string): readonly string[] {
  const tokens = tokenizer(stripTypeScriptTypes(source), {
    ecmaVersion: 'latest',
    sourceType: 'module',
  });

  return [...tokens]
    .filter(({ type }) => type.label === 'string' || type.label === 'template')
    .map((token) => String('value' in token ? token.value : ''))
    .filter((text) => text.includes(' '));
}

describe('the words of the glossary', () => {
  it.each([
    ["const a = 'Nobody has read it';", ['Nobody has read it']],
    ['const a = `it tells nobody`;', ['it tells nobody']],
    ["const told = 'told'; // told to nobody", []],
  ])('are looked for in sentences alone: %s', (source, found) => {
    expect(sentencesOf(source).filter((text) => text.match(dialect))).toEqual(found);
  });

  it('are the ones in what the product says', () => {
    const found = spokenSources.flatMap((path) =>
      sentencesOf(readFileSync(join(root, path), 'utf8'))
        .filter((text) => text.match(dialect))
        .map((text) => ({ path, text })),
    );

    expect(spokenSources.length).toBeGreaterThan(300);
    expect(found).toEqual([]);
  });

  it('are the ones in the pages', () => {
    const found = spokenPages.flatMap((path) =>
      readFileSync(join(root, path), 'utf8')
        .split('\n')
        .filter((line) => line.match(dialect))
        .map((line) => ({ path, line })),
    );

    expect(spokenPages.length).toBeGreaterThan(10);
    expect(found).toEqual([]);
  });

  it.each([
    ['tellApart(one, other)', ['tell']],
    ['whoever isTold', ['whoever', 'Told']],
    ["new Notifier(this, 'Teller')", ['Teller']],
    ['recommended intellectual folders', []],
  ])('are looked for within names, too, in rooms that are free of others: %s', (text, found) => {
    expect(text.match(dialectInNames) ?? []).toEqual(found);
  });

  it('are the ones in names, comments and tests of these rooms', () => {
    const found = plainSources.flatMap((path) =>
      withoutKept(readFileSync(join(root, path), 'utf8'))
        .split('\n')
        .filter((line) => line.match(dialectInNames))
        .map((line) => ({ path, line })),
    );

    expect(plainSources.length).toBeGreaterThan(500);
    expect(found).toEqual([]);
  });
});

/** The same words as parts of a name: `tellApart`, `isTold`, `Teller`. */
const dialectInNames =
  /(?<![A-Za-z])(?:[Tt]old|[Tt]ell(?:s|ers?)?|[Ww]hoever|[Ss]omebody|[Nn]obody|[Aa]nybody|[Hh]eard|[Bb]ooty|[Mm]end(?:s|ed|ing)?)(?![a-z])|(?<=[a-z])(?:Told|Tell(?:s|ers?)?|Whoever|Somebody|Nobody|Anybody|Heard|Booty|Mend(?:s|ed|ing)?)(?![a-z])/g;

/** All of them but for the tests at the top, which name the dialect. */
const plainRooms = /^(?:bin|cli|functions|lib|local|scripts|test\/[^/]+|tools)\//;
const plainSources = execFileSync('git', ['ls-files', '-z'], { cwd: root, encoding: 'utf8' })
  .split('\0')
  .filter((path) => plainRooms.test(path) && /\.(?:ts|mjs|py|md)$/.test(path));

/** What is deployed or stored keeps its name: another one would replace it, or could not be read. */
const kept = [
  // The id of a construct, and the logical ids below it.
  /'Teller'|\^?\bVigilTeller|\bTellerNotify\b/g,
  // A value in a deployed policy, and an acknowledgement in apps that have the construct.
  /'nobody'|'lambda-vigil:nobody-is-told'/g,
  // Keys of the digest's state in the findings table.
  /'toldAt'|'told'|\btoldAt: |\btold: |'toldAt = :before'/g,
  // A key in the data of fingerprints.
  /\btells(?=:| \}|\))/g,
];

function withoutKept(source: string): string {
  return kept.reduce((text, name) => text.replace(name, ''), source);
}
