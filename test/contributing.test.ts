import { execFile } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, describe, expect, it } from 'vitest';

/** A block of CONTRIBUTING.md that names a file: the whole of it, or lines that come to it. */
interface Sample {
  readonly language: string;
  readonly path: string;
  readonly text: string;
}

const root = join(import.meta.dirname, '..');
const samples = samplesIn(readFileSync(join(root, 'CONTRIBUTING.md'), 'utf8'));
/** A copy of the product, with the samples in it. It lies in the project, whose packages it uses. */
const copy = copyOf(
  ['functions/facts', 'functions/checks', 'functions/adapters/aws', 'functions/scanners'],
  ['functions', 'functions/adapters'],
);
for (const sample of samples) putIn(copy, sample);

afterAll(() => rmSync(copy, { recursive: true, force: true }));

describe('the samples of CONTRIBUTING.md', () => {
  it('are a check, a fact and its reader, with their lines in lists', () => {
    expect(samples.map(({ language, path }) => `${language} ${path}`)).toEqual([
      'ts functions/checks/usage/oversized-code.ts',
      'ts test/checks/usage/oversized-code.test.ts',
      'diff functions/checks/usage/index.ts',
      'ts functions/facts/function/tags.ts',
      'diff functions/facts/index.ts',
      'ts functions/adapters/aws/lambda-tags.ts',
      'ts functions/checks/usage/no-owner.ts',
      'ts test/checks/usage/no-owner.test.ts',
      'diff functions/checks/usage/index.ts',
      'diff functions/scanners/usage-scanner.ts',
    ]);
  });

  it('compile where they belong, and not where a scanner lacks the collector of a fact that its checks need', async () => {
    const scanner = readFileSync(join(copy, 'functions/scanners/usage-scanner.ts'), 'utf8');
    const lacking = 'functions/scanners/lacking-scanner.ts';
    writeFileSync(join(copy, lacking), scanner.replace(/^ +tags: tags\(.*\n/m, ''));

    const errors = await compiled([...samples.map(({ path }) => path), lacking]);

    expect(errors.filter((line) => /^\S/.test(line) && !line.includes(lacking))).toEqual([]);
    expect(errors.join('\n')).toMatch(/'tags' is (?:missing|declared)/);
  }, 240_000);
});

describe('the facts of CONTRIBUTING.md', () => {
  it.each([
    ['what is read', async () => ({ owner: 'shop' }), { known: true, value: { owner: 'shop' } }],
    [
      'unknown where the reader fails',
      () => Promise.reject(new Error('denied')),
      { known: false, reason: expect.stringContaining('denied') },
    ],
  ])('are %s', async (_, read, expected) => {
    const { tags } = await import(join(copy, 'functions/facts/function/tags.ts'));
    const target = { arn: 'arn:aws:lambda:eu-west-1:111122223333:function:orders' };

    expect((await tags(read)([target])).get(target.arn)).toEqual(expected);
  });

  it('are granted what they declare to a scanner whose checks need them', async () => {
    const { factGrants } = await import(join(copy, 'functions/facts/scanner-grants.ts'));
    const { noOwner } = await import(join(copy, 'functions/checks/usage/no-owner.ts'));

    expect(factGrants([noOwner])).toEqual([{ action: 'lambda:ListTags', on: 'any function' }]);
  }, 120_000);
});

// They bring cases of their own: what the sample passes and fails.
for (const { path } of samples.filter(({ path }) => path.endsWith('.test.ts'))) {
  await import(join(copy, path));
}

/** @param whole folders that samples change. @param others folders whose other entries stay what they are. */
function copyOf(whole: readonly string[], others: readonly string[]): string {
  const folder = freeFolder();

  for (const path of [...whole, 'test/fakes', 'test/builders']) {
    cpSync(join(root, path), join(folder, path), { recursive: true });
  }
  for (const path of others.flatMap((each) => entriesOf(each))) {
    if (!existsSync(join(folder, path))) symlinkSync(join(root, path), join(folder, path));
  }
  return folder;
}

/** The first of its numbers, for Node keeps what it compiles by path: of a folder of another name in each run, without end. */
function freeFolder(): string {
  for (let number = 1; ; number += 1) {
    const folder = join(root, `.contributing-${number}`);
    try {
      mkdirSync(folder);
      return folder;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
}

function entriesOf(folder: string): readonly string[] {
  return readdirSync(join(root, folder)).map((name) => join(folder, name));
}

/** A fenced block says after its language which file it is about. */
function samplesIn(markdown: string): readonly Sample[] {
  const blocks = markdown.matchAll(/^( *)```(ts|diff) (\S+)\n([\s\S]*?)^ *```$/gm);

  return [...blocks].map(([, indent = '', language = '', path = '', text = '']) => ({
    language,
    path,
    text: text.replaceAll(new RegExp(`^${indent}`, 'gm'), ''),
  }));
}

function putIn(folder: string, { language, path, text }: Sample): void {
  const file = join(folder, path);

  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, language === 'diff' ? patched(readFileSync(file, 'utf8'), text, path) : text);
}

/** Each `+` line comes after the line above it. @throws when the file has no such line. */
function patched(before: string, diff: string, path: string): string {
  const lines = before.split('\n');
  let at = -1;

  for (const line of diff.split('\n').filter((each) => each !== '')) {
    const text = line.slice(1);
    if (line.startsWith('+')) lines.splice(++at, 0, text);
    else at = lines.indexOf(text, at + 1);
    if (at < 0) throw new Error(`CONTRIBUTING.md shows a line that ${path} does not have: ${text}`);
  }

  return lines.join('\n');
}

/** What the compiler has against files and what they come to. */
async function compiled(paths: readonly string[]): Promise<readonly string[]> {
  const files = [...new Set(paths)];
  writeFileSync(
    join(copy, 'tsconfig.json'),
    JSON.stringify({
      extends: '../tsconfig.json',
      compilerOptions: { incremental: false, tsBuildInfoFile: null },
      include: [],
      files,
    }),
  );

  try {
    // Of several checkers each finds out for itself what the types of packages are.
    const words = ['--no-install', 'tsc', '-p', copy, '--checkers', '1'];
    await promisify(execFile)('npx', words, { cwd: root });
    return [];
  } catch (error) {
    return `${(error as { readonly stdout?: string }).stdout ?? error}`.trim().split('\n');
  }
}
