import { cut, printable } from '../notification/plain-text.ts';

/** One line of at most so many UTF-16 units, and never blank: Security Hub refuses a blank text. */
export function limited(text: string, most: number): string {
  const line = cut(printable(text), most);

  return line.trim() === '' ? '-' : line;
}
