import { describe, expect, it } from 'vitest';
import {
  ascii,
  cut,
  cutLines,
  printable,
  wrapped,
} from '../../../functions/domain/notification/plain-text.ts';
import { fc, property } from '../../property.ts';

const unseen = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;

describe('printable', () => {
  it.each([
    ['terminal escapes', 'a\u001b[2Jb', 'a␛[2Jb'],
    ['eight-bit terminal escapes', 'a\u009b2Jb', 'a\uFFFD2Jb'],
    ['line breaks', 'a\r\nb\u2028c\u0085d', 'a␍␊b\uFFFDc\uFFFDd'],
    ['a null and a delete', 'a\0b\x7fc', 'a␀b␡c'],
    ['overrides of direction', 'a\u202Etxt.exe\u2066b', 'a\uFFFDtxt.exe\uFFFDb'],
    ['what has no width', 'a\u200Bb\uFEFFc\u00ADd\u2060e', 'a\uFFFDb\uFFFDc\uFFFDd\uFFFDe'],
    ['what renders as nothing', 'a\u3164b\u{E0041}c', 'a\uFFFDb\uFFFDc'],
    ['halves of a pair', 'a\uD83Db', 'a\uFFFDb'],
  ])('shows %s', (_, text, shown) => {
    expect(printable(text)).toBe(shown);
  });

  it('leaves words, markup and other scripts alone', () => {
    const text = '<b>Größe</b> *x* =1+1 日本 👍';

    expect(printable(text)).toBe(text);
  });

  property.prop([fc.string({ unit: 'binary' })])('hides nothing, whatever it is given', (text) => {
    expect(printable(text)).not.toMatch(unseen);
    expect([...printable(text)]).toHaveLength([...text].length);
  });
});

describe('ascii', () => {
  it('keeps letters that it can, and asks about the rest', () => {
    expect(ascii('Größe – 日本\nBcc: x')).toBe('Gro?e ? ???Bcc: x');
  });
});

describe('cut', () => {
  it('marks what it cuts off, and cuts no pair in two', () => {
    expect(cut('short', 5)).toBe('short');
    expect(cut('longer', 5)).toBe('long…');
    expect(cut('abc👍de', 5)).toBe('abc…');
  });

  it.each([
    ['3 critical, 12 high open, 214 seen only in part', 44, '3 critical, 12 high open…'],
    ['From anyone, by a package, to all secrets of the account', 52, 'From anyone, by a package…'],
    ['Name the roles; else name the services', 30, 'Name the roles…'],
    ['one two three four', 12, 'one two…'],
    ['one, two-three-four-five-six', 20, 'one, two-three-four…'],
    ['x'.repeat(30), 10, 'xxxxxxxxx…'],
    ['anything at all', 1, '…'],
  ])('ends %j where a clause or a word does', (text, most, shown) => {
    expect(cut(text, most)).toBe(shown);
    expect(cut(text, most).length).toBeLessThanOrEqual(most);
  });
});

describe('cutLines', () => {
  const rest = '(the rest is too long to be shown here)';

  it.each([
    ['Do this.\naws a b', 100, 'Do this.\naws a b'],
    [`Do this.\naws a b\n${'x'.repeat(90)}`, 60, `Do this.\naws a b\n${rest}`],
    [`Do this.\n\n${'x'.repeat(90)}`, 60, `Do this.\n\n${rest}`],
    ['x'.repeat(90), 60, `${'x'.repeat(19)}…\n${rest}`],
  ])('keeps whole lines of %j', (text, most, shown) => {
    expect(cutLines(text, most)).toBe(shown);
    expect(cutLines(text, most).length).toBeLessThanOrEqual(most);
  });
});

describe('wrapped', () => {
  it('breaks between words, indents what follows, and leaves long words whole', () => {
    const long = 'x'.repeat(90);
    const lines = wrapped(`Fix: ${'word '.repeat(20)}${long}`, '  ', '    ');

    expect(lines[0]).toMatch(/^ {2}Fix: word .{55,69}$/);
    expect(lines[1]).toMatch(/^ {4}word/);
    expect(lines.at(-1)).toBe(`    ${long}`);
  });

  it('breaks lines itself alone', () => {
    expect(wrapped('a\nFrom: b', '  ')).toEqual(['  a␊From: b']);
  });

  property.prop([fc.array(fc.string({ unit: 'grapheme', maxLength: 20 }), { maxLength: 30 })])(
    'loses no word and stays within its width',
    (words) => {
      const text = words.join(' ');
      const lines = wrapped(text, '', '');

      expect(lines.join(' ')).toBe(printable(text));
      for (const line of lines) if (line.includes(' ')) expect(line.length).toBeLessThanOrEqual(76);
    },
  );
});
