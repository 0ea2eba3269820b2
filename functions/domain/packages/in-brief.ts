/** A summary in one line, of 300 characters at most, cut between words where there are any. */
export function inBrief(summary: string): string {
  const line = summary.replaceAll(/\s+/g, ' ').trim();
  if (line.length <= LONGEST_SUMMARY) return line;

  const cut = line.slice(0, LONGEST_SUMMARY);
  return `${cut.replace(/[ ,;:]*(?: \S{0,40})?$/, '').slice(0, LONGEST_SUMMARY - 1)}…`;
}

/** Characters. */
const LONGEST_SUMMARY = 300;
