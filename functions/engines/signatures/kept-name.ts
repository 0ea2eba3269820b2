import { wordsOf } from '../flow/index.ts';

/**
 * Whether the last word of a name that says what is kept is one of these: behind it stands only where it is kept, or a part of it. A
 * `payroll-calendar` keeps no pay.
 *
 * @param words in small letters.
 */
export function endsInWord(words: readonly string[], is: (word: string) => boolean): boolean {
  return words.some((word, at) => is(word) && arePlain(words.slice(at + 1)));
}

/** Whether words behind a name say no more of what is kept. */
export function arePlain(words: readonly string[]): boolean {
  return words.every((word) => plain.has(word) || /^v?\d{1,4}$/.test(word));
}

/** Whether a name says nothing of what is kept: `TABLE_NAME`, `dynamodb-dev`. */
export function isPlainName(name: string): boolean {
  return arePlain(wordsOf(name));
}

const plain: ReadonlySet<string> = new Set(
  (
    'table tables name db dynamodb collection store data dev prod production test staging stage main list run runs entry entries item items ' +
    'info detail details record records history appointment appointments visit visits note notes document documents file files result results ' +
    'medication medications component components'
  ).split(' '),
);
