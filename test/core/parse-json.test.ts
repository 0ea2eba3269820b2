import { describe, expect, it } from 'vitest';
import { parseJson } from '../../functions/core/parse-json.ts';

describe('parseJson', () => {
  it.each([
    '{"a":[1,{"b":null}]}',
    '"[[["',
    `"${'[{\\"'.repeat(1_000)}"`,
    `${'['.repeat(128)}${']'.repeat(128)}`,
    `[${'[],'.repeat(1_000)}1]`,
  ])('is JSON.parse: %s', (text) => {
    expect(parseJson(text)).toEqual(JSON.parse(text));
  });

  it.each([
    ['too many brackets', `${'['.repeat(129)}${']'.repeat(129)}`],
    ['too many braces', `${'{"a":'.repeat(129)}1${'}'.repeat(129)}`],
    ['no end of them', '['.repeat(1_000_000)],
    ['no JSON', '{'],
    ['no end of a string', '"\\"'],
  ])('refuses %s', (_, text) => {
    expect(() => parseJson(text)).toThrow(SyntaxError);
  });
});
