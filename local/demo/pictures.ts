import stringWidth from 'string-width';
import { evidenceSteps } from '../../cli/report/evidence-steps.ts';
import type { Severity } from '../../functions/core/severity.ts';
import type { Finding } from '../../functions/domain/finding.ts';
import { cut, printable } from '../../functions/domain/notification/plain-text.ts';
import { identityOf } from '../../functions/domain/target-identity.ts';
import type { Mail } from '../mailbox.ts';
import type { Span, Style } from './screen.ts';

export type Picture = readonly (readonly Span[])[];

/** Characters that the demo takes, so that it fits a terminal of a hundred. */
export const WIDTH = 96;
const INDENT = '      ';

const styles: Readonly<Record<Severity, Style>> = {
  critical: ['bold', 'magenta'],
  high: 'red',
  medium: 'yellow',
  low: 'cyan',
  info: 'dim',
};

/** `critical  shop-pricing         Input from the event is run as code` */
export function findingRow({ severity, target, title, figures }: Finding): readonly Span[] {
  const score = figures?.score === undefined ? '' : ` (score ${figures.score})`;
  const name = cut(identityOf(target).name, 26).padEnd(28);
  const room = WIDTH - INDENT.length - 10 - name.length;

  return [
    { text: INDENT },
    { text: severity.padEnd(10), style: styles[severity] },
    { text: name },
    { text: cut(printable(`${title}${score}`), room) },
  ];
}

/** A mail as a card, with as many of its lines as are asked for. */
export function mailCard({ from, to, subject, text }: Mail, most: number): Picture {
  const body = text.split('\n').filter((line) => line.trim() !== '');
  const shown = body.slice(0, most);
  const rest = body.length - shown.length;
  const inside = WIDTH - INDENT.length - 4;
  const row = (line: string, style?: Style): readonly Span[] => {
    const short = cut(printable(line), inside);
    const fill = ' '.repeat(Math.max(0, inside - stringWidth(short)));

    return [
      { text: `${INDENT}│ `, style: 'dim' },
      { text: short, style },
      { text: `${fill} │`, style: 'dim' },
    ];
  };

  return [
    [{ text: `${INDENT}┌─ mail ${'─'.repeat(inside - 5)}┐`, style: 'dim' }],
    row(`${from} to ${to}`, 'dim'),
    row(subject, 'bold'),
    row(''),
    ...shown.map((line) => row(line)),
    ...(rest > 0 ? [row(`… and ${rest} lines more`, 'dim')] : []),
    [{ text: `${INDENT}└${'─'.repeat(inside + 2)}┘`, style: 'dim' }],
  ];
}

/** The steps of an attack path below one another, as one leads to the next. */
export function drawnPath({ evidence, severity }: Finding): Picture {
  const { steps } = evidenceSteps(evidence);
  const room = WIDTH - INDENT.length - 4;

  return steps.flatMap(({ text }, index): Picture => {
    const isLast = index === steps.length - 1;

    return [
      ...(index === 0 ? [] : [[{ text: `${INDENT}  ↓`, style: 'dim' as const }]]),
      [
        { text: `${INDENT}${isLast ? '◆' : '●'} `, style: styles[severity] },
        { text: cut(printable(text), room), style: isLast ? 'bold' : undefined },
      ],
    ];
  });
}
