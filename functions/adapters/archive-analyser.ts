import { Worker } from 'node:worker_threads';
import { type CodeAnalysis, type CodeEntry, codeAnalysis } from '../domain/code/code-analysis.ts';

export interface ArchiveAnalyserOptions {
  /** Of `analyse-archive`, as TypeScript or bundled. */
  readonly workerUrl: URL;
  readonly timeoutMs: number;
  /** For objects that outlive a moment: syntax trees and the texts of files. */
  readonly maxOldGenerationSizeMb: number;
  /** @default 64, for code that is nested deeply */
  readonly stackSizeMb?: number;
}

/** What a worker is started with. */
export interface AnalysisRequest {
  readonly archive: Uint8Array<ArrayBuffer>;
  readonly entry: CodeEntry;
}

/**
 * Analyses each archive in a worker of its own, which ends with it. The archive is moved to the
 * worker when it is alone in its buffer: whoever called cannot read it any more.
 *
 * @throws when the archive is no zip or beyond bounds, takes too long or too much memory, or when
 * the worker dies of it.
 */
export function archiveAnalyser(options: ArchiveAnalyserOptions) {
  return async (archive: Uint8Array, entry: CodeEntry): Promise<CodeAnalysis> => {
    const worker = workerFor(archive, entry, options);

    try {
      return codeAnalysis.parse(await answerOf(worker, options));
    } finally {
      await worker.terminate();
    }
  };
}

/** Without the environment: what reads strangers' code has no use for credentials. */
function workerFor(
  archive: Uint8Array,
  { runtime, handler }: CodeEntry,
  options: ArchiveAnalyserOptions,
) {
  const { workerUrl, maxOldGenerationSizeMb, stackSizeMb = 64 } = options;
  const own = ownBytes(archive);
  const workerData: AnalysisRequest = { archive: own, entry: { runtime, handler } };

  return new Worker(workerUrl, {
    workerData,
    transferList: [own.buffer],
    resourceLimits: { maxOldGenerationSizeMb, stackSizeMb },
    env: {},
    execArgv: [],
  });
}

function ownBytes(archive: Uint8Array): Uint8Array<ArrayBuffer> {
  const { buffer, byteLength } = archive;

  return buffer instanceof ArrayBuffer && buffer.byteLength === byteLength
    ? new Uint8Array(buffer)
    : new Uint8Array(archive);
}

function answerOf(worker: Worker, { timeoutMs, maxOldGenerationSizeMb }: ArchiveAnalyserOptions) {
  const { promise, resolve, reject } = Promise.withResolvers<unknown>();
  const fail = (reason: string) => reject(new AnalysisError(reason));
  const timer = setTimeout(
    () => fail(`analysing took longer than ${timeoutMs / 1_000} s`),
    timeoutMs,
  );

  worker.once('message', resolve);
  worker.once('exit', (code) => fail(`analysing ended without a result, with exit code ${code}`));
  worker.once('error', (error) =>
    fail(
      isOutOfMemory(error)
        ? `analysing took more than ${maxOldGenerationSizeMb} MB of memory`
        : messageOf(error),
    ),
  );

  return promise.finally(() => clearTimeout(timer));
}

class AnalysisError extends Error {
  override readonly name = 'AnalysisError';
}

function isOutOfMemory(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
