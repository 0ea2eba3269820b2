/**
 * One line as it may be printed anywhere: in a mail, a terminal, a log. What would not be seen, or
 * would change how the rest is seen (line breaks, escapes, overrides of direction, zero width), is
 * shown by a sign in its place. Markup is left alone: that is for the medium that has one.
 */
export function printable(text: string): string {
  return text.replace(UNSEEN, signFor);
}

/** For media that know nothing else, such as the subject of a mail. */
export function ascii(text: string): string {
  return printable(text.normalize('NFKD').replace(/\p{M}/gu, '')).replace(/[^ -~]/gu, '?');
}

/**
 * At most so many UTF-16 units; what was cut off is marked. It ends with a whole clause, or else with
 * a whole word, where that leaves enough of it: half a number or half a place misleads.
 */
export function cut(text: string, most: number, mark = '…'): string {
  if (text.length <= most) return text;
  const room = Math.max(most - mark.length, 0);
  const end = endIn(text, room, CLAUSE_ENDS) ?? endIn(text, room, [' ']) ?? room;

  return `${text.slice(0, end).replace(/[\uD800-\uDBFF]$/, '')}${mark}`;
}

/**
 * At most so many UTF-16 units, in whole lines, the last of which says that there were more: half a
 * command does what it was not meant to. A line that is too long by itself is cut.
 */
export function cutLines(text: string, most: number): string {
  if (text.length <= most) return text;
  const room = most - REST.length - 1;
  const end = text.lastIndexOf('\n', room);
  const kept = end > 0 ? text.slice(0, end) : cut(text, room);

  return `${kept}\n${REST}`;
}

const REST = '(the rest is too long to be shown here)';

const CLAUSE_ENDS = ['. ', '; ', ', ', ': ', ' ('];

/** Of the room, what has to be used. */
const ENOUGH = 0.4;

/** Where the last of these begins, if enough stands before it. */
function endIn(text: string, room: number, ends: readonly string[]): number | undefined {
  const last = Math.max(...ends.map((end) => text.lastIndexOf(end, room)));

  return last > 0 && last >= room * ENOUGH ? last : undefined;
}

/**
 * Lines that are broken at spaces only: a command or an ARN that is broken cannot be copied.
 *
 * @param first what the first line begins with.
 * @param rest what every other line begins with.
 * @param width characters in a line, but for words that are longer. @default 76, for mail
 */
export function wrapped(
  text: string,
  first: string,
  rest: string = first,
  width: number = MAIL_WIDTH,
): readonly string[] {
  const lines: string[] = [];
  let line = first;
  let isEmpty = true;

  for (const word of printable(text).split(' ')) {
    if (!isEmpty && line.length + 1 + word.length > width) {
      lines.push(line);
      line = rest;
      isEmpty = true;
    }
    line += isEmpty ? word : ` ${word}`;
    isEmpty = false;
  }

  return [...lines, line];
}

const MAIL_WIDTH = 76;

/** Controls, format characters, separators of lines, halves of pairs, and what renders as nothing. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;

function signFor(character: string): string {
  const code = character.codePointAt(0) ?? 0;

  if (character === '\t') return ' ';
  if (code < 0x20) return String.fromCodePoint(0x2400 + code);
  return code === 0x7f ? '\u2421' : '\uFFFD';
}
