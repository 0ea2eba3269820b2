import { trimmedEnd } from '../../core/trimmed-end.ts';

/** A summary in one line, of 300 characters at most, cut between words where there are any. */
export function inBrief(summary: string): string {
  const line = summary.replaceAll(/\s+/g, ' ').trim();
  if (line.length <= LONGEST_SUMMARY) return line;

  const cut = line.slice(0, LONGEST_SUMMARY);
  const space = cut.lastIndexOf(' ');
  const whole = cut.length - space <= LONGEST_WORD + 1 ? cut.slice(0, Math.max(space, 0)) : cut;
  return `${trimmedEnd(whole, /[ ,;:]/).slice(0, LONGEST_SUMMARY - 1)}…`;
}

/** Characters. */
const LONGEST_SUMMARY = 300;
const LONGEST_WORD = 40;
