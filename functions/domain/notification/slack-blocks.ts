import { counted } from '../../core/amounts.ts';
import type { Evidence } from '../../core/evidence.ts';
import type { Severity } from '../../core/severity.ts';
import { leadOf } from '../remediation/remediation-text.ts';
import { vigilCommand } from '../vigil-command.ts';
import { countOf } from './alike.ts';
import { dayOf } from './day-and-minute.ts';
import { mrkdwn } from './mrkdwn.ts';
import type { Notification, ReportedChange } from './notification.ts';
import { cut, printable } from './plain-text.ts';
import {
  accountsAhead,
  alikeOf,
  becauseOf,
  codeText,
  deployedIn,
  evidenceText,
  gapText,
  headlineOf,
  leadingEvidence,
  listCommand,
  openIn,
  ownersIn,
  placeOf,
  ratingOf,
  ruleInNotice,
  showCommand,
  UNFINISHED_MEANS,
  unfinishedText,
  watchedIn,
  worstOf,
} from './wording.ts';

/** What an incoming webhook of Slack takes. */
export interface SlackMessage {
  /** For notifications, and for clients that show no blocks. */
  readonly text: string;
  readonly blocks: readonly Block[];
}

type Block =
  | {
      readonly type: 'header';
      readonly text: { readonly type: 'plain_text'; readonly text: string };
    }
  | { readonly type: 'divider' }
  | { readonly type: 'rich_text'; readonly elements: readonly RichElement[] };

interface RichElement {
  readonly type: 'rich_text_section' | 'rich_text_preformatted';
  readonly elements: readonly Piece[];
}

type Piece = Text | Link | { readonly type: 'emoji'; readonly name: string };

interface Link {
  readonly type: 'link';
  readonly url: string;
  readonly text: string;
}

interface Text {
  readonly type: 'text';
  readonly text: string;
  readonly style?: { readonly bold?: true; readonly code?: true };
}

/** So many findings are shown whole; a reader of a chat wants no more. */
const MOST_WHOLE = 5;
const MOST_EVIDENCE = 3;

/**
 * Characters, of all findings together. Slack refuses blocks whose text comes to somewhere between
 * 11,000 and 13,000 characters; where, is not documented. Source: slackapi/bolt-js#2509 and #2867.
 */
const MOST_TEXT = 7_000;

/**
 * The notification as blocks. What was read from the account stands in rich text, which Slack takes
 * literally: there is no markup in it to escape.
 * Limits (50 blocks, 3,000 characters a text, 150 a header): "Block Kit" (Slack API).
 */
export function slackMessage(notification: Notification): SlackMessage {
  const { kind, changes } = notification;
  const shown = kind === 'firstNight' ? worstOf(changes) : changes;
  const named = withinBudget(shown.map((change, index) => entryOf(notification, change, index)));
  const left = notification.changesLeft + countOf(changes) - countOf(shown.slice(0, named.length));

  return {
    text: cut(mrkdwn(headlineOf(notification)), 300),
    blocks: [
      {
        type: 'header',
        text: { type: 'plain_text', text: cut(printable(headlineOf(notification)), 150) },
      },
      ...(notification.standing
        ? [rich(section(plain(`${openIn(notification)}. ${watchedIn(notification)}.`)))]
        : []),
      ...byOwner(notification),
      ...notFinished(notification),
      ...named.flatMap((elements) => [divider, rich(...elements)]),
      ...outOfSight(notification),
      ...lapsing(notification),
      ...ofRules(notification),
      divider,
      rich(
        section(
          plain(`${accountsAhead(notification)}. ${left > 0 ? `${left} more: ` : 'List them: '}`),
          code(listCommand(notification)),
        ),
      ),
    ],
  };
}

type Entry = readonly RichElement[];

function entryOf({ kind }: Notification, change: ReportedChange, index: number): Entry {
  return kind === 'alert' && index < MOST_WHOLE ? whole(change) : [brief(change)];
}

function withinBudget(entries: readonly Entry[]): readonly Entry[] {
  let length = 0;

  return entries.filter((entry) => {
    const texts = entry.flatMap(({ elements }) => elements.filter((piece) => 'text' in piece));
    length += texts.reduce((sum, piece) => sum + sizeOf(piece), 0);

    return length <= MOST_TEXT;
  });
}

function sizeOf(piece: Text | Link): number {
  return piece.text.length + ('url' in piece ? piece.url.length : 0);
}

function whole(change: ReportedChange): Entry {
  const { summary, evidence, remediation } = change;
  const shown = evidenceLines(evidence).join('\n');
  const deployed = deployedIn(change);

  return [
    section(
      ...heading(change),
      newLine,
      plain(cut(summary, 240)),
      ...becausePieces(change),
      ...(deployed === undefined ? [] : [newLine, plain(deployed)]),
    ),
    ...(shown ? [{ type: 'rich_text_preformatted' as const, elements: [literal(shown)] }] : []),
    section(
      bold('Fix: '),
      plain(cut(leadOf(remediation), 300)),
      newLine,
      code(showCommand(change)),
    ),
  ];
}

function brief(change: ReportedChange): RichElement {
  return section(
    ...heading(change),
    newLine,
    plain(cut(change.summary, 100)),
    ...becausePieces(change),
    newLine,
    code(showCommand(change)),
  );
}

function becausePieces(change: ReportedChange): readonly Piece[] {
  const lines = [becauseOf(change), ...alikeOf(change)].filter((line) => line !== undefined);

  return lines.flatMap((line) => [newLine, plain(line)]);
}

function heading(change: ReportedChange): readonly Piece[] {
  const { severity, title, target, transition } = change;
  const name = transition === 'resolved' ? 'white_check_mark' : signs[severity];

  return [
    { type: 'emoji', name },
    bold(` ${ratingOf(change)}: ${cut(title, 120)}`),
    newLine,
    placePiece(placeOf(target), change),
  ];
}

/** Where it is, and in the console a click away. */
function placePiece(place: string, { consoleUrl }: ReportedChange): Piece {
  if (consoleUrl === undefined) return code(place);

  return { type: 'link', url: printable(consoleUrl), text: printable(cut(place, 140)) };
}

/** One of the lines is code, where there is some: five findings share the room of a message. */
function evidenceLines(evidence: readonly Evidence[]): readonly string[] {
  const withCode = evidence.find(({ code }) => code !== undefined);

  return leadingEvidence(evidence, withCode ? MOST_EVIDENCE - 1 : MOST_EVIDENCE)
    .flatMap((each) => [cut(evidenceText(each), 120), ...(each === withCode ? codeText(each) : [])])
    .map(printable);
}

function notFinished({ unfinished = [] }: Notification): readonly Block[] {
  if (unfinished.length === 0) return [];

  return [
    rich(
      section(
        { type: 'emoji', name: 'hourglass_flowing_sand' },
        bold(' Not finished'),
        ...unfinished.flatMap((each) => [newLine, plain(unfinishedText(each))]),
        newLine,
        plain(UNFINISHED_MEANS),
      ),
    ),
  ];
}

function byOwner(notification: Notification): readonly Block[] {
  const owners = ownersIn(notification);
  if (owners.length === 0) return [];
  const shown = owners.slice(0, MOST_WHOLE);
  const more = owners.length - shown.length + (notification.standing?.ownersLeft ?? 0);

  return [
    rich(
      section(
        bold('Open by owner'),
        ...shown.flatMap((line) => [newLine, plain(line)]),
        ...(more > 0
          ? [
              newLine,
              plain(`${more} more: `),
              code(vigilCommand('findings', '--group-by', 'owner')),
            ]
          : []),
      ),
    ),
  ];
}

function outOfSight({ gaps, gapsLeft }: Notification): readonly Block[] {
  if (gaps.length === 0) return [];
  const shown = gaps.slice(0, MOST_WHOLE);
  const more = gaps.length - shown.length + gapsLeft;

  return [
    divider,
    rich(
      section(
        { type: 'emoji', name: 'warning' },
        bold(' Not covered'),
        ...shown.flatMap((gap) => [newLine, plain(gapText(gap, 120))]),
        newLine,
        ...(more > 0 ? [plain(`${more} more: `)] : []),
        code(vigilCommand('coverage')),
      ),
    ),
  ];
}

function lapsing({ lapsing: lapses, lapsingLeft }: Notification): readonly Block[] {
  if (lapses.length === 0) return [];
  const shown = lapses.slice(0, MOST_WHOLE);
  const more = lapses.length - shown.length + lapsingLeft;

  return [
    divider,
    rich(
      section(
        bold('Suppressions that end soon'),
        ...shown.flatMap(({ until, target, title, reason, rule, findings = 1 }) => [
          newLine,
          plain(`${dayOf(until)} `),
          ...(rule === undefined
            ? []
            : [plain(`rule ${cut(rule, 60)}, ${counted(findings, 'finding')}: `)]),
          code(placeOf(target)),
          plain(` ${cut(title, 80)}: ${cut(reason, 120)}`),
        ]),
        ...(more > 0 ? [newLine, plain(`and ${more} more`)] : []),
      ),
    ),
  ];
}

function ofRules({ rules = [] }: Notification): readonly Block[] {
  if (rules.length === 0) return [];

  return [
    divider,
    rich(
      section(
        bold('Rules of vigil.yaml'),
        ...rules.flatMap((notice) => [newLine, plain(cut(ruleInNotice(notice), 300))]),
      ),
    ),
  ];
}

function rich(...elements: readonly RichElement[]): Block {
  return { type: 'rich_text', elements };
}

/** Slack refuses texts that are empty. */
function section(...pieces: readonly Piece[]): RichElement {
  const elements = pieces.filter((piece) => !('text' in piece) || piece.text !== '');

  return { type: 'rich_text_section', elements };
}

function plain(text: string): Text {
  return literal(printable(text));
}

/** Of text that is printable but for line breaks of our own. */
function literal(text: string): Text {
  return { type: 'text', text };
}

function bold(text: string): Text {
  return { ...plain(text), style: { bold: true } };
}

function code(text: string): Text {
  return { type: 'text', text: printable(cut(text, 140)), style: { code: true } };
}

const divider: Block = { type: 'divider' };

const newLine = literal('\n');

const signs: Readonly<Record<Severity, string>> = {
  critical: 'red_circle',
  high: 'large_orange_circle',
  medium: 'large_yellow_circle',
  low: 'large_blue_circle',
  info: 'white_circle',
};
