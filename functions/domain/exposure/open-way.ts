import { signWords } from '../../core/asking-sign.ts';
import { type CodeRoute, isRead } from '../../core/code-route.ts';
import { changeLine, changeWords, type DecidedChange } from '../../core/decided-change.ts';
import type { HandedOut } from '../../core/handed-out.ts';
import { designWords, type OpenDesign } from '../../core/open-design.ts';
import { milder, rankOf, type Severity, worstOf } from '../../core/severity.ts';
import type { ApiRoute } from './api-route.ts';
import { type AskedByCode, keyOf } from './asked-by-code.ts';
import {
  changesOfRoute,
  changesOfWay,
  isBlind,
  type ReadChanges,
  takesOver,
  undecidedLine,
} from './decided-by-strangers.ts';
import type { GivenPower } from './given-power.ts';
import { handedToAnyone, worsened } from './handed-to-anyone.ts';
import {
  isBeforeSignIn,
  isForFew,
  isNamedForChange,
  isOpenByNature,
  isVisitorsForm,
} from './open-by-nature.ts';

/** What a way in shows by itself: a route of an API, or what takes all of some methods. */
export type Way = Pick<ApiRoute, 'kind' | 'key'>;

/** What anyone comes in by that takes each request: a function URL. */
export const anyRequest: Way = { kind: 'HTTP', key: 'ANY /{rest+}' };

/** For evidence, of a function that cannot start now: its ways in are one step milder. */
export function notStartingLine(fault: string): string {
  return `it cannot start now (${fault}): it is open as soon as it does`;
}

/** What is asked about a way in. */
export interface OfWay {
  /** What the function gives by it; undefined where that is not known: it is taken for the worst. */
  readonly power: GivenPower | undefined;
  readonly asked: AskedByCode;
  /** What its code signs for anyone who asks. @default nothing */
  readonly handsOut?: readonly HandedOut[] | undefined;
  /** What it does that a request decides; undefined where it was not read to the end. */
  readonly changes?: ReadChanges;
  /** Whether the function has another way in that may write: a change of which no route is known may be of that. @default false */
  readonly othersWrite?: boolean | undefined;
}

/** A way in by which anyone comes, and how bad that is. */
export interface OpenWay {
  readonly severity: Severity;
  readonly writes: boolean;
  /** What the code asks of those who come in by it. */
  readonly asked: AskedByCode;
  /** Why it is milder than by its role, a line each. */
  readonly milderBy: readonly string[];
  /** What a stranger is handed by it, a line each. */
  readonly handed: readonly string[];
  /** That its code was read and shows nothing which a stranger decides, where it is milder by that. */
  readonly undecided: string | undefined;
  /** What a stranger decides by it, where it is high, a line each. */
  readonly decided: readonly string[];
  /** The worst of both, in a sentence about the code, where it is high by that: `removes what the request names`. */
  readonly worst: string | undefined;
}

/** What a way in is judged by, but for what is handed out. */
type JudgedBy = Omit<OfWay, 'handsOut'>;

/** A way in is as bad as what it opens, as far as the code is followed; else as what the role of the function gives. */
export function judgedWay(way: Way, { handsOut = [], ...by }: OfWay): OpenWay {
  const { power, asked } = by;
  const handed = handedToAnyone(handsOut, way.key, asked, power);
  const { severity, milderBy } = weighed(power, (given) =>
    severityOfWay(way, { ...by, power: given }),
  );
  const all = decidedChanges(way, by);
  const decided = severity === 'high' ? all : [];
  // Routes of the code have signs of their own.
  const sign = asked.open.length === 0 ? asked.sign : undefined;
  const isSigned = sign !== undefined && severity === 'high';
  const judged: Pick<OpenWay, 'severity' | 'milderBy'> = {
    severity: isSigned ? 'medium' : severity,
    milderBy: [...milderBy, ...whyMilder(way, by), ...(isSigned ? [signWords(sign)] : [])],
  };
  const isUndecided =
    by.changes !== undefined &&
    rankOf(severityOfWay(way, unreadOf(by))) > rankOf(severityOfWay(way, by));

  return {
    writes:
      mayWrite(way, asked, power) ||
      handed?.writes === true ||
      decided.some(({ kind }) => kind !== 'reads'),
    asked,
    ...worsened(judged, handed),
    handed: handed?.because ?? [],
    undecided: isUndecided && by.changes ? undecidedLine(by.changes, all) : undefined,
    decided: decided.slice(0, MOST_CHANGES).map(changeLine),
    worst: decided[0] ? changeWords(decided[0]) : handed?.worst,
  };
}

/** As many as a reader wants. */
export const MOST_CHANGES = 3;

/** For a summary, after who comes in: what a stranger decides or is handed by it; empty where it is not high by that. */
export function codeClause(way: Pick<OpenWay, 'worst'> | undefined): string {
  return way?.worst === undefined ? '' : `; its code ${way.worst}`;
}

/** What is decided by a way in, by the routes of the code that it comes to, where these are known. */
function decidedChanges(way: Way, by: JudgedBy): readonly DecidedChange[] {
  const { asked, changes, othersWrite = false } = by;
  const { open, isUnnamed, othersChange = false } = asked;
  const found =
    open.length === 0 || isUnnamed
      ? [changesOfWay(changes, way, othersWrite)]
      : open.map((route) => changesOfRoute(changes, route, othersChange));

  return [...new Set(found.flatMap((each) => each?.changes ?? []))];
}

/**
 * By what the role may do, where no more is proved; by one step less where what the code is seen to do is less.
 */
function weighed(
  power: GivenPower | undefined,
  judge: (power: GivenPower | undefined) => Severity,
): Pick<OpenWay, 'severity' | 'milderBy'> {
  const severity = judge(power);
  const { seen } = power ?? {};
  if (!seen || rankOf(judge(seen)) >= rankOf(severity)) return { severity, milderBy: [] };

  return { severity: milder(severity), milderBy: seen.because };
}

/**
 * Of code that hands requests on to routes of its own, the worst of those that ask for nothing, each by its own method and
 * path, but where none is called as the way is. What is asked for a credential, and what answers all alike, is one step milder.
 */
function severityOfWay(way: Way, by: JudgedBy): Severity {
  const { power, asked, othersWrite = false } = by;
  const { check, open, isIdle, isUnnamed, design } = asked;
  const changes = changesOfWay(by.changes, way, othersWrite);
  const ofCode = { design, asked, changes, othersWrite };
  const whole = severityByName(way, power, ofCode);
  const isMilder = check !== undefined || isIdle === true;
  if (!isMilder && open.length === 0) return whole;

  const parts = open.map((route) =>
    isUnnamed && !isOpenByNature(keyOf(route)) ? signed(whole, route) : severityOfRoute(route, by),
  );
  // What asks is no milder for what is not decided by it.
  const checked = milder(severityByName(way, power, { ...ofCode, changes: undefined }));
  // By none of its names it is worse than all of it.
  return least(whole, worstOf([...(isMilder ? [checked] : []), ...parts]));
}

/**
 * By a route that reads none comes to what others change by their methods, where all of them are seen, and
 * its path says nothing else. A browser's preflight is none that writes.
 */
function severityOfRoute(route: CodeRoute, by: JudgedBy): Severity {
  const { power, asked } = by;
  const { othersChange = false } = asked;
  const reads = isRead(route);
  const way: Way = { kind: 'HTTP', key: keyOf(reads ? { ...route, method: 'GET' } : route) };
  const isApart = reads && othersChange && !isNamedForChange(keyOf(route)) && power?.followed;
  const given = isApart ? { ...power, followed: { ...power.followed, reads: true } } : power;

  const changes = changesOfRoute(by.changes, route, othersChange);
  return signed(
    severityByName(way, given, { design: route.design, changes, othersWrite: othersChange }),
    route,
  );
}

/** Where something looks as if it asked, no one can be sure that it is open. */
function signed(severity: Severity, { sign }: CodeRoute): Severity {
  return severity === 'high' && sign ? 'medium' : severity;
}

/** What is known of the code of a way in. */
interface OfCode {
  readonly design: OpenDesign | undefined;
  readonly asked?: AskedByCode;
  /** Of this way alone. */
  readonly changes: ReadChanges;
  readonly othersWrite: boolean;
}

function severityByName(
  way: Way,
  power: GivenPower | undefined,
  { design, asked, changes, othersWrite }: OfCode,
): Severity {
  const { key } = way;
  const [method = ''] = key.split(' ');
  const byRole = severityOf(mayWrite(way, asked, power), power, {
    changes: changing.has(method),
    isForFew: isForFew(key),
  });
  const severity = severityByChanges(byRole, key, power, changes);
  const isTaking = changes?.changes.some(
    (each) => (isBlind(each) || each.by === 'rights') && (each.route !== undefined || !othersWrite),
  );
  // No one can be asked to sign in before: how much the role gives beside is a finding of the role.
  const isBefore =
    power !== undefined &&
    (isBeforeSignIn(key) ||
      (isVisitorsForm(key) && (power.gives === 'something' || isOnlySending(changes))));
  const isDesigned = design !== undefined && isMeant(power) && isDoneBy(design, key);
  if (severity !== 'high' || !(isBefore || isDesigned)) return severity;

  // Who signs up under the name of another has taken the place of that one, and who takes a role is an administrator: it was not meant so.
  return isTaking && (isBeforeSignIn(key) || replaceable.has(design?.kind)) ? 'high' : 'medium';
}

/** What a form is sent for: of code that was read, more than the role gives is not done by it. */
function isOnlySending(changes: ReadChanges): boolean {
  return changes?.changes.every(({ kind }) => kind === 'sends') === true;
}

/** Designs that are none where what is added may replace what is there. */
const replaceable: ReadonlySet<OpenDesign['kind'] | undefined> = new Set(['sign-up', 'addition']);

/**
 * High is shown. Where the code was read, that is a change which a request decides, and which the role lets it make; each of them by a method
 * by which callers change what someone keeps; and what is named for an act or for few, which has it done or shows it whatever else a request says.
 */
function severityByChanges(
  byRole: Severity,
  key: string,
  power: GivenPower | undefined,
  read: ReadChanges,
): Severity {
  if (!read) return byRole;
  const { changes } = read;
  if (byRole !== 'high') {
    const isAllowed = power?.writes === true && power.gives !== 'little';
    return isAllowed && changes.some((each) => each.kind !== 'reads' && takesOver(each))
      ? 'high'
      : byRole;
  }

  const [method = ''] = key.split(' ');
  const isNamed =
    endsInAct.test(key) || (power?.followed?.calls === true && isForFew(withoutParameters(key)));
  const isChanging = changing.has(method) && changes.length > 0;
  return changes.some(takesOver) || isChanging || isNamed ? 'high' : 'medium';
}

/** Much is given by what the code does not do, or to who finds a fault in it, whatever it is meant for. */
function isMeant(power: GivenPower | undefined): boolean {
  return power !== undefined && (power.gives !== 'much' || power.followed !== undefined);
}

/** A method that changes what is there, or what its path names, adds nothing, whatever its code seems to do: it may have that done. */
function isDoneBy({ kind }: OpenDesign, key: string): boolean {
  return kind !== 'addition' || !(isForFew(key) || ofChange.test(key) || endsInAct.test(key));
}

const ofChange = /^(?:PATCH |DELETE |PUT [^{]*\{)/;

/** `POST /payroll/run`: what it puts into a queue has that done. */
const endsInAct =
  /\/(?:run|start|stop|trigger|execute|process|sync|approve|reject|cancel|refund|publish|deploy|reset|close|payout|transfer|broadcast|grant|promote)\/?$/i;

/** `GET /{tenantId}/users` and `POST /tenants/{id}/leads` are for all who name a tenant. */
function withoutParameters(key: string): string {
  return key.replace(/(?:\btenants?\/)?\{[^{}]{0,100}\}/gi, '');
}

/** Methods by which callers change what someone keeps; a login, a form and a webhook are a POST. */
const changing: ReadonlySet<string> = new Set(['PUT', 'PATCH', 'DELETE']);

interface ByName {
  /**
   * Whether it has a method by which callers change what someone keeps: then it is high wherever that is kept, but of
   * code that is seen to change nothing that outlives it.
   */
  readonly changes: boolean;
  /** Whether its path says so: what it shows is not meant for all. */
  readonly isForFew: boolean;
}

/** How bad an open way in is, by what callers may do and what the function gives. */
function severityOf(
  writes: boolean,
  power: GivenPower | undefined,
  { changes, isForFew }: ByName,
): Severity {
  if (!power || (changes && power.changes)) return 'high';
  if (power.gives === 'much') {
    return !writes && power.followed?.reads === true && !isForFew ? 'medium' : 'high';
  }
  if (power.gives === 'little') return writes ? 'medium' : 'low';

  return writes && power.writes ? 'high' : 'medium';
}

/**
 * Whether callers may change something by it, as far as an API shows: what takes every method says nothing of what it does, but
 * where the code has nothing but routes that read. To connect to a WebSocket, or to leave it, hands over nothing; the messages are routes of
 * their own. Code that is followed to ask AWS for something, and to change nothing, reads by each method but such as change by name.
 */
export function mayWrite({ kind, key }: Way, asked?: AskedByCode, power?: GivenPower): boolean {
  const isReading = power?.followed?.reads === true && power.followed.calls;
  if (kind === 'WebSocket') return key !== '$connect' && key !== '$disconnect' && !isReading;

  const [method = ''] = key.split(' ');
  if (method === 'GET' || method === 'HEAD') return false;
  const isAny = method === 'ANY' || key === '$default';
  const isRead = isAny && asked?.isRead === true;
  return changing.has(method) || !(isRead || isReading);
}

/** As if its code had not been read. */
function unreadOf(by: JudgedBy): JudgedBy {
  return { ...by, changes: undefined };
}

/**
 * That nothing is decided by some ways in, for evidence; nothing where another is high: it would stand beside what is decided by
 * that.
 */
export function undecidedLines(ways: readonly OpenWay[]): readonly string[] {
  if (ways.some(({ severity }) => severity === 'high')) return [];

  return [...new Set(ways.flatMap(({ undecided }) => undecided ?? []))];
}

/** Why it is milder than by all that the role may do, a line each: each reason is tried without it. */
function whyMilder(way: Way, by: JudgedBy): readonly string[] {
  const { power, asked } = by;
  const { open, design } = asked;
  const judged = severityOfWay(way, by);
  // That nothing is decided by it is a reason that may stand beside each of them.
  const unread = unreadOf(by);
  const severity = severityOfWay(way, unread);
  if (rankOf(judged) > rankOf(severity)) return [];
  const isWorse = (other: Partial<JudgedBy>) =>
    rankOf(severityOfWay(way, { ...unread, ...other })) > rankOf(severity);
  const designs = [...open.map((route) => route.design), design].filter((one) => one !== undefined);
  const undesigned = {
    ...asked,
    design: undefined,
    open: open.map(({ design: _, ...route }) => route),
  };
  const unsigned = { ...asked, open: open.map(({ sign: _, ...route }) => route) };
  const unrouted = { ...asked, check: undefined, isIdle: undefined, open: [] };

  return [
    ...(mayWrite(way) && !mayWrite(way, asked) ? [READING_ROUTES] : []),
    ...(isWorse({ power: power && { ...power, followed: undefined } }) ? [FOLLOWED] : []),
    ...(isWorse({ asked: undesigned }) ? new Set(designs.map(designLine)) : []),
    ...(isWorse({ asked: unsigned }) ? signLines(open) : []),
    ...(open.length > 0 && isWorse({ asked: unrouted }) ? [ROUTED] : []),
  ];
}

const READING_ROUTES = 'its code has no routes but those that read (GET, HEAD)';

const FOLLOWED =
  'what its code calls is followed: as bad as what it does, and not as all that the role may do, of which the role has findings';

/** Why code that asks no one is milder. */
function designLine({ kind, path, line }: OpenDesign): string {
  return `open by design: its code changes nothing but ${designWords[kind]} (${path}, line ${line})`;
}

/** As many as a reader wants. */
const MOST_SIGNS = 3;

function signLines(open: readonly CodeRoute[]): readonly string[] {
  const all = new Set(open.flatMap(({ sign }) => (sign ? signWords(sign) : [])));

  return [...all].slice(0, MOST_SIGNS);
}

const ROUTED = 'as bad as the worst of the routes of its code that ask for nothing';

function least(one: Severity, other: Severity): Severity {
  return rankOf(one) < rankOf(other) ? one : other;
}
