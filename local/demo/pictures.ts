import stringWidth from 'string-width';
import { evidenceSteps } from '../../cli/report/evidence-steps.ts';
import type { Severity } from '../../functions/core/severity.ts';
import type { Finding } from '../../functions/domain/finding.ts';
import { cut, printable, wrapped } from '../../functions/domain/notification/plain-text.ts';
import { identityOf } from '../../functions/domain/target-identity.ts';
import type { Mail } from '../mailbox.ts';
import type { Span, Style } from './screen.ts';

export type Picture = readonly (readonly Span[])[];

/** Characters that the demo takes, so that it fits a terminal of a hundred. */
export const WIDTH = 96;
const INDENT = '      ';
const SEVERITY = 10;
/** Of a mail, whose lines are of 76 at most. */
const CARD = 80;

const styles: Readonly<Record<Severity, Style>> = {
  critical: ['bold', 'magenta'],
  high: 'red',
  medium: 'yellow',
  low: 'cyan',
  info: 'dim',
};

/**
 * The same fault in several places once, in the order of the first of each:
 * `critical  Public resource policy  shop-webhook, 2 more`
 */
export function kindRows(findings: readonly Finding[], most: number): Picture {
  const kinds = [
    ...Map.groupBy(findings, ({ severity, title }) => `${severity} ${title}`).values(),
  ];
  const shown = kinds.slice(0, most).flatMap((alike) => {
    const [first] = alike;
    const names = alike.map(({ target }) => identityOf(target).name);
    return first
      ? [{ severity: first.severity, title: cut(printable(first.title), 56), names }]
      : [];
  });
  const width = Math.max(0, ...shown.map(({ title }) => title.length)) + 2;
  const room = WIDTH - INDENT.length - SEVERITY - width;

  return shown.map(({ severity, title, names }) => [
    { text: INDENT },
    { text: severity.padEnd(SEVERITY), style: styles[severity] },
    { text: title.padEnd(width) },
    { text: someOf(names, room), style: 'dim' },
  ]);
}

/** `shop-webhook, 2 more`: the shortest name, which is the one that there is room for. */
function someOf(names: readonly string[], room: number): string {
  const distinct = [...new Set(names)].toSorted((a, b) => a.length - b.length);
  const more = distinct.length > 1 ? `, ${distinct.length - 1} more` : '';

  return `${cut(printable(distinct[0] ?? ''), room - more.length)}${more}`;
}

/** A mail as a card, with as many of its lines as are asked for. */
export function mailCard({ from, to, subject, text }: Mail, most: number): Picture {
  const body = text.split('\n').filter((line) => line.trim() !== '');
  const shown = body.slice(0, most);
  const rest = body.length - shown.length;
  const row = (line: string, style?: Style): readonly Span[] => {
    const short = cut(printable(line), CARD);
    const fill = ' '.repeat(Math.max(0, CARD - stringWidth(short)));

    return [
      { text: `${INDENT}│ `, style: 'dim' },
      { text: short, style },
      { text: `${fill} │`, style: 'dim' },
    ];
  };

  return [
    [{ text: `${INDENT}┌─ mail ${'─'.repeat(CARD - 5)}┐`, style: 'dim' }],
    row(`${from} to ${to}`, 'dim'),
    ...wrapped(subject, '', '', CARD)
      .slice(0, 2)
      .map((line) => row(line, 'bold')),
    ...shown.map((line) => row(line)),
    ...(rest > 0 ? [row(`… and ${rest} lines more`, 'dim')] : []),
    [{ text: `${INDENT}└${'─'.repeat(CARD + 2)}┘`, style: 'dim' }],
  ];
}

/** The steps of an attack path below one another, as one leads to the next. */
export function drawnPath({ evidence, severity }: Finding): Picture {
  const { steps } = evidenceSteps(evidence);

  return steps.flatMap(({ text }, index): Picture => {
    const isLast = index === steps.length - 1;
    const room = WIDTH - INDENT.length - 4;
    const [first = '', ...more] = wrapped(text, '', '', room);
    const style: Style | undefined = isLast ? 'bold' : undefined;

    return [
      ...(index === 0 ? [] : [[{ text: `${INDENT}↓`, style: 'dim' as const }]]),
      [
        { text: `${INDENT}${isLast ? '◆' : '●'} `, style: styles[severity] },
        { text: cut(first, room), style },
      ],
      ...more.map((line) => [{ text: `${INDENT}  ${cut(line, room)}`, style }]),
    ];
  });
}
