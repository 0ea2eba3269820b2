import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { vigil } from '../../cli/program.ts';
import { formats } from '../../cli/render/formats.ts';
import { findingId } from '../../functions/domain/finding-id.ts';
import { deployedStack } from './deployed.ts';
import { functionArn, sampleCoverage, sampleFinding, wholeCoverage } from './samples.ts';
import { recordedWorld } from './world.ts';

const stack = deployedStack();
const folder = mkdtempSync(join(tmpdir(), 'vigil-printed-'));
const finding = sampleFinding();

beforeEach(() =>
  stack.reset({ findings: [finding], coverage: wholeCoverage(functionArn('checkout')) }),
);
afterAll(() => rmSync(folder, { recursive: true }));

describe('--format', () => {
  it.each(formats)('%s has the finding, by its id', async (format) => {
    const { code, stdout, stderr } = await run('findings', '--format', format);

    expect(code).toBe(0);
    expect(stdout).toContain(findingId(finding));
    expect(stderr).toBe('');
  });

  it.each([
    ['--json', 'json'],
    ['--csv', 'csv'],
  ])('%s is short for one', async (short, format) => {
    expect(await run('findings', short)).toEqual(await run('findings', '--format', format));
  });

  it.each([
    [['--format', 'csv', '--json'], '--format does not go with --json'],
    [['--format', 'xml'], 'it takes table, json, jsonl, csv, sarif, ocsf, asff'],
  ])('refuses %j', async (args, sentence) => {
    const { code, stderr } = await run('findings', ...args);

    expect(code).toBe(2);
    expect(stderr).toContain(sentence);
  });

  it.each(['jsonl', 'csv', 'ocsf', 'asff'] as const)(
    'says beside %s what was not checked, for it has no room for that',
    async (format) => {
      stack.reset({
        findings: [],
        coverage: [
          ...wholeCoverage(functionArn('checkout')),
          sampleCoverage({
            target: functionArn('orders'),
            gaps: [{ fact: 'a', reason: 'denied' }],
          }),
        ],
      });

      const { code, stderr } = await run('findings', '--format', format, '--strict');

      expect(stderr).toMatch(/^no open findings; \d+ things not checked \(vigil coverage lists/);
      expect(code).toBe(3);
    },
  );

  it('lists what was looked at by its scanner in JSON lines of vigil coverage', async () => {
    const { stdout } = await run('coverage', '--format', 'jsonl');
    const lines = stdout.split('\n').map((line) => JSON.parse(line));

    expect(lines[0]).toMatchObject({ scanner: 'code', complete: true, unknown: [] });
    expect((await run('coverage', '--format', 'sarif')).code).toBe(2);
  });
});

describe('--output', () => {
  it.each(['table', 'csv', 'html'])(
    'writes %s for its owner alone, and says where',
    async (format) => {
      const file = join(folder, `findings.${format}`);

      const { code, stdout, stderr } = await run('findings', '--format', format, '--output', file);

      expect([code, stdout, stderr]).toEqual([0, '', `${file} is written`]);
      expect(readFileSync(file, 'utf8')).toContain(findingId(finding));
      expect(statSync(file).mode & 0o777).toBe(0o600);
    },
  );

  it.each([
    ['x.sarif', /^\{\n? *"\$schema"|"version": ?"2\.1\.0"/],
    ['x.sarif.json', /"2\.1\.0"/],
    ['x.CSV', /^id,severity/],
    ['x.jsonl', /^\{"id"/],
    ['x.md', /^#/],
    ['x.html', /^<!doctype html/i],
    ['x.json', /"findings"/],
    ['x.txt', /checkout/],
    ['findings.staging', /checkout/],
  ])('takes the format from the name of the file: %s', async (name, begins) => {
    const file = join(folder, name);

    expect((await run('findings', '--output', file)).code).toBe(0);
    expect(readFileSync(file, 'utf8')).toMatch(begins);
  });

  it.each([
    [
      ['findings', '--output', 'x.sarif', '--format', 'csv'],
      'vigil: --output x.sarif is named for sarif, and csv is asked for',
    ],
    [['findings', '--output', 'x.csv', '--json'], 'is named for csv, and json is asked for'],
    [
      ['findings', '--output', 'x.html', '--format', 'table'],
      'is named for html, and table is asked for',
    ],
    [
      ['coverage', '--output', 'x.sarif'],
      'is named for sarif, and coverage writes table, json, jsonl, csv',
    ],
    [
      ['findings', '--output', 'x.xlsx'],
      '--output x.xlsx: nothing is written as .xlsx: ask for one of table, json, ',
    ],
    [['sbom', 'x.zip', '--output', 'x.csv'], 'is named for csv, and sbom writes json'],
    [
      ['policy', 'x', '--output', 'x.tf', '--format', 'cdk'],
      'is named for terraform, and cdk is asked for',
    ],
  ])(
    'refuses a name that contradicts the format, before it asks AWS: %j',
    async (args, sentence) => {
      stack.sts.reset();
      const { code, stderr } = await run(...args);

      expect(code).toBe(2);
      expect(stderr).toContain(sentence);
      expect(existsSync('x.sarif')).toBe(false);
    },
  );

  it('takes another format that is JSON in a file of JSON', async () => {
    const file = join(folder, 'ocsf.json');

    expect((await run('findings', '--format', 'ocsf', '--output', file)).code).toBe(0);
  });

  it('overwrites a file, and no folder', async () => {
    const file = join(folder, 'twice.json');
    await run('findings', '--json', '--output', file);

    expect((await run('findings', '--json', '--output', file)).code).toBe(0);
    const { code, stderr } = await run('findings', '--json', '--output', folder);
    expect(code).toBe(2);
    expect(stderr).toContain(`${folder} is a folder`);
  });

  it('takes - for the standard output', async () => {
    const { stdout, stderr } = await run('findings', '--csv', '--output', '-');

    expect(stdout).toMatch(/^id,severity/);
    expect(stderr).toBe('');
  });
});

async function run(...args: readonly string[]) {
  const world = recordedWorld();
  const code = await vigil(args, world);

  return { code, stdout: world.stdout(), stderr: world.stderr() };
}
