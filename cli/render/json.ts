/**
 * JSON that a terminal shows as it is: what JSON itself does not escape, but a terminal obeys or
 * shows in another order, is escaped too.
 */
export function json(value: unknown): string {
  return JSON.stringify(value, null, 2).replace(UNSEEN, escapeOf);
}

/** The same in one line. */
export function jsonLine(value: unknown): string {
  return JSON.stringify(value).replace(UNSEEN, escapeOf);
}

const UNSEEN = /[\u007f-\u009f\p{Cf}\p{Zl}\p{Zp}]/gu;

function escapeOf(character: string): string {
  return character
    .split('')
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('');
}
