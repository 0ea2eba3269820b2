import { counted } from '../../core/amounts.ts';
import type { Evidence } from '../../core/evidence.ts';
import { severities } from '../../core/severity.ts';
import { targetKinds } from '../../core/target.ts';
import { deploymentInWords } from '../deployment.ts';
import { elsewhereInWords, type Speaking } from '../fault-words.ts';
import { compareScores } from '../figures.ts';
import type { TransitionKind } from '../finding.ts';
import { namedFew } from '../gap-causes.ts';
import type { RuleNotice } from '../rules/rule-notices.ts';
import type { TargetIdentity } from '../target-identity.ts';
import { vigilCommand } from '../vigil-command.ts';
import { dayOf, minuteOf } from './day-and-minute.ts';
import type { Notification, ReportedChange } from './notification.ts';
import { ascii, cut } from './plain-text.ts';

/**
 * What stands in the list of a mailbox. SNS wants ASCII, one line, under 100 characters, and a
 * letter, digit or punctuation at its start. Source: "Publish" (SNS API Reference).
 */
export function subjectOf(notification: Notification): string {
  const line = (open: typeof openIn) => ascii(`[lambda-vigil] ${headlineOf(notification, open)}`);
  const whole = line(openIn);

  return whole.length <= MOST_OF_SUBJECT ? whole : cut(line(openInBrief), MOST_OF_SUBJECT, '...');
}

const MOST_OF_SUBJECT = 99;

/**
 * The whole notification in one line: of a route's behind its name.
 *
 * @param open what a first night has found.
 */
export function headlineOf(notification: Notification, open = openIn): string {
  const { route } = notification;
  const news = newsOf(notification, open);

  return route === undefined ? news : `${route}: ${news}`;
}

function newsOf(notification: Notification, open: typeof openIn): string {
  if (notification.kind === 'alert') {
    const [worst] = notification.changes;
    const what = worst && `: ${worst.title} (${worst.target.name})`;

    return `${severitiesIn(notification.counts.bySeverity)}${what ?? ''}`;
  }

  const what =
    notification.kind === 'firstNight'
      ? `First night: ${open(notification)}${unseenIn(notification)}`
      : changesIn(notification);
  const names = [...new Set((notification.unfinished ?? []).map(({ scanner }) => scanner))];

  return names.length > 0 ? `${what}; not finished: ${names.join(', ')}` : what;
}

/**
 * `code: running since 2026-11-25 02:00 UTC, 4,120 of 10,000 targets seen`
 *
 * What is missing is not named as a fault: it comes with a later message.
 */
export function unfinishedText(each: NonNullable<Notification['unfinished']>[number]): string {
  const { scanner, state, since, seen = 0, targets = 0, lost = 0, messages = 0 } = each;
  const last = since === undefined ? undefined : minuteOf(since);

  const text = {
    running: `running since ${last}, ${
      targets > 0 ? `${amount(seen)} of ${amount(targets)} targets seen` : 'nothing listed yet'
    }`,
    waiting: `has not begun, it waits for ${(each.for ?? []).join(', ')}`,
    incomplete: `${amount(lost)} of ${amount(messages)} messages of its sweep were not processed, its logs say why`,
    missing: last === undefined ? 'has not begun' : `has not begun since ${last}`,
    unknown: `how far it has come cannot be read: ${cut(each.reason ?? '', 200)}`,
  }[state];

  return `${scanner}${inAccounts(each.accounts)}: ${text}`;
}

/** ` in 222233334444, 333344445555 and 7 more accounts` */
function inAccounts(accounts: readonly string[] | undefined): string {
  if (accounts === undefined || accounts.length === 0) return '';
  const [named, more] = [accounts.slice(0, MOST_ACCOUNTS), accounts.length - MOST_ACCOUNTS];

  return ` in ${named.join(', ')}${more > 0 ? ` and ${counted(more, 'more account')}` : ''}`;
}

const MOST_ACCOUNTS = 3;

/** The same at the head of a line. */
export function accountsAhead(notification: Notification): string {
  return accountsIn(notification).replace(/^account /, 'Account ');
}

/** `account 111122223333`, or `3 accounts` where it is about several. */
export function accountsIn({ account, accounts = 1 }: Notification): string {
  return accounts > 1 ? `${amount(accounts)} accounts` : `account ${account}`;
}

/** What a reader makes of scanners that are not finished. */
export const UNFINISHED_MEANS =
  'What they have not seen yet is not in this message; what they find comes with a later one.';

function amount(count: number): string {
  return count.toLocaleString('en-US');
}

/** `2 critical, 1 high`; empty when there are none. */
export function severitiesIn(tally: Notification['counts']['bySeverity']): string {
  return severities
    .toReversed()
    .filter((severity) => tally[severity])
    .map((severity) => `${tally[severity]} ${severity}`)
    .join(', ');
}

/** `2 critical, 1 high open`. Nothing open is nothing found, as far as was seen. */
export function openIn({ standing }: Notification): string {
  const open = severitiesIn(standing?.open ?? {});

  return open ? `${open} open` : 'nothing found';
}

/** `29 critical, 38 high, 86 lower open`: where a line is short, what can wait is counted together. */
function openInBrief({ standing }: Notification): string {
  const { critical = 0, high = 0, medium = 0, low = 0, info = 0 } = standing?.open ?? {};
  const parts = [
    [critical, 'critical'],
    [high, 'high'],
    [medium + low + info, 'lower'],
  ] as const;
  const open = parts.flatMap(([count, name]) => (count > 0 ? [`${count} ${name}`] : []));

  return open.length > 0 ? `${open.join(', ')} open` : 'nothing found';
}

/** `payments: 2 high, 1 low`, for each owner that is named. */
export function ownersIn({ standing }: Notification): readonly string[] {
  return (standing?.openByOwner ?? []).map(
    ({ owner, open }) => `${cut(owner, 80)}: ${severitiesIn(open)}`,
  );
}

/** `15 functions, 9 roles, 1 account watched; 2 of them only in part: the rest is not known`. */
export function watchedIn({ standing }: Notification): string {
  const { targets = {}, incomplete = 0 } = standing ?? {};
  const kinds = targetKinds
    .filter((kind) => targets[kind])
    .map((kind) => counted(targets[kind] ?? 0, kind));

  return [
    `${kinds.join(', ') || 'nothing'} watched`,
    ...(incomplete > 0 ? [`${incomplete} of them only in part: the rest is not known`] : []),
  ].join('; ');
}

/**
 * Where a finding stands: `orders (eu-west-1)`, `role orders-role`, `layer common:3 (eu-west-1)`; of
 * several accounts `orders (Shop 111122223333, eu-west-1)`.
 */
export function placeOf({ kind, name, region, accountName }: TargetIdentity): string {
  const what = kind === 'function' ? name : `${kind} ${name}`;
  const where = [accountName, region].filter(
    (part) => part !== undefined && part !== 'global' && !(kind === 'account' && part === name),
  );

  return where.length === 0 ? what : `${what} (${where.join(', ')})`;
}

/**
 * Of notification in words: `orders (eu-west-1), mails (eu-west-1) and 38 more, code: weaknesses in its code: denied: …`
 *
 * @param most characters of the reason.
 */
export function gapText(gap: Notification['gaps'][number], most: number): string {
  const { target, also = [], targets = 1, fact, facts = [fact], reason } = gap;
  const { scanner, scanners = [scanner] } = gap;
  const named = [target, ...also].map(placeOf);
  const more = targets - named.length;
  const where = `${named.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;

  return `${where}, ${scanners.join(', ')}: ${namedFew([fact, ...facts])}: ${cut(reason, most)}`;
}

/** `CRITICAL, score 89`, and what has become of it unless it is simply new. */
export function ratingOf({ severity, transition, gone, figures }: ReportedChange): string {
  const became = gone ? 'gone with its target' : said[transition];

  return [
    severity.toUpperCase(),
    ...(figures?.score === undefined ? [] : [`score ${figures.score}`]),
    ...(became ? [became] : []),
  ].join(', ');
}

/** `Since then: CVE-2026-1234 is new`; undefined where what has become of it says it all. */
export function becauseOf({ because }: ReportedChange): string | undefined {
  return because === undefined ? undefined : `Since then: ${cut(because, 240)}`;
}

/**
 * `Last deployed by role/ci-deploy (session alice) on …`; undefined where that is not known, and of a finding
 * that others may have made: a policy, a URL or a role is changed without a deployment.
 */
export function deployedIn({ check, lastDeployment, target }: ReportedChange): string | undefined {
  const isDeployed = check.startsWith('code/') || check.startsWith('dependencies/');

  return isDeployed && lastDeployment
    ? cut(deploymentInWords(lastDeployment, target.arn), MOST_DEPLOYED)
    : undefined;
}

const MOST_DEPLOYED = 240;

/**
 * `119 more of the kind: vigil findings orders --check …`, `the same in 19 other functions: vigil findings --check …`: a line
 * for each that there is.
 */
export function alikeOf(change: ReportedChange): readonly string[] {
  const { alike = 0, elsewhere, hole, target, check } = change;
  const names = target.kind === 'account' ? [] : [target.name];
  const list = (...of: readonly string[]) => vigilCommand('findings', ...of, '--check', check);

  return [
    ...(alike > 0 ? [`${amount(alike)} more of the kind: ${list(...names)}`] : []),
    ...(elsewhere ? [`${elsewhereOf(elsewhere, change)}: ${list()}`] : []),
    ...(hole ? [`One fault with ${hole.check} (${hole.severity}): ${cut(hole.summary, 240)}`] : []),
  ];
}

/** `the same in 19 other functions` */
export function elsewhereOf(
  elsewhere: NonNullable<ReportedChange['elsewhere']>,
  { target: { kind }, ...change }: Pick<ReportedChange, keyof Omit<Speaking, 'kind'> | 'target'>,
): string {
  return elsewhereInWords(elsewhere, { ...change, kind });
}

/** `src/index.js:12:5`; undefined for what stands nowhere in the code. */
export function positionOf({ path, line, column }: Evidence): string | undefined {
  if (path === undefined) return undefined;

  return [path, line, column].filter((part) => part !== undefined).join(':');
}

/** With its place in the code. A step of a path, `1. …`, keeps its number in front. */
export function evidenceText(evidence: Evidence): string {
  const position = positionOf(evidence);
  const { text } = evidence;
  if (position === undefined) return text;

  const [number = ''] = STEP.exec(text) ?? [];
  return `${number}${position}  ${text.slice(number.length)}`;
}

/** The code that stands there, on a line below the text. */
export function codeText({ code }: Evidence): readonly string[] {
  return code === undefined ? [] : [`| ${cut(code, 120)}`];
}

/** The first lines of evidence; of more than there is room for, with the one that shows code. */
export function leadingEvidence<L extends { readonly code?: string | undefined }>(
  evidence: readonly L[],
  most: number,
): readonly L[] {
  const first = evidence.slice(0, most);
  if (first.some(({ code }) => code !== undefined)) return first;
  const shown = evidence.find(({ code }) => code !== undefined);

  return shown ? [...first.slice(0, most - 1), shown] : first;
}

/** Whether it is a step of a path. */
export function isStep({ text }: Evidence): boolean {
  return STEP.test(text);
}

const STEP = /^\d+\. /;

export function showCommand({ id }: Pick<ReportedChange, 'id'>): string {
  return vigilCommand('show', id);
}

/** Lists what a message had no room for. */
export function listCommand({ kind }: Notification): string {
  return vigilCommand('findings', ...(kind === 'firstNight' ? [] : ['--since', '1d']));
}

const said: Partial<Record<TransitionKind, string>> = {
  worsened: 'worse than before',
  reopened: 'reopened',
  eased: 'less severe',
  resolved: 'fixed',
};

/** Nothing found is no good news of what was not seen. */
function unseenIn({ standing }: Notification): string {
  return standing?.incomplete ? `, ${standing.incomplete} covered only in part` : '';
}

function changesIn(notification: Notification): string {
  const { counts, gaps, gapsLeft, hidden, lapsing, lapsingLeft, rules = [] } = notification;
  const { opened = 0, reopened = 0, worsened = 0, eased = 0, resolved = 0 } = counts.byTransition;
  const parts = [
    [opened, 'new'],
    [reopened, 'reopened'],
    [worsened, 'worse'],
    [eased, 'less severe'],
    [resolved - counts.gone, 'fixed'],
    [counts.gone, 'gone'],
    [hidden ?? gaps.length + gapsLeft, 'no longer covered'],
  ] as const;
  const happened = parts.filter(([count]) => count > 0).map(([count, what]) => `${count} ${what}`);

  if (happened.length > 0) return happened.join(', ');
  const lapses = lapsing.length + lapsingLeft;
  if (lapses > 0) return `${counted(lapses, 'suppression')} about to end`;

  return rules.length > 0 ? `${counted(rules.length, 'rule')} to look at` : 'nothing new';
}

/** `rule billing-goes selects nothing since 2026-11-21: it can go; its reason: replaced in May` */
export function ruleInNotice({ rule, state, at, reason }: RuleNotice): string {
  const day = dayOf(at);
  const what = state === 'ending' ? `ends on ${day}` : `selects nothing since ${day}: it can go`;

  return `rule ${rule} ${what}; its reason: ${reason}`;
}

const MOST_OF_FIRST_NIGHT = 5;

/** What a message about a first night shows: first what joins others, by its score; the rest is counted. */
export function worstOf(changes: readonly ReportedChange[]): readonly ReportedChange[] {
  const joining = changes.filter(({ figures }) => figures?.score !== undefined);
  const alone = changes.filter(({ figures }) => figures?.score === undefined);

  return [...joining.toSorted(compareScores), ...alone].slice(0, MOST_OF_FIRST_NIGHT);
}
