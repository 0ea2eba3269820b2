/** How far the latest sweep of a scanner has come. Times are ISO 8601 in UTC. */
export interface SweepProgress {
  readonly scanner: string;
  /** When its schedule woke it, or a user did. */
  readonly sweep: string;
  /** Messages that it has queued so far: its steps and its chunks of targets. */
  readonly messages: number;
  readonly done: number;
  /** Messages that have failed for good. */
  readonly failed: number;
  /** Targets in what it has queued so far. */
  readonly targets: number;
  /** Those of them that are processed. */
  readonly seen: number;
  /** When any of this last changed. */
  readonly changedAt: string;
}

/**
 * Whose work each scanner reads, in the order of the night: it begins once theirs is done. The one
 * that reads what AWS shows, and nothing of the others, waits for none.
 */
export const scannersBefore: Readonly<Record<string, readonly string[]>> = {
  code: [],
  dependencies: ['code'],
  permissions: ['code'],
  usage: ['code', 'dependencies', 'permissions'],
};

export const scannersOfNight: readonly string[] = Object.keys(scannersBefore);

/** What a time is measured by. Times are ISO 8601 in UTC. */
export interface NightTimes {
  /** What has moved nothing since then moves no more. */
  readonly stalledBefore: string;
  /** A sweep that began before then is of another night. */
  readonly tonightFrom: string;
}

/** Names of the scanners whose sweep has not come to its end, of those whose progress this is. */
export function runningScanners(
  progress: readonly SweepProgress[],
  times: Pick<NightTimes, 'stalledBefore'>,
): readonly string[] {
  return progress.filter((each) => isRunning(each, times)).map(({ scanner }) => scanner);
}

/** A scanner whose night is not over, or not whole, in the accounts of which it is said. */
export type UnfinishedScanner = UnfinishedState & {
  /** Ids of others than the deployment's own. @default it is said of that */
  readonly accounts?: readonly string[] | undefined;
};

type UnfinishedState =
  | {
      readonly scanner: string;
      readonly state: 'running';
      /** When its sweep began. */
      readonly since: string;
      readonly seen: number;
      /** Queued so far: while it still lists functions, more come. */
      readonly targets: number;
    }
  /** Its sweep has not begun, because these run. */
  | { readonly scanner: string; readonly state: 'waiting'; readonly for: readonly string[] }
  /** Its sweep is over, and so many of its messages were never processed. */
  | {
      readonly scanner: string;
      readonly state: 'incomplete';
      readonly since: string;
      readonly lost: number;
      readonly messages: number;
    }
  /** It has not begun this night; since its last sweep, where one is known. */
  | { readonly scanner: string; readonly state: 'missing'; readonly since?: string }
  /** How far it has come cannot be read. */
  | { readonly scanner: string; readonly state: 'unknown'; readonly reason: string };

/**
 * What a reader has to know of a night that is not over. Where nothing at all is known, such as on the
 * day of an update, nothing is said.
 */
export function unfinishedScanners(
  progress: readonly SweepProgress[],
  times: NightTimes,
): readonly UnfinishedScanner[] {
  if (progress.length === 0) return [];
  const running = runningScanners(progress, times);

  return scannersOfNight.flatMap((scanner) => {
    const own = progress.find((each) => each.scanner === scanner);

    return unfinished(scanner, own, running, times) ?? [];
  });
}

/** The progress of each of the other accounts that are watched, by its id. */
export type ProgressByAccount = ReadonlyMap<string, readonly SweepProgress[]>;

/** The same of the other accounts that are watched: what is the same of several is said once. */
export function unfinishedElsewhere(
  progress: ProgressByAccount,
  times: NightTimes,
): readonly UnfinishedScanner[] {
  const all = [...progress].flatMap(([account, own]) =>
    unfinishedScanners(own, times).map((each) => ({ account, each })),
  );
  const alike = Map.groupBy(all, ({ each }) => `${each.scanner} ${each.state}`);

  return [...alike.values()].flatMap((some) => {
    const [first, ...others] = some.map(({ each }) => each);
    const accounts = some.map(({ account }) => account);

    return first ? [{ ...others.reduce(together, first), accounts }] : [];
  });
}

/** Two of one scanner and one state: the earlier beginning, and the counts of both. */
function together(one: UnfinishedScanner, other: UnfinishedScanner): UnfinishedScanner {
  if (one.state === 'running' && other.state === 'running') {
    return {
      ...one,
      since: earlier(one.since, other.since),
      seen: one.seen + other.seen,
      targets: one.targets + other.targets,
    };
  }
  if (one.state === 'incomplete' && other.state === 'incomplete') {
    return {
      ...one,
      since: earlier(one.since, other.since),
      lost: one.lost + other.lost,
      messages: one.messages + other.messages,
    };
  }

  return one;
}

function earlier(one: string, other: string): string {
  return one < other ? one : other;
}

function unfinished(
  scanner: string,
  own: SweepProgress | undefined,
  running: readonly string[],
  times: NightTimes,
): UnfinishedScanner | undefined {
  if (!own) return { scanner, state: 'missing' };
  const { sweep: since, seen, targets, messages } = own;

  if (isRunning(own, times)) {
    const inputs = (scannersBefore[scanner] ?? []).filter((name) => running.includes(name));
    // The list of other accounts comes before its beginning.
    const isFirst = messages === 1 || (messages === 2 && own.done === 1 && targets === 0);
    const waits = isFirst && inputs.length > 0;
    return waits
      ? { scanner, state: 'waiting', for: inputs }
      : { scanner, state: 'running', since, seen, targets };
  }
  if (since < times.tonightFrom) return { scanner, state: 'missing', since };

  const lost = messages - own.done;
  return lost > 0 ? { scanner, state: 'incomplete', since, lost, messages } : undefined;
}

function isRunning(
  { messages, done, failed, changedAt }: SweepProgress,
  { stalledBefore }: Pick<NightTimes, 'stalledBefore'>,
): boolean {
  return done + failed < messages && changedAt >= stalledBefore;
}
