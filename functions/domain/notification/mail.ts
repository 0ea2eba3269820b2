import { counted } from '../../core/amounts.ts';
import type { Evidence } from '../../core/evidence.ts';
import { leadOf } from '../remediation/remediation-text.ts';
import { vigilCommand } from '../vigil-command.ts';
import { countOf } from './alike.ts';
import { dayOf, minuteOf } from './day-and-minute.ts';
import type { Notification, ReportedChange } from './notification.ts';
import { cut, printable, wrapped } from './plain-text.ts';
import {
  accountsIn,
  alikeOf,
  becauseOf,
  codeText,
  deployedIn,
  elsewhereOf,
  evidenceText,
  gapText,
  headlineOf,
  isStep,
  leadingEvidence,
  listCommand,
  openIn,
  ownersIn,
  placeOf,
  ratingOf,
  ruleInNotice,
  severitiesIn,
  showCommand,
  UNFINISHED_MEANS,
  unfinishedText,
  watchedIn,
  worstOf,
} from './wording.ts';

/** The notification as plain text, for people. */
export function mailText(notification: Notification): string {
  const parts =
    notification.kind === 'alert' ? alertParts(notification) : digestParts(notification);

  return `${parts
    .filter((part) => part.length > 0)
    .map((part) => part.join('\n'))
    .join('\n\n')}\n`;
}

type Lines = readonly string[];

/** Of the evidence a mail shows so much; `vigil show` has it all. */
const MOST_EVIDENCE = 3;

/** Causes of gaps that the mail of a first night names. */
const MOST_GAPS = 3;

function alertParts(notification: Notification): readonly Lines[] {
  const { counts } = notification;

  return [
    [`${severitiesIn(counts.bySeverity)} in ${printable(accountsIn(notification))}`],
    ...notification.changes.map(whole),
    leftOut(notification.changesLeft, listCommand(notification)),
  ];
}

/** All that a reader needs who has just been woken. */
function whole(change: ReportedChange): Lines {
  const { title, target, summary, evidence, remediation } = change;
  const hidden = evidence.length - MOST_EVIDENCE;

  return [
    ...wrapped(`${ratingOf(change)}: ${title}`, '', '  '),
    ...wrapped(placeOf(target), '  '),
    ...wrapped(summary, '  '),
    ...becauseLines(change),
    ...alikeLines(change, '  '),
    ...deployedLines(change),
    ...leadingEvidence(evidence, MOST_EVIDENCE).flatMap(evidenceLines),
    ...(hidden > 0 ? [`  - and ${hidden} more`] : []),
    ...wrapped(`Fix: ${cut(leadOf(remediation), 600)}`, '  ', '       '),
    ...whereToLook(change, '  '),
  ];
}

/** What shows it whole, and where the console has its target. No line of it is broken. */
function whereToLook(change: ReportedChange, indent: string): Lines {
  const { consoleUrl } = change;

  return [
    `${indent}${showCommand(change)}`,
    ...(consoleUrl === undefined ? [] : [`${indent}${printable(consoleUrl)}`]),
  ];
}

function becauseLines(change: ReportedChange, indent = '  '): Lines {
  const because = becauseOf(change);

  return because === undefined ? [] : wrapped(because, indent);
}

function deployedLines(change: ReportedChange): Lines {
  const deployed = deployedIn(change);

  return deployed === undefined ? [] : wrapped(deployed, '  ');
}

/** No line of it is broken: it ends in a command. */
function alikeLines(change: ReportedChange, indent: string): Lines {
  return alikeOf(change).map((line) => `${indent}${printable(line)}`);
}

function evidenceLines(evidence: Evidence): Lines {
  const text = evidenceText({ ...evidence, text: cut(evidence.text, 200) });
  const [first, indent] = isStep(evidence) ? ['  ', '     '] : ['  - ', '    '];

  return [
    ...wrapped(text, first, indent),
    ...codeText(evidence).flatMap((code) => wrapped(code, indent, `${indent}  `)),
  ];
}

function digestParts(notification: Notification): readonly Lines[] {
  return [
    [
      ...wrapped(titleOf(notification), ''),
      '',
      ...wrapped(`Now: ${openIn(notification)}.`, ''),
      ...wrapped(`${watchedIn(notification)}.`, ''),
    ],
    unfinishedLines(notification),
    ...(notification.kind === 'firstNight'
      ? firstNightParts(notification)
      : changedParts(notification)),
    section('Open by owner', ownersIn(notification), (line) => wrapped(line, '  ', '    ')),
    leftOut(
      notification.standing?.ownersLeft ?? 0,
      vigilCommand('findings', '--group-by', 'owner'),
    ),
    section('Suppressions that end soon', notification.lapsing, lapseLines),
    leftOut(notification.lapsingLeft, vigilCommand('findings', '--status', 'suppressed')),
    section('Rules of vigil.yaml', notification.rules ?? [], (notice) =>
      wrapped(ruleInNotice(notice), '  ', '    '),
    ),
    [
      `One page:       ${vigilCommand('report')}`,
      `Open findings:  ${vigilCommand('findings')}`,
      `Not covered:    ${vigilCommand('coverage')}`,
    ],
  ];
}

/** The worst alone: a first night has hundreds, and a list of them is read by no one. */
function firstNightParts(notification: Notification): readonly Lines[] {
  const { changes, changesLeft, gaps, gapsLeft } = notification;
  const worst = worstOf(changes);
  const causes = gaps.slice(0, MOST_GAPS);

  return [
    section('Fix these first', worst, (change) => (change === worst[0] ? whole : brief)(change)),
    leftOut(countOf(changes) - countOf(worst) + changesLeft, listCommand(notification)),
    section('Not covered', causes, gapLines),
    leftOut(gaps.length - causes.length + gapsLeft, vigilCommand('coverage')),
  ];
}

function changedParts(notification: Notification): readonly Lines[] {
  return [
    ...sectionsByTransition(notification),
    leftOut(notification.changesLeft, listCommand(notification)),
    section('No longer covered', notification.gaps, gapLines),
    leftOut(notification.gapsLeft, vigilCommand('coverage')),
  ];
}

/** Before all else: a reader has to know what this mail cannot say. */
function unfinishedLines({ unfinished = [] }: Notification): Lines {
  const lines = section('Not finished', unfinished, (each) =>
    wrapped(unfinishedText(each), '  ', '    '),
  );

  return lines.length > 0 ? [...lines, ...wrapped(UNFINISHED_MEANS, '  ')] : [];
}

function titleOf(notification: Notification): string {
  if (notification.since === undefined) return `The first night in ${accountsIn(notification)}`;

  return `${headlineOf(notification)} since ${minuteOf(notification.since)} in ${accountsIn(notification)}`;
}

function sectionsByTransition({ changes }: Notification): readonly Lines[] {
  const of = (...kinds: readonly ReportedChange['transition'][]) =>
    changes.filter(({ transition }) => kinds.includes(transition));

  return [
    section('New', of('opened'), brief),
    section('Worse, or reopened', of('worsened', 'reopened'), brief),
    section('Less severe', of('eased'), brief),
    section('Fixed', of('resolved'), closing),
  ];
}

function section<T>(title: string, items: readonly T[], linesOf: (item: T) => Lines): Lines {
  return items.length === 0 ? [] : [title.toUpperCase(), ...items.flatMap(linesOf)];
}

/** Enough to decide whether to look. */
function brief(change: ReportedChange): Lines {
  const { title, target, summary } = change;

  return [
    ...wrapped(`${ratingOf(change)}: ${title}`, '  ', '    '),
    ...wrapped(`${placeOf(target)}: ${summary}`, '    '),
    ...becauseLines(change, '    '),
    ...alikeLines(change, '    '),
    ...whereToLook(change, '    '),
  ];
}

function closing(change: ReportedChange): Lines {
  const { title, target, gone, alike = 0, elsewhere } = change;
  const kind = alike > 0 ? `, and ${alike} more of the kind` : '';
  const more = elsewhere ? `${kind}, and ${elsewhereOf(elsewhere, change)}` : kind;

  return wrapped(`${placeOf(target)}${gone ? ' is gone' : ''}: ${title}${more}`, '  ', '    ');
}

function gapLines(gap: Notification['gaps'][number]): Lines {
  return wrapped(gapText(gap, 300), '  ', '    ');
}

function lapseLines(lapse: Notification['lapsing'][number]): Lines {
  const { until, severity, title, target, reason, by, rule, findings = 1 } = lapse;
  const worst = `${severity.toUpperCase()}: ${title}, ${placeOf(target)}`;
  const what =
    rule === undefined ? worst : `rule ${rule}, ${counted(findings, 'finding')}; ${worst}`;

  return [
    ...wrapped(`${dayOf(until)}  ${what}`, '  ', '    '),
    ...wrapped(`Reason: ${reason}${by === undefined ? '' : ` (${by})`}`, '    '),
  ];
}

function leftOut(count: number, command: string): Lines {
  return count > 0 ? [`${count} more: ${command}`] : [];
}
