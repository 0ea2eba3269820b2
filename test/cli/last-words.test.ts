import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeLastWords } from '../../cli/last-words.ts';

let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'vigil-last-words-'));
});

afterAll(() => rmSync(folder, { recursive: true }));

/** Of a stream that holds back what is written to it, as while progress is shown. */
function writtenTo(isTTY: boolean, sentence: string): string {
  const file = join(folder, 'terminal');
  const fd = openSync(file, 'w');
  const held = { fd, isTTY, write: () => true };
  writeLastWords(held, sentence);
  closeSync(fd);

  return readFileSync(file, 'utf8');
}

describe('the last words of a command', () => {
  it.each([
    [true, 'code goes on', '\u001b[?25h\nvigil: code goes on\n'],
    [false, 'code goes on', '\nvigil: code goes on\n'],
    [true, '', '\u001b[?25h'],
    [false, '', ''],
  ])('are seen although progress is shown there: %s, %j', (isTTY, sentence, seen) => {
    expect(writtenTo(isTTY, sentence)).toBe(seen);
  });

  it('are nothing where the reader is gone', () => {
    expect(() => writeLastWords({ fd: -1, isTTY: false }, 'code goes on')).not.toThrow();
  });
});
