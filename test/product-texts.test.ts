import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { vigilCommand } from '../functions/domain/vigil-command.ts';

const root = join(import.meta.dirname, '..');

/** Whatever a user may read or run: sources hold the texts of mails, Slack, pages, help and errors. */
const textFiles = execFileSync('git', ['ls-files', '-z'], { cwd: root, encoding: 'utf8' })
  .split('\0')
  .filter((path) => /\.(?:ts|mjs|eta|js|md|json|html|yml|yaml)$/.test(path))
  .filter((path) => path !== 'package-lock.json' && path !== 'test/product-texts.test.ts');

/** What npm or npx would fetch from the registry, where `vigil` and `lambda-vigil` are not ours. */
const fetches =
  /\b(?:npx|npm exec|npm x|pnpx|pnpm dlx|bunx|yarn dlx)(?! --no-install\b)(?: -\S+)* (?:lambda-)?vigil\b|\b(?:npm|pnpm|yarn|bun) (?:i|install|add)(?: -\S+)* (?:lambda-)?vigil\b/g;

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
    const found = textFiles.flatMap((path) =>
      (readFileSync(join(root, path), 'utf8').match(fetches) ?? []).map((text) => ({ path, text })),
    );

    expect(textFiles.length).toBeGreaterThan(500);
    expect(found).toEqual([]);
  });
});
