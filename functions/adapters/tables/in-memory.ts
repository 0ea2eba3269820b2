import { LostLock } from '../../app/lost-lock.ts';
import type {
  Chunk,
  Clock,
  FactStore,
  FindingsArchive,
  FindingsStore,
  NightLedger,
  NightReader,
  RowsWithin,
  Stored,
  TargetStateReader,
  WorkQueue,
} from '../../app/ports.ts';
import { accountOf } from '../../core/target.ts';
import { targetStateOf } from '../../domain/attack/target-state.ts';
import type { Coverage, Finding } from '../../domain/finding.ts';
import type { SweepProgress } from '../../domain/night-progress.ts';

export interface InMemoryFindings extends FindingsStore, FindingsArchive {
  open(): readonly Finding[];
  coverage(): readonly Coverage[];
  readonly targetState: TargetStateReader;
}

/** A store for one process: a scan from a laptop, or a test. */
export function inMemoryFindings(): InMemoryFindings {
  /** By account, target and scanner, so that a call looks at what it is about and at no more. */
  const stored = new Map<string, Map<string, Map<string, Stored>>>();
  const ofTarget = (target: string) => stored.get(accountOf(target))?.get(target);
  const at = (scanner: string, target: string): Stored =>
    ofTarget(target)?.get(scanner) ?? { findings: [], coverage: undefined };
  const ofAccounts = (accounts = [...stored.values()]) =>
    accounts.flatMap((targets) => [...targets.values()].flatMap((each) => [...each.values()]));
  const findings = () => ofAccounts().flatMap((item) => item.findings);

  return {
    read: async (scanner, target) => at(scanner, target),

    async *suppressed(check) {
      yield* findings().filter((one) => one.check === check && one.status === 'suppressed');
    },

    async *known(scanner, within) {
      const accounts = within ? [stored.get(within.account) ?? new Map()] : undefined;
      const there = coverageOf(ofAccounts(accounts)).filter(
        (item) => item.scanner === scanner && !item.gone,
      );
      yield* within ? there.filter(({ target }) => isWithin(target, within)) : there;
    },

    async write(transitions, coverage, lock, _quiet, reowned = []) {
      const { scanner, target } = coverage;
      const before = at(scanner, target);
      if (before.coverage?.observedAt !== lock?.observedAt) throw new LostLock(target);

      const findings = new Map([
        ...before.findings.map((finding) => [keyOf(finding), finding] as const),
        ...[...transitions.map(({ finding }) => finding), ...reowned].map(
          (finding) => [keyOf(finding), finding] as const,
        ),
      ]);
      const targets = stored.get(accountOf(target)) ?? new Map<string, Map<string, Stored>>();
      const scanners = targets.get(target) ?? new Map<string, Stored>();
      stored.set(accountOf(target), targets.set(target, scanners));
      scanners.set(scanner, { findings: [...findings.values()], coverage });
    },

    open: () => findings().filter(({ status }) => status === 'open'),
    coverage: () => coverageOf(ofAccounts()),

    async *everything() {
      yield* [...findings(), ...coverageOf(ofAccounts())];
    },

    targetState: async (target, since) => {
      const items = [...(ofTarget(target)?.values() ?? [])];
      const found = items.flatMap((item) => item.findings);

      return targetStateOf([...found, ...coverageOf(items)], since);
    },
  };
}

function coverageOf(items: readonly Stored[]): readonly Coverage[] {
  return items.flatMap(({ coverage }) => coverage ?? []);
}

/** As the prefixes of keys by which a table finds them: a layer is of none of the accounts that use it. */
function isWithin(target: string, { account, partition, regions }: RowsWithin): boolean {
  return (
    target.startsWith(`arn:${partition}:iam::${account}:`) ||
    regions.some((region) =>
      target.startsWith(`arn:${partition}:lambda:${region}:${account}:function:`),
    )
  );
}

/** Chunks in the order in which they were sent; the worker reads `chunks`. */
export function inMemoryQueue(): WorkQueue & { readonly chunks: readonly Chunk[] } {
  const chunks: Chunk[] = [];

  return {
    chunks,
    send: async (chunk) => {
      chunks.push(chunk);
    },
  };
}

/** The ledgers of all scanners, and what they add up to. */
export function inMemoryNight(clock: Clock): {
  readonly ledgerOf: (scanner: string, account?: string) => NightLedger;
  readonly read: NightReader;
} {
  const sweeps = new Map<string, SweepProgress>();
  const states = new Map<string, 'sent' | 'unsent' | 'done' | 'failed'>();
  const claims = new Map<string, string>();
  const claim = (what: string, by: string) => {
    if (!claims.has(what)) claims.set(what, by);
    return claims.get(what) === by;
  };

  return {
    read: async (scanners, account) =>
      scanners.flatMap((scanner) => sweeps.get(nameOf(scanner, account)) ?? []),

    ledgerOf(scanner, account) {
      const name = nameOf(scanner, account);
      const change = (sweep: string, of: (before: SweepProgress) => Partial<SweepProgress>) => {
        const before = sweeps.get(name);
        if (before?.sweep !== sweep) return;

        const changedAt = clock().toISOString();
        sweeps.set(name, { ...before, ...of(before), changedAt });
      };
      const stateOf = (id: string) => states.get(`${name} ${id}`);
      const isLatest = (sweep: string) => sweeps.get(name)?.sweep === sweep;
      const set = (id: string, state: 'sent' | 'unsent' | 'done' | 'failed') =>
        states.set(`${name} ${id}`, state);

      return {
        async begin(sweep) {
          if ((sweeps.get(name)?.sweep ?? '') >= sweep) return;
          const none = { messages: 0, done: 0, failed: 0, targets: 0, seen: 0 };
          sweeps.set(name, { scanner, sweep, ...none, changedAt: clock().toISOString() });
        },

        waits: async (sweep) => change(sweep, () => ({})),

        async queued(sweep, { id, targets }) {
          if (!isLatest(sweep) || (stateOf(id) ?? 'unsent') !== 'unsent') return;
          set(id, 'sent');
          change(sweep, (before) => ({
            messages: before.messages + 1,
            targets: before.targets + targets,
          }));
        },

        async unsent(sweep, { id, targets }) {
          if (!isLatest(sweep) || stateOf(id) !== 'sent') return;
          set(id, 'unsent');
          change(sweep, (before) => ({
            messages: before.messages - 1,
            targets: before.targets - targets,
          }));
        },

        async processed(sweep, { id, targets }) {
          if (!isLatest(sweep) || stateOf(id) !== 'sent') return;
          set(id, 'done');
          change(sweep, (before) => ({ done: before.done + 1, seen: before.seen + targets }));
        },

        async failed(sweep, { id }) {
          if (!isLatest(sweep) || stateOf(id) !== 'sent') return;
          set(id, 'failed');
          change(sweep, (before) => ({ failed: before.failed + 1 }));
        },

        isProcessed: async (id) => stateOf(id) === 'done',

        claimEnd: async (sweep, by) => claim(`end ${name} ${sweep}`, by),

        claimLook: async ({ sweep, function: arn }, by) =>
          claim(`look ${name} ${sweep} ${arn}`, by),
      };
    },
  };
}

function nameOf(scanner: string, account: string | undefined): string {
  return account === undefined ? scanner : `${scanner} ${account}`;
}

export function inMemoryFacts(): FactStore {
  const stored = new Map<string, Map<string, unknown>>();

  return {
    async read(kind, ids) {
      const known = stored.get(kind) ?? new Map<string, unknown>();
      const present = ids.filter((id) => known.has(id));

      return new Map(present.map((id) => [id, known.get(id)]));
    },

    async write(kind, values) {
      const known = stored.get(kind) ?? new Map<string, unknown>();
      stored.set(kind, known);
      for (const [id, value] of values) known.set(id, value);
    },
  };
}

function keyOf({ check, subject }: Finding): string {
  return `${check}#${subject}`;
}
