import { describe, expect, it } from 'vitest';
import { withoutUserinfo } from '../../functions/core/without-userinfo.ts';
import { processorTime } from '../processor-time.ts';

describe('withoutUserinfo', () => {
  it.each([
    ['https://user:pass@host/x', 'https://host/x'],
    ['https://token@host/x.whl', 'https://host/x.whl'],
    ['git+https://user:p@ss@host/repo.git@v1', 'git+https://v1'],
    ['git+ssh://git@host/repo.git#egg=a', 'git+ssh://host/repo.git#…'],
    ['https://host/x?token=abc&b=1', 'https://host/x?…'],
    ['https://host/x#sha256=abc', 'https://host/x#…'],
    ['https://host/repo@v1.2', 'https://host/repo@v1.2'],
    ['https://host:8080/@scope/a', 'https://host:8080/@scope/a'],
    ['https:/user:pass@host/x', 'https:/host/x'],
    ['"https://a:b@c" and https://d:e@f', '"https://c" and https://f'],
    ['https://u:p/w@host/x', 'https://host/x'],
    ['git@github.com:a/b.git', 'git@github.com:a/b.git'],
    ['a@1.2.3', 'a@1.2.3'],
    ['C:/folder/a@1', 'C:/folder/a@1'],
    ['no url', 'no url'],
    ['://', '://'],
  ])('makes of %s %s', (text, expected) => {
    expect(withoutUserinfo(text)).toBe(expected);
  });

  it('takes linear time', () => {
    const texts = ['https://a:b@', '://', 'https:/@', ':/@'.repeat(9)];

    for (const text of texts.map((each) => each.repeat(200_000))) {
      expect(processorTime(() => withoutUserinfo(text))).toBeLessThan(2_000);
    }
  });
});
