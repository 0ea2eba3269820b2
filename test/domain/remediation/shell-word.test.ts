import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { shellWord } from '../../../functions/domain/remediation/shell-word.ts';
import { examples, fc, property } from '../../property.ts';

const typed = fc.string({ unit: 'grapheme-ascii', maxLength: 40 });

/** What a shell makes of a command line: its words. */
function wordsOf(line: string): readonly string[] {
  const script = `for word in ${line}; do printf '%s\\0' "$word"; done`;

  return execFileSync('sh', ['-c', script], { cwd: '/', encoding: 'utf8' })
    .split('\0')
    .slice(0, -1);
}

describe('a word', () => {
  property.prop([typed], { numRuns: examples(20, 500) })('is what it was, for a shell', (text) => {
    expect(wordsOf(shellWord(text))).toEqual([text]);
  });

  it.each([
    ['is left alone where nothing in it acts', 'arn:aws:iam::111122223333:role/shop/orders'],
    ['is quoted where something does', "it's; rm -rf ~ $(id) `id` \\ * # <a> && b | c"],
    ['of nothing is a word', ''],
    ['that begins with a tilde is none of a home', '~root'],
    ['that sets a variable is a word', 'PATH=.'],
  ])('%s', (_, text) => {
    expect(wordsOf(shellWord(text))).toEqual([text]);
  });

  it('holds nothing that a terminal takes for a key', () => {
    expect(shellWord('a\nrm\u001b[201~\u202e')).not.toMatch(/\p{C}/u);
  });
});
