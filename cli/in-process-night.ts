import PQueue from 'p-queue';
import type { EnteredAccount } from '../functions/adapters/aws/aws-clients.ts';
import type { ApiCall } from '../functions/adapters/aws/observed-calls.ts';
import { processSlots } from '../functions/adapters/aws/time-slots.ts';
import {
  type InMemoryFindings,
  inMemoryFacts,
  inMemoryFindings,
} from '../functions/adapters/tables/in-memory.ts';
import { isFirstSweep } from '../functions/app/first-sweep.ts';
import type { Chunk, Clock, FactStore, Inventory, WorkQueue } from '../functions/app/ports.ts';
import { type SweepSummary, sweep } from '../functions/app/sweep.ts';
import { factsIn, type WatchedBy } from '../functions/app/watched-accounts.ts';
import { type WorkSummary, work } from '../functions/app/work.ts';
import type { ScannerName } from '../functions/checks/index.ts';
import { accountTarget, partitionOf, type Target } from '../functions/core/target.ts';
import { kindsOf } from '../functions/domain/registry.ts';
import type { ScanSettings } from '../functions/domain/settings/settings.ts';
import type { WatchedAccounts } from '../functions/domain/watched-account.ts';
import { matches } from '../functions/engines/iam/index.ts';
import {
  type AssembledScanner,
  assembledBy,
  type ScannerParts,
} from '../functions/scanners/assembled-scanner.ts';

export interface InProcessNightProps<S extends ScannerName> {
  readonly scanners: Readonly<Record<S, (parts: ScannerParts) => AssembledScanner>>;
  readonly account: Target<'account'>;
  readonly settings: ScanSettings;
  readonly rules?: ScannerParts['rules'];
  readonly clock: Clock;
  /** Is called for each request to AWS, with the account that it is about. */
  readonly onCall: (call: ApiCall, account: string) => void;
  /** Milliseconds, before a feed is asked again. @default a timer */
  readonly sleep?: ScannerParts['sleep'];
  /** What feeds are asked by. @default that of the process */
  readonly fetch?: typeof fetch;
  /** Reads at once what a night leaves to the others of its week. @default false */
  readonly readsAll?: boolean | undefined;
  /** Names of functions to audit, with their roles. @default all */
  readonly functions?: string | undefined;
  /** Where scanners keep what they know. @default in memory */
  readonly facts?: FactStore | undefined;
  /** Where they record. @default in memory */
  readonly findings?: InMemoryFindings | undefined;
  /** Accounts that are audited too. @default none */
  readonly others?: readonly EnteredAccount[] | undefined;
}

interface AccountRun<S> {
  readonly scanner: S;
  /** Undefined for the account of the process. */
  readonly entered: EnteredAccount | undefined;
  /** When the scanner began with the first account. ISO 8601 in UTC. */
  readonly startedAt: string;
}

/** Chunks processed at once; the rest of the sweep waits for them. */
const CHUNKS_AT_ONCE = 2;

/** The night of a deployed product in this process: a scanner sees what those before it stored. */
export function inProcessNight<S extends ScannerName>({
  scanners,
  account: own,
  functions,
  others = [],
  facts = inMemoryFacts(),
  findings = inMemoryFindings(),
  ...parts
}: InProcessNightProps<S>) {
  const functionNames = new Set<string>();
  const slotsOf = processSlots();
  // Else a second night would take what the first has seen of them for gone.
  const watched: WatchedAccounts = {
    entered: others.map(({ account }) => ({ account })),
    closed: [],
    unlisted: [],
  };
  const ids = [own.account, ...others.map(({ account }) => account)];
  const several: WatchedBy | false = others.length > 0 && {
    facts,
    ids: async () => ids,
    factsOf: (account) => factsIn(account, own.account, facts),
  };

  return {
    findings,
    /** Of all that were listed, whether they are meant or not; empty where all are. */
    functionNames,

    /**
     * One account after the other. One that cannot be entered is a gap of it.
     *
     * @param onDone gets how many targets are done, and how many of them are functions.
     */
    async run(
      scanner: S,
      onDone: (done: number, functions: number) => void,
    ): Promise<readonly SweepSummary[]> {
      const summaries: SweepSummary[] = [];
      const startedAt = parts.clock().toISOString();
      let [done, functionsDone] = [0, 0];

      for (const entered of [undefined, ...others]) {
        const summary = await runIn({ scanner, entered, startedAt }, ({ targets }, chunk) => {
          done += targets;
          functionsDone += chunk.targets.filter(({ kind }) => kind === 'function').length;
          onDone(done, functionsDone);
        });
        summaries.push(summary);
      }
      return summaries;
    },
  };

  async function runIn(
    { scanner, entered, startedAt }: AccountRun<S>,
    onWorked: (worked: WorkSummary, chunk: Chunk) => void,
  ): Promise<SweepSummary> {
    const account = entered ? accountTarget(entered.account, partitionOf(own.arn)) : own;
    const assembled = assembledBy(scanners[scanner], {
      ...parts,
      facts: factsIn(account.account, own.account, facts),
      onCall: (call) => parts.onCall(call, account.account),
      findings,
      targetState: findings.targetState,
      slotsOf,
      entered,
      ...(several && { watched: several }),
    });
    const { observer, inventory, surveys, chunk } = assembled;

    const queue = workingQueue(async (chunk) => {
      const isFirst = await isFirstSweep({ scanner, account, findings }, chunk.sweep);
      onWorked(await work(observer, chunk, findings, isFirst), chunk);
    });
    const swept = {
      scanner,
      kinds: kindsOf(observer.checks),
      account,
      findings,
      surveys,
      chunk,
      clock: parts.clock,
      ...(several && { shared: facts }),
      ...(entered && { member: { enter: entered.credentials } }),
      ...(functions === undefined
        ? { inventory, queue }
        : only(functions, inventory, queue, functionNames)),
    };
    const summary = await sweep(swept, watched, startedAt);

    await queue.end();
    return summary;
  }
}

/** Processes what it is sent, and has the sender wait with more, so that memory does not grow. */
function workingQueue(workOff: (chunk: Chunk) => Promise<void>) {
  const queue = new PQueue({ concurrency: CHUNKS_AT_ONCE });
  const lost: unknown[] = [];

  return {
    async send(chunk: Chunk) {
      // The account, which adds up what was seen of all others, comes last.
      if (chunk.targets.some(({ kind }) => kind === 'account')) await queue.onIdle();
      await queue.onSizeLessThan(1);
      queue.add(() => workOff(chunk)).catch((error) => lost.push(error));
    },

    /** @throws what processing has thrown, once all is done. */
    async end() {
      await queue.onIdle();
      if (lost.length > 0) throw lost[0];
    },
  };
}

/**
 * Passes on functions of such a name, the roles that they run as and the layers that they use. All
 * are listed, so that who shares one is known all the same; a sweep lists all functions before it
 * sends a role or a layer.
 */
function only(glob: string, inventory: Inventory, queue: WorkQueue, names: Set<string>) {
  const used = new Set<string>();
  const isMeant = (target: Target) => {
    if (target.kind === 'function') return matches(glob, target.name);

    return target.kind === 'account' || used.has(target.arn);
  };

  return {
    inventory: {
      ...inventory,
      async *functions(region: string) {
        for await (const target of inventory.functions(region)) {
          names.add(target.name);
          if (isMeant(target)) for (const arn of [target.roleArn, ...target.layers]) used.add(arn);
          yield target;
        }
      },
    },
    queue: {
      async send({ targets, ...chunk }: Chunk) {
        const meant = targets.filter(isMeant);

        if (meant.length > 0 || chunk.gone.length > 0)
          await queue.send({ ...chunk, targets: meant });
      },
    },
  };
}
