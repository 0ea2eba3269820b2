import { createHash } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';

interface DownloadOptions {
  readonly fetch: typeof fetch;
  /** Of one archive. */
  readonly mostBytes: number;
  /**
   * For one attempt, from the request to the last byte.
   * @default 60 s
   */
  readonly timeoutMs?: number;
  /**
   * Before the second attempt; before the third, twice as long.
   * @default 500 ms
   */
  readonly retryAfterMs?: number;
}

/**
 * @param url presigned: whoever has it has the code, so it is in no error.
 * @param codeSha256 base64, as Lambda states it; without it, any code will do.
 * @throws when the code is too large, is not the one that was asked for, or cannot be had.
 */
export type CodeDownload = (url: string, codeSha256?: string) => Promise<Uint8Array<ArrayBuffer>>;

const ATTEMPTS = 3;

/** From where GetFunction and GetLayerVersion say that code is. */
export function codeDownload(options: DownloadOptions): CodeDownload {
  const { retryAfterMs = 500 } = options;

  return async (url, codeSha256) => {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return verified(await download(url, options), codeSha256);
      } catch (error) {
        if (attempt === ATTEMPTS || !(error instanceof DownloadError && error.passing)) throw error;
      }
      await pause(retryAfterMs * attempt);
    }
  };
}

class DownloadError extends Error {
  override readonly name = 'DownloadError';
  /** The same request may succeed a little later. */
  readonly passing: boolean;

  constructor(message: string, passing = false) {
    super(message);
    this.passing = passing;
  }
}

async function download(url: string, options: DownloadOptions) {
  const { fetch, mostBytes, timeoutMs = 60_000 } = options;
  const signal = AbortSignal.timeout(timeoutMs);

  try {
    const response = await fetch(url, { signal, redirect: 'manual' });
    await refuseOthers(response, mostBytes);

    return await bytesOf(response, mostBytes);
  } catch (error) {
    throw error instanceof DownloadError ? error : undelivered(faultOf(error, timeoutMs), true);
  }
}

async function refuseOthers(response: Response, mostBytes: number): Promise<void> {
  const { status } = response;
  const declared = Number(response.headers.get('content-length') ?? 0);
  const refusal =
    status === 200
      ? declared > mostBytes && tooLarge(mostBytes)
      : undelivered(`HTTP ${status}`, status >= 500);

  if (!refusal) return;

  await response.body?.cancel();
  throw refusal;
}

async function bytesOf(response: Response, mostBytes: number) {
  const chunks: Uint8Array[] = [];
  let bytes = 0;

  for await (const chunk of response.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > mostBytes) throw tooLarge(mostBytes);
    chunks.push(chunk);
  }

  return joined(chunks, bytes);
}

/** In a buffer of its own, so that it can be handed to a worker and not copied. */
function joined(chunks: readonly Uint8Array[], bytes: number): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(bytes);
  let at = 0;

  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.byteLength;
  }

  return whole;
}

function verified(code: Uint8Array<ArrayBuffer>, codeSha256: string | undefined) {
  const actual = createHash('sha256').update(code).digest('base64');

  if (codeSha256 !== undefined && codeSha256 !== actual) {
    throw new DownloadError(
      `the code is no longer what was listed: its SHA-256 is ${actual}, not ${codeSha256}`,
    );
  }

  return code;
}

function undelivered(reason: string, passing: boolean): DownloadError {
  return new DownloadError(`the code could not be downloaded: ${reason}`, passing);
}

function tooLarge(mostBytes: number): DownloadError {
  return new DownloadError(
    `the code is too large: more than ${Math.floor(mostBytes / 2 ** 20)} MB, packed`,
  );
}

/** Nothing of the message and nothing of the cause: both may quote the URL. */
function faultOf(error: unknown, timeoutMs: number): string {
  if (error instanceof Error && error.name === 'TimeoutError') {
    return `it took longer than ${timeoutMs / 1_000} s`;
  }

  return 'the connection failed';
}
