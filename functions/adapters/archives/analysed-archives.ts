import PQueue from 'p-queue';
import * as z from 'zod/mini';
import { attempt, attemptKnown } from '../../app/collectors.ts';
import type { Clock, FactStore } from '../../app/ports.ts';
import { daysBefore } from '../../core/days-before.ts';
import { type Known, unknown } from '../../core/known.ts';
import {
  type CodeAnalysis,
  type CodeEntry,
  codeAnalysis,
  keptOf,
} from '../../engines/archive/index.ts';
import { withoutSecrets } from '../../engines/secrets/index.ts';
import { type AnalysisBudget, AnalysisError } from './archive-analyser.ts';
import type { CodeArchive, CodeDownload } from './code-download.ts';
import type { CodeSource } from './code-server.ts';

export interface ArchiveParts {
  readonly facts: FactStore;
  readonly clock: Clock;
  readonly download: CodeDownload;
  /**
   * @param budget of which is taken what it takes, @default what any archive may take.
   * @throws AnalysisError when it takes too long or too much.
   */
  readonly analyse: (
    archive: CodeArchive,
    entry: CodeEntry,
    budget?: AnalysisBudget,
  ) => Promise<CodeAnalysis>;
}

/** Code that is wanted analysed. */
export interface WantedCode {
  readonly kind: 'code' | 'layer';
  /** See `code-keys.ts`. */
  readonly key: string;
  readonly entry: CodeEntry;
  readonly source: () => Promise<CodeSource> | CodeSource;
  readonly budget: AnalysisBudget;
}

export interface ReadAnalysis {
  readonly analysis: Known<CodeAnalysis>;
  /** Whether it has what is not stored: see `keptOf`. */
  readonly isWhole: boolean;
}

export interface AnalysedArchives {
  /** As it is stored, else as it is found now. */
  readonly read: (wanted: WantedCode) => Promise<ReadAnalysis>;
  /** As it is found now, though it is stored. */
  readonly again: (wanted: WantedCode) => Promise<ReadAnalysis>;
}

/** For an archive that takes as long as it may, and half of that for its layers. */
export function analysisBudget(): AnalysisBudget {
  return { leftMs: BUDGET_MS };
}

export const BUDGET_MS = 90_000;

/** An archive that cannot be analysed for its own sake is left alone for so long. */
const RETRY_DAYS = 7;

/** An attempt that left no outcome may have been ended from outside; a second one was not. */
const MOST_CUT_OFF = 2;

/** Under which the facts table keeps why there is no analysis. */
const FAILURES = 'unanalysed';

/**
 * Analyses of archives, kept by what they depend on. What cannot be analysed is remembered with its
 * reason, so that it costs its time once a week and not each night: also where analysing it ended
 * the scanner itself, for that it is about to be analysed is written down before.
 *
 * One archive is analysed at a time, for each may take much of the memory; what several ask for at
 * once is analysed once.
 */
export function analysedArchives(parts: ArchiveParts): AnalysedArchives {
  const inTurn = inTurnById<ReadAnalysis>();
  const one = new PQueue({ concurrency: 1 });

  const analysed = async (wanted: WantedCode, isStored: boolean): Promise<ReadAnalysis> => {
    const before = await failureOf(parts.facts, wanted);
    const reason =
      before && isRemembered(before, isStored, parts.clock())
        ? wordsOf(before)
        : wanted.budget.leftMs <= 0 && OUT_OF_TIME;
    if (reason) return { analysis: unknown(reason), isWhole: true };

    const attempts = before?.attempts ?? 0;
    const analysis = await attemptKnown(() => analyseAndKeep(parts, one, wanted, attempts));
    return { analysis, isWhole: true };
  };

  return {
    read: (wanted) =>
      inTurn(idOf(wanted), async (last) => {
        if (last?.analysis.known) return last;
        const stored = (await parts.facts.read(wanted.kind, [wanted.key])).get(wanted.key);
        if (stored === undefined) return analysed(wanted, false);

        return { analysis: await attempt(() => codeAnalysis.parse(stored)), isWhole: false };
      }),

    again: (wanted) =>
      inTurn(idOf(wanted), async (last) =>
        last?.analysis.known && last.isWhole ? last : analysed(wanted, true),
      ),
  };
}

/** Those who ask for one thing while it is being made get their turn with what came of it. */
function inTurnById<V>() {
  const pending = new Map<string, Promise<V>>();

  return (id: string, make: (last: V | undefined) => Promise<V>): Promise<V> => {
    const before = pending.get(id);
    // The caller before gets its own error; this one tries again.
    const own = (async () => make(await before?.catch(() => undefined)))();
    pending.set(id, own);

    return own.finally(() => {
      if (pending.get(id) === own) pending.delete(id);
    });
  };
}

const OUT_OF_TIME =
  'other archives of the function took the time that one has in a night: it is next';

async function analyseAndKeep(
  { facts, clock, download, analyse }: ArchiveParts,
  one: PQueue,
  wanted: WantedCode,
  attempts: number,
): Promise<Known<CodeAnalysis>> {
  const { kind, key, entry, budget } = wanted;
  const archive = await download(await wanted.source());
  const note = async (failure: Omit<Failure, 'at'>) => {
    const noted = { ...failure, at: clock().toISOString() };
    await facts.write(FAILURES, new Map([[idOf(wanted), noted]]));
    return noted;
  };

  return one.add(async () => {
    await note({ reason: 'analysing it ended the scanner', isSure: false, attempts: attempts + 1 });

    try {
      const analysis = await analyse(archive, entry, budget);
      await facts.write(kind, new Map([[key, keptOf(analysis)]]));
      return { known: true, value: analysis };
    } catch (error) {
      const isSure = error instanceof AnalysisError && !error.wasHurried;
      const reason = isSure ? withoutSecrets(error.message) : 'it was not analysed to its end';
      const noted = await note({ reason, isSure, attempts });
      if (!(error instanceof AnalysisError)) throw error;
      return unknown(isSure ? wordsOf(noted) : OUT_OF_TIME);
    }
  });
}

type Failure = z.infer<typeof failure>;

const failure = z.object({
  reason: z.string(),
  /** Whether it failed for what the archive holds. */
  isSure: z.boolean(),
  /** Those that left no outcome. */
  attempts: z.number(),
  /** ISO 8601 in UTC. */
  at: z.string(),
});

async function failureOf(facts: FactStore, wanted: WantedCode): Promise<Failure | undefined> {
  const stored = await facts.read(FAILURES, [idOf(wanted)]);

  return failure.safeParse(stored.get(idOf(wanted))).data;
}

function isRemembered({ at, isSure, attempts }: Failure, isStored: boolean, now: Date): boolean {
  if (now.toISOString() >= daysBefore(at, -RETRY_DAYS)) return false;

  return isSure || (attempts >= MOST_CUT_OFF && !isStored);
}

function wordsOf({ reason, at }: Failure): string {
  return `${reason}; it is tried again after ${daysBefore(at, -RETRY_DAYS).slice(0, 10)}`;
}

/** One archive may be entered in several ways, and be a function's as well as a layer's. */
function idOf({ kind, key }: WantedCode): string {
  return `${kind} ${key}`;
}
