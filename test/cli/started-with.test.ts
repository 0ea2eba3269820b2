import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { startedWith } from '../../cli/started-with.ts';

const home = mkdtempSync(join(tmpdir(), 'vigil-npx-'));
const cache = join(home, '.npm/_npx/7b1e3124522e73f2');
const code = join(cache, 'node_modules/lambda-vigil/command');
mkdirSync(code, { recursive: true });
afterAll(() => rmSync(home, { recursive: true }));

describe('startedWith', () => {
  it.each([
    ['a file beside', 'file:../../../work/lambda-vigil-0.1.0.tgz', 'npx ./lambda-vigil-0.1.0.tgz'],
    [
      'a file elsewhere',
      'file:../../../lambda-vigil-0.1.0.tgz',
      `npx ${home}/lambda-vigil-0.1.0.tgz`,
    ],
    [
      'a file whose name a shell would take apart',
      "file:../../../work/Ada's $HOME.tgz",
      `npx './Ada'"'"'s $HOME.tgz'`,
    ],
    ['the name, where the package is published', '^1.0.0', 'npx lambda-vigil'],
  ])('is npx with %s', (_, spec, command) => {
    manifest({ dependencies: { 'lambda-vigil': spec }, _npx: { packages: ['x'] } });

    expect(startedWith(code, join(home, 'work'))).toBe(command);
  });

  it.each([
    ['where the package is installed', { dependencies: { 'lambda-vigil': 'file:x.tgz' } }],
    ['where npx runs something else that has it', { dependencies: { other: '1.0.0' }, _npx: {} }],
    ['where no manifest can be read', undefined],
  ])('is unknown %s', (_, content) => {
    manifest(content);

    expect(startedWith(code, home)).toBeUndefined();
  });

  it('is unknown in a checkout', () => {
    expect(startedWith(home, home)).toBeUndefined();
  });
});

function manifest(content: object | undefined): void {
  writeFileSync(join(cache, 'package.json'), content ? JSON.stringify(content) : '{');
}
