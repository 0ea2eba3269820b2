import { describe, expect, it } from 'vitest';
import { matches } from '../../../functions/engines/iam/wildcard.ts';
import { examples, fc, property } from '../../property.ts';

describe('matches', () => {
  it.each([
    ['*', '', true],
    ['', '', true],
    ['', 'a', false],
    ['iam:*', 'iam:PutRolePolicy', true],
    ['iam:*', 'iamx:PutRolePolicy', false],
    ['s3:Get?bject', 's3:GetObject', true],
    ['s3:Get?', 's3:Get', false],
    ['*Object', 's3:GetObjectObject', true],
    ['a*b*c', 'axbxbxc', true],
    ['a.c', 'abc', false],
    ['[a]', 'a', false],
  ])('%s on %s: %s', (pattern, text, expected) => {
    expect(matches(pattern, text)).toBe(expected);
  });

  property.prop([patterns(), letters()], { numRuns: examples(500, 20_000) })(
    'agrees with a plain reading of the rules',
    (pattern, text) => {
      expect(matches(pattern, text)).toBe(plainly(pattern, text));
    },
  );

  it('ends soon where a backtracking matcher would not', () => {
    expect(matches('a*'.repeat(2_000), `${'a'.repeat(4_000)}b`)).toBe(true);
    expect(matches(`${'a*'.repeat(2_000)}c`, `${'a'.repeat(4_000)}b`)).toBe(false);
  });
});

function patterns() {
  return fc.string({ unit: fc.constantFrom('a', 'b', '*', '?'), maxLength: 8 });
}

function letters() {
  return fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 8 });
}

function plainly(pattern: string, text: string): boolean {
  if (pattern === '') return text === '';
  const [head, rest] = [pattern[0], pattern.slice(1)];

  if (head === '*') return plainly(rest, text) || (text !== '' && plainly(pattern, text.slice(1)));
  return text !== '' && (head === '?' || head === text[0]) && plainly(rest, text.slice(1));
}
