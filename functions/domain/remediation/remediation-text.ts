import { printable } from '../notification/plain-text.ts';

/** Something to copy, under a line that says what it is. */
export interface RemediationPart {
  readonly title: string;
  readonly text: string;
  /** One that only shows how things are gives way when there is no room. */
  readonly isBackground?: boolean;
}

/**
 * What to do, and below it what to copy. The first line stands for the whole wherever there is room
 * for one line only. A part that finds no room is left out and said to be: half a policy is none.
 */
export function remediationText(lead: string, parts: readonly RemediationPart[]): string {
  const first = printable(lead);
  const needed = parts.filter(({ isBackground }) => !isBackground);
  const shown = fitting([...needed, ...parts.filter(({ isBackground }) => isBackground)], first);

  return [first, ...parts.map((part) => written(part, shown.has(part)))].join('\n\n');
}

/** Begins a remediation that is a line of code; what follows it is prose. */
export const WRITE = 'Write: ';

/** As it stands behind `Fix:`, which says already that it is to be written. */
export function behindFix(remediation: string): string {
  return remediation.startsWith(WRITE) ? remediation.slice(WRITE.length) : remediation;
}

/** The first line, which stands alone: what it announces is not there. */
export function leadOf(remediation: string): string {
  const [lead = ''] = behindFix(remediation).split('\n', 1);

  return lead.endsWith(':') ? `${lead.slice(0, -1)}.` : lead;
}

/** A remediation in its parts again. What follows the first line without a title has none. */
export function remediationIn(remediation: string): {
  readonly lead: string;
  readonly parts: readonly Pick<RemediationPart, 'title' | 'text'>[];
} {
  const [first = '', ...blocks] = behindFix(remediation).split('\n\n');
  const [lead = '', ...lines] = first.split('\n');
  const untitled = lines.length > 0 ? [{ title: '', text: lines.join('\n') }] : [];

  return { lead, parts: [...untitled, ...blocks.map(partIn)] };
}

function partIn(block: string): Pick<RemediationPart, 'title' | 'text'> {
  const [title = '', ...lines] = block.split('\n');

  return { title, text: lines.join('\n') };
}

/** Characters, of the 6,000 that a finding keeps: what is left out has a line all the same. */
const MOST_TEXT = 5_000;

function fitting(parts: readonly RemediationPart[], lead: string): ReadonlySet<RemediationPart> {
  let room = MOST_TEXT - lead.length;
  const shown = new Set<RemediationPart>();

  for (const part of parts) {
    const length = written(part, true).length;
    if (length > room) continue;

    room -= length;
    shown.add(part);
  }

  return shown;
}

function written({ title, text }: RemediationPart, isShown: boolean): string {
  const named = printable(title);

  return isShown ? `${named}\n${text}` : `${named.slice(0, 200)}\n(too long to be shown here)`;
}
