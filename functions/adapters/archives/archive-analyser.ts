import module from 'node:module';
import { dirname } from 'node:path';
import { MessageChannel, Worker } from 'node:worker_threads';
import { type CodeAnalysis, type CodeEntry, codeAnalysis } from '../../engines/archive/index.ts';
import type { CodeArchive } from './code-download.ts';
import { alone, answerReads, type RemoteAccess } from './remote-access.ts';
import { limitWork } from './work-limit.ts';

export interface ArchiveAnalyserOptions {
  /** Of `analyse-archive`, as TypeScript or bundled. */
  readonly workerUrl: URL;
  /** Of a worker's own time, as far as `patience` says. */
  readonly timeoutMs: number;
  /**
   * How many times as long by the clock, where other programs want the processor too.
   *
   * @default 1, for a Lambda function has its processor to itself, and ends by the clock
   */
  readonly patience?: number;
  /** For objects that outlive a moment: syntax trees and the texts of files. */
  readonly maxOldGenerationSizeMb: number;
  /** @default 64, for code that is nested deeply */
  readonly stackSizeMb?: number;
  /** For how long a worker is kept that has nothing to do. @default 2 seconds */
  readonly idleMs?: number;
}

/**
 * For what is garbage in a moment. Of a worker, V8 would let it grow to several times as much. With a
 * third of this, trees are copied more often, which costs three to five percent of the time; with
 * twice as much, a bundle of 5 MB takes more than 512 MB in all.
 */
const YOUNG_MB = 48;

/** How long the archives of one function may be analysed on one night, all together. */
export interface AnalysisBudget {
  leftMs: number;
}

/** What a worker is asked. */
export interface AnalysisRequest {
  readonly archive: Uint8Array<ArrayBuffer> | RemoteAccess;
  readonly entry: CodeEntry;
}

/**
 * Analyses archives in workers, each of which takes one archive after another and ends with the
 * first that it cannot cope with. The archive is moved to the worker when it is alone in its
 * buffer: the caller cannot read it any more. Of one that is read in parts, the worker asks for
 * the parts. A worker that waits keeps no process alive, and ends after a while: what it holds is
 * a third of all memory, and other work may follow.
 *
 * @throws AnalysisError when it takes too long or too much memory, or when the worker dies of it;
 * what reading the archive throws, when it cannot be read.
 */
export function archiveAnalyser(options: ArchiveAnalyserOptions) {
  const { idleMs = 2_000, timeoutMs, patience = 1 } = options;
  const idle: Worker[] = [];
  const dismissals = new WeakMap<Worker, NodeJS.Timeout>();
  const rest = (worker: Worker) => {
    worker.unref();
    idle.push(worker);
    const dismissed = setTimeout(() => {
      forget(worker);
      worker.terminate().catch(() => {});
    }, idleMs);
    dismissals.set(worker, dismissed.unref());
  };
  const forget = (worker: Worker) => {
    clearTimeout(dismissals.get(worker));
    idle.splice(0, idle.length, ...idle.filter((each) => each !== worker));
  };
  const hire = () => {
    const worker = workerFor(options);
    // One that dies while it is idle is not used again.
    worker.on('error', () => {});
    worker.once('exit', () => forget(worker));

    return worker;
  };

  return async (
    archive: CodeArchive,
    entry: CodeEntry,
    budget: AnalysisBudget = { leftMs: timeoutMs },
  ): Promise<CodeAnalysis> => {
    const worker = idle.pop() ?? hire();
    clearTimeout(dismissals.get(worker));
    const mostMs = Math.min(budget.leftMs, timeoutMs);
    const began = performance.now();
    const { promise: isOver, reject: end } = Promise.withResolvers<never>();
    const limited = limitWork(worker, { mostMs, patience }, (ms) =>
      end(tookTooLong(ms, mostMs < timeoutMs)),
    );

    try {
      const answer = answerOf(worker, archive, entry, options.maxOldGenerationSizeMb);
      const analysis = codeAnalysis.parse(await Promise.race([answer, isOver]));
      budget.leftMs -= await limited.workedMs();
      rest(worker);
      return analysis;
    } catch (error) {
      // It may not say any more how long it has worked.
      budget.leftMs -= Math.min(performance.now() - began, mostMs);
      await worker.terminate();
      throw error;
    } finally {
      limited.lift();
    }
  };
}

/**
 * Without the environment: what reads foreign code has no use for credentials. A worker does not take from
 * its process where compiled code is kept, and would compile half a second's worth each time.
 */
function workerFor({
  workerUrl,
  maxOldGenerationSizeMb,
  stackSizeMb = 64,
}: ArchiveAnalyserOptions) {
  const compiledIn = keptCompiled();

  return new Worker(workerUrl, {
    resourceLimits: { maxOldGenerationSizeMb, maxYoungGenerationSizeMb: YOUNG_MB, stackSizeMb },
    env: compiledIn === undefined ? {} : { NODE_COMPILE_CACHE: compiledIn },
    execArgv: [],
  });
}

/** Node gives the folder of its version, and asks for the one above. Node 22.0 does not say. */
function keptCompiled(): string | undefined {
  const folder = module.getCompileCacheDir?.();

  return folder === undefined ? undefined : dirname(folder);
}

function answerOf(
  worker: Worker,
  archive: CodeArchive,
  entry: CodeEntry,
  mostMb: number,
): Promise<unknown> {
  const { promise, resolve, reject } = Promise.withResolvers<unknown>();
  const fail = (reason: string) => reject(new AnalysisError(reason));
  const onExit = (code: number) => fail(`analysing ended without a result, with exit code ${code}`);
  const onError = (error: unknown) =>
    fail(
      isOutOfMemory(error) ? `analysing took more than ${mostMb} MB of memory` : messageOf(error),
    );
  const { sent, moved, close } = sending(archive, reject);
  const request: AnalysisRequest = { archive: sent, entry };

  worker.ref();
  worker.once('message', resolve).once('exit', onExit).once('error', onError);
  worker.postMessage(request, [moved]);

  return promise.finally(() => {
    close();
    worker.off('message', resolve).off('exit', onExit).off('error', onError);
  });
}

/** As it is sent to the worker, and what of that is no longer here then. */
function sending(archive: CodeArchive, onFault: (error: unknown) => void) {
  if (archive instanceof Uint8Array) {
    const sent = alone(archive);
    return { sent, moved: sent.buffer, close: () => {} };
  }

  const { port1: own, port2: port } = new MessageChannel();
  answerReads(archive, own, onFault);

  return { sent: { size: archive.size, port }, moved: port, close: () => own.close() };
}

/** An archive cannot be analysed for what it holds: another night it will be the same. */
export class AnalysisError extends Error {
  override readonly name = 'AnalysisError';
  /** It had less time than an archive may take, so that another night may be different. */
  readonly wasHurried: boolean;

  constructor(message: string, { wasHurried = false } = {}) {
    super(message);
    this.wasHurried = wasHurried;
  }
}

function tookTooLong(ms: number, wasHurried: boolean): AnalysisError {
  return new AnalysisError(`analysing took longer than ${ms / 1_000} s`, { wasHurried });
}

function isOutOfMemory(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
