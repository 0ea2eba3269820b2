import { join } from 'node:path';
import {
  MessageChannel,
  type MessagePort,
  receiveMessageOnPort,
  Worker,
} from 'node:worker_threads';
import type { BuildOptions, Metafile } from 'esbuild';

/** What is built of code, as esbuild gives it. */
export interface LeanlyBuilt {
  readonly outputFiles: readonly { readonly path: string; readonly contents: Uint8Array }[];
  readonly metafile: Metafile;
}

/** What the thread that builds is asked, and where it answers. */
export interface Asked {
  readonly options: BuildOptions & { readonly write: false };
  readonly answers: MessagePort;
  /** One number: 0, and 1 once the answer is there. */
  readonly isAnswered: Int32Array<SharedArrayBuffer>;
}

/**
 * What `buildSync` gives, without the schemas of the SDK that no call needs: a third of a scanner. esbuild has plugins only
 * where it is waited for, and the CDK's constructs cannot wait, so a thread does, which stays for what is built next.
 *
 * @throws what esbuild finds wrong with the code.
 */
export function leanlyBuilt(options: Asked['options']): LeanlyBuilt {
  builder ??= startedBuilder();
  const { port1: here, port2: answers } = new MessageChannel();
  const isAnswered = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  const asked: Asked = { options, answers, isAnswered };
  builder.postMessage(asked, [answers]);
  if (Atomics.wait(isAnswered, 0, 0, MOST_WAITED) === 'timed-out') {
    throw new Error(`esbuild did not build ${String(options.outdir)} within ${MOST_WAITED} ms`);
  }
  const answer = receiveMessageOnPort(here)?.message as LeanlyBuilt | { readonly failure: string };
  here.close();
  if ('failure' in answer) throw new Error(answer.failure);

  return answer;
}

let builder: Worker | undefined;

/** It keeps no process from ending. */
function startedBuilder(): Worker {
  const worker = new Worker(join(import.meta.dirname, 'build-leanly.ts'), { execArgv: [] });
  worker.unref();

  return worker;
}

/** Milliseconds: the scanners all together take two seconds. */
const MOST_WAITED = 120_000;
