import { compareScores } from '../figures.ts';
import { leadOf } from '../remediation/remedy-text.ts';
import { vigilCommand } from '../vigil-command.ts';
import { dayOf, minuteOf } from './day-and-minute.ts';
import type { News, ToldChange } from './news.ts';
import { cut, printable, wrapped } from './plain-text.ts';
import {
  becauseOf,
  evidenceText,
  gapText,
  headlineOf,
  isStep,
  listCommand,
  openIn,
  placeOf,
  ratingOf,
  severitiesIn,
  showCommand,
  UNFINISHED_MEANS,
  unfinishedText,
  watchedIn,
} from './wording.ts';

/** The news as plain text, for people. */
export function mailText(news: News): string {
  const parts = news.kind === 'alert' ? alertParts(news) : digestParts(news);

  return `${parts
    .filter((part) => part.length > 0)
    .map((part) => part.join('\n'))
    .join('\n\n')}\n`;
}

type Lines = readonly string[];

/** Of the evidence a mail shows so much; `vigil show` has it all. */
const MOST_EVIDENCE = 3;

function alertParts(news: News): readonly Lines[] {
  const { counts, account } = news;

  return [
    [`${severitiesIn(counts.bySeverity)} in account ${printable(account)}`],
    ...news.changes.map(whole),
    leftOut(news.changesLeft, listCommand(news)),
  ];
}

/** All that somebody needs who has just been woken. */
function whole(change: ToldChange): Lines {
  const { title, target, summary, evidence, remediation } = change;
  const hidden = evidence.length - MOST_EVIDENCE;

  return [
    ...wrapped(`${ratingOf(change)}: ${title}`, '', '  '),
    ...wrapped(placeOf(target), '  '),
    ...wrapped(summary, '  '),
    ...becauseLines(change),
    ...evidence.slice(0, MOST_EVIDENCE).flatMap(evidenceLines),
    ...(hidden > 0 ? [`  - and ${hidden} more`] : []),
    ...wrapped(`Fix: ${cut(leadOf(remediation), 600)}`, '  ', '       '),
    `  ${showCommand(change)}`,
  ];
}

function becauseLines(change: ToldChange, indent = '  '): Lines {
  const because = becauseOf(change);

  return because === undefined ? [] : wrapped(because, indent);
}

function evidenceLines(evidence: ToldChange['evidence'][number]): Lines {
  const text = evidenceText({ ...evidence, text: cut(evidence.text, 200) });

  return isStep(evidence) ? wrapped(text, '  ', '     ') : wrapped(text, '  - ', '    ');
}

function digestParts(news: News): readonly Lines[] {
  return [
    [
      ...wrapped(titleOf(news), ''),
      '',
      ...wrapped(`Now: ${openIn(news)}.`, ''),
      ...wrapped(`${watchedIn(news)}.`, ''),
    ],
    unfinishedLines(news),
    ...(news.kind === 'firstNight'
      ? [
          ...fixFirst(news),
          byCheck(news),
          section('The worst', news.changes.filter(isAlone), brief),
        ]
      : sectionsByTransition(news)),
    leftOut(news.changesLeft, listCommand(news)),
    section(
      news.kind === 'firstNight' ? 'Out of sight' : 'Newly out of sight',
      news.gaps,
      gapLines,
    ),
    leftOut(news.gapsLeft, vigilCommand('coverage')),
    section('Suppressions that end soon', news.lapsing, lapseLines),
    leftOut(news.lapsingLeft, vigilCommand('findings', '--status', 'suppressed')),
    [
      `All that is open:     ${vigilCommand('findings')}`,
      `What is out of sight: ${vigilCommand('coverage')}`,
    ],
  ];
}

/** Before all else: a reader has to know what this mail cannot say. */
function unfinishedLines({ unfinished = [] }: News): Lines {
  const lines = section('Not finished', unfinished, (each) =>
    wrapped(unfinishedText(each), '  ', '    '),
  );

  return lines.length > 0 ? [...lines, ...wrapped(UNFINISHED_MEANS, '  ')] : [];
}

/** What joins others, with its steps: whoever reads no further has read what matters. */
function fixFirst({ changes }: News): readonly Lines[] {
  const joining = changes.filter((change) => !isAlone(change)).toSorted(compareScores);

  return [section('Fix these first', joining, whole)];
}

function isAlone({ figures }: ToldChange): boolean {
  return figures?.score === undefined;
}

function titleOf(news: News): string {
  if (news.since === undefined) return `The first night in account ${news.account}`;

  return `${headlineOf(news)} since ${minuteOf(news.since)} in account ${news.account}`;
}

function sectionsByTransition({ changes }: News): readonly Lines[] {
  const of = (...kinds: readonly ToldChange['transition'][]) =>
    changes.filter(({ transition }) => kinds.includes(transition));

  return [
    section('New', of('opened'), brief),
    section('Worse, or back again', of('worsened', 'reopened'), brief),
    section('Eased', of('eased'), brief),
    section('Fixed', of('resolved'), closing),
  ];
}

function section<T>(title: string, items: readonly T[], linesOf: (item: T) => Lines): Lines {
  return items.length === 0 ? [] : [title.toUpperCase(), ...items.flatMap(linesOf)];
}

function byCheck({ standing }: News): Lines {
  const checks = standing?.openByCheck ?? [];
  const width = Math.max(...checks.map(({ count }) => String(count).length));

  return section('By check', checks, ({ check, count }) => [
    `  ${String(count).padStart(width)}  ${printable(check)}`,
  ]);
}

/** Enough to decide whether to look. */
function brief(change: ToldChange): Lines {
  const { title, target, summary } = change;

  return [
    ...wrapped(`${ratingOf(change)}: ${title}`, '  ', '    '),
    ...wrapped(`${placeOf(target)}: ${summary}`, '    '),
    ...becauseLines(change, '    '),
    `    ${showCommand(change)}`,
  ];
}

function closing({ title, target, gone }: ToldChange): Lines {
  return wrapped(`${placeOf(target)}${gone ? ' is gone' : ''}: ${title}`, '  ', '    ');
}

function gapLines(gap: News['gaps'][number]): Lines {
  return wrapped(gapText(gap, 300), '  ', '    ');
}

function lapseLines(lapse: News['lapsing'][number]): Lines {
  const { until, severity, title, target, reason, by } = lapse;

  return [
    ...wrapped(
      `${dayOf(until)}  ${severity.toUpperCase()}: ${title}, ${placeOf(target)}`,
      '  ',
      '    ',
    ),
    ...wrapped(`Reason: ${reason}${by === undefined ? '' : ` (${by})`}`, '    '),
  ];
}

function leftOut(count: number, command: string): Lines {
  return count > 0 ? [`${count} more: ${command}`] : [];
}
