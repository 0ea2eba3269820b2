import type { Coverage, Finding, UnreadableRow } from '../domain/finding.ts';
import type { FactWords } from '../domain/gap-in-words.ts';
import type { NightFigures } from '../domain/night-metrics.ts';
import {
  runningScanners,
  type SweepProgress,
  scannersOfNight,
  type UnfinishedScanner,
  unfinishedElsewhere,
  unfinishedScanners,
} from '../domain/night-progress.ts';
import { type DigestTally, digestTally } from '../domain/notification/digest-tally.ts';
import type { LastDigest, Period } from '../domain/notification/period.ts';
import type { DigestWake } from '../domain/notifier-environment.ts';
import { isForMain, takes } from '../domain/routing.ts';
import { noMemory, type RuleNotice, ruleNotices, ruleTally } from '../domain/rules/rule-notices.ts';
import { noRules, type Rules } from '../domain/rules/rules.ts';
import type { WatchedAccount } from '../domain/watched-account.ts';
import { type Outgoing, publishAll } from './announce.ts';
import { attempt } from './collectors.ts';
import type {
  Clock,
  DigestState,
  DigestStates,
  FindingsArchive,
  NightReader,
  Recipients,
} from './ports.ts';
import { nightTimes } from './stale.ts';

export interface Digest {
  readonly archive: FindingsArchive;
  readonly states: DigestStates;
  readonly night: NightReader;
  readonly recipients: Recipients;
  /** Takes the figures of the night, once they are reported. */
  readonly measure: (figures: NightFigures) => void;
  readonly clock: Clock;
  /** Where several accounts are watched. */
  readonly accounts?: DigestAccounts | undefined;
  /** What is agreed on. @default nothing */
  readonly rules?: Rules | undefined;
  /** Facts that could not be seen are named in their order. */
  readonly words: FactWords;
}

export interface DigestAccounts {
  /** That of the deployment. Twelve digits. */
  readonly own: string;
  /** The others, as they were last listed. */
  readonly others: () => Promise<readonly WatchedAccount[]>;
}

/** How long an observation may be on its way to the table: as long as Lambda lets a worker run. */
const LATE_MS = 15 * 60 * 1000;
/** How early a digest names a suppression that ends. */
const LAPSE_MS = 7 * 24 * 60 * 60 * 1000;
/** A night and what the next one may take. */
const STALE_MS = 36 * 60 * 60 * 1000;

/** How long a digest waits for scanners that still run. Then it says which do. */
const MOST_WAIT_MS = 6 * 60 * 60 * 1000;

export interface DigestOutcome {
  readonly published: boolean;
  readonly waitsFor?: readonly string[];
}

/**
 * Publishes what the night has found once all scanners have ended, or, after hours, what is known by
 * then. Until then it is woken again and again.
 *
 * @throws when another digest was sent meanwhile.
 */
export async function digestInTurn(
  parts: Digest,
  { again = false }: DigestWake = {},
): Promise<DigestOutcome> {
  const { states, clock } = parts;
  const now = clock();
  const since = await waitingSince(states);
  if (again && since === undefined) return { published: false };

  const { running, unfinished, ageSeconds, names } = await nightOf(parts, now);
  const hasWaited = since !== undefined && now.getTime() - Date.parse(since) >= MOST_WAIT_MS;
  if (running.length > 0 && !hasWaited) {
    if (since === undefined) await states.wait(now.toISOString());
    return { published: false, waitsFor: running };
  }

  return digest(parts, unfinished, ageSeconds, names);
}

/** Undefined when none waits: the last that did was sent. */
async function waitingSince(states: DigestStates): Promise<string | undefined> {
  const since = await states.waitingSince();
  if (since === undefined) return undefined;
  const state = await states.read();

  return state && state.reportedAt >= since ? undefined : since;
}

/** A night that cannot be read holds up no digest. */
async function nightOf({ night, accounts }: Digest, now: Date) {
  const others = await attempt(async () => accounts?.others());
  const entered = others.known
    ? (others.value ?? []).filter(({ closed }) => closed === undefined)
    : [];
  const progress = await attempt(async () => ({
    own: await night(scannersOfNight),
    elsewhere: new Map(
      await Promise.all(
        entered.map(
          async ({ account }) => [account, await night(scannersOfNight, account)] as const,
        ),
      ),
    ),
  }));
  const unread = !progress.known ? progress : others.known ? undefined : others;
  if (!progress.known || unread) {
    const unfinished = scannersOfNight.map((scanner) => ({
      scanner,
      state: 'unknown' as const,
      reason: unread?.reason ?? '',
    }));
    return { running: [], unfinished, ageSeconds: undefined, names: new Map() };
  }

  const { own, elsewhere } = progress.value;
  const all = [own, ...elsewhere.values()];
  const times = nightTimes(now);
  return {
    running: [...new Set(all.flatMap((each) => runningScanners(each, times)))],
    unfinished: [...unfinishedScanners(own, times), ...unfinishedElsewhere(elsewhere, times)],
    ageSeconds: ageOf(all.flat(), now),
    names: new Map(entered.flatMap(({ account, name }) => (name ? [[account, name]] : []))),
  };
}

/**
 * Publishes what is new since the last digest, or nothing when nothing is. It is stored as reported
 * only after it was sent: a digest that breaks off is sent again, under the same id.
 *
 * @throws when another digest was sent meanwhile.
 */
async function digest(
  { archive, states, recipients, measure, clock, words, accounts, rules = noRules }: Digest,
  unfinished: readonly UnfinishedScanner[],
  ageSeconds: number | undefined,
  names: ReadonlyMap<string, string>,
): Promise<DigestOutcome> {
  const now = clock();
  const state = await states.read();
  const period: Period = {
    ...periodOf(now, state),
    unfinished,
    ...(accounts && { accounts: { own: accounts.own, names } }),
  };
  const tallies = talliesOf(recipients, period, state?.routes, words);

  const ruled = ruleTally(rules);

  for await (const item of archive.everything()) {
    tallies.add(item);
    if (!('unreadable' in item)) ruled.add(item);
  }
  if (!tallies.all.hasSeen()) return { published: false };

  const { notices, memory } = ruleNotices(rules, ruled, state?.rules ?? noMemory, {
    now: period.now,
    soon: period.lapseBy,
  });
  const messages = tallies.messages(notices);
  await publishAll(messages);
  const routes = tallies.introduced();
  await states.write(
    {
      reportedAt: now.toISOString(),
      reported: tallies.remembered(),
      ...(routes.length > 0 && { routes }),
      ...(rules.rules.length > 0 && { rules: memory }),
    },
    state,
  );
  measure(figuresOf(tallies.all, unfinished.length, ageSeconds));

  return { published: messages.some(({ notification }) => notification !== undefined) };
}

function periodOf(now: Date, state: DigestState | undefined): Period {
  return {
    now: now.toISOString(),
    last: state && lastDigest(state),
    rememberFrom: shifted(now, -LATE_MS),
    lapseBy: shifted(now, LAPSE_MS),
    staleBefore: shifted(now, -STALE_MS),
  };
}

/**
 * One tally of all, by which the night is measured, one of what the topic of the alerts gets, and one
 * for each route. A route that is new begins with the summary of a first night.
 */
function talliesOf(
  { main, mainGets, routes }: Recipients,
  period: Period,
  known: readonly string[] = [],
  words: FactWords,
) {
  const selectors = routes.map(({ selector }) => selector);
  const all = digestTally(period, words);
  const forMain = mainGets === 'all' ? all : digestTally(period, words);
  const routed = routes.map(({ selector, publish }) => {
    const isKnown = known.includes(selector.name);
    const of = isKnown ? period : { ...period, last: undefined };

    return { selector, publish, isKnown, tally: digestTally(of, words, selector.name) };
  });

  return {
    all,

    add(item: Finding | Coverage | UnreadableRow): void {
      all.add(item);
      if (forMain !== all && isMains(item)) forMain.add(item);
      if ('unreadable' in item) return;
      for (const { selector, tally } of routed) if (takes(item, selector)) tally.add(item);
    },

    /** Who keeps the rules reads the main topic. */
    messages: (notices: readonly RuleNotice[]): readonly Outgoing[] => [
      { publish: main, notification: forMain.notification(notices) },
      ...routed.map(({ publish, tally }) => ({ publish, notification: tally.notification() })),
    ],

    /** Every change is of `all`, whomever it is sent to. */
    remembered: () => all.remembered(),

    /** Routes that have had their first summary: one without a function yet has none. */
    introduced: () =>
      routed
        .filter(({ isKnown, tally }) => isKnown || tally.hasSeen())
        .map(({ selector }) => selector.name),
  };

  /** A row in which anything may stand is of no route. */
  function isMains(item: Finding | Coverage | UnreadableRow): boolean {
    return 'unreadable' in item || isForMain(item, mainGets, selectors);
  }
}

function figuresOf(
  tally: DigestTally,
  unfinished: number,
  ageSeconds: number | undefined,
): NightFigures {
  const { open, openByCheck, targets, incomplete } = tally.standing();

  return {
    openBySeverity: open,
    openByCheck,
    targets: Object.values(targets).reduce((sum, count) => sum + count, 0),
    incomplete,
    unfinished,
    ageSeconds,
  };
}

/** Since the beginning of the oldest sweep among the latest of each scanner. */
function ageOf(progress: readonly SweepProgress[], now: Date): number | undefined {
  const began = progress.map(({ sweep }) => Date.parse(sweep));

  return began.length === 0 ? undefined : Math.round((now.getTime() - Math.min(...began)) / 1000);
}

function lastDigest({ reportedAt, reported }: DigestState): LastDigest {
  const time = new Date(reportedAt);

  return {
    reportedAt,
    metBefore: shifted(time, -LATE_MS),
    reported: new Set(reported),
    lapseBy: shifted(time, LAPSE_MS),
    staleBefore: shifted(time, -STALE_MS),
  };
}

function shifted(time: Date, ms: number): string {
  return new Date(time.getTime() + ms).toISOString();
}
