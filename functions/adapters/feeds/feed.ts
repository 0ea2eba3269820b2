import { withRetry } from '../calls/with-retry.ts';

/** Bytes: the most that OSV answers. */
const LONGEST_ANSWER = 32 * 1024 * 1024;
const DEADLINE_MS = 30_000;
/** How long to wait before each further attempt; there is one for each. */
const PAUSES_MS = [500, 2_000, 8_000] as const;

/** Some feeds refuse a client that does not name itself. */
const ownHeaders = { 'user-agent': 'lambda-vigil', accept: 'application/json' };

export interface FeedOptions {
  readonly fetch: typeof fetch;
  /** Milliseconds. @default a timer */
  readonly sleep?: ((ms: number) => Promise<unknown>) | undefined;
  /** Before each further attempt. @default three, for eleven seconds in all */
  readonly pausesMs?: readonly number[] | undefined;
  /**
   * Beside its own. One of them may be a secret, which is for that address alone: where some are
   * given, no redirection is followed. @default none
   */
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

/** Reads a JSON feed: by GET or, with a body, by POST. */
export type Feed = (url: string, body?: unknown) => Promise<unknown>;

/**
 * A feed that tries again where that can help, and reads no more than it has room for.
 *
 * @throws FeedError when it cannot be reached, refuses, or answers what is not JSON.
 */
export function feed({ sleep, pausesMs = PAUSES_MS, ...request }: FeedOptions): Feed {
  return (url, body) =>
    withRetry(() => answerOf(request, url, body), { pausesMs, mayPass: isPassing, sleep });
}

export class FeedError extends Error {
  override readonly name = 'FeedError';
  /** Of HTTP, when there was an answer and it was a refusal. */
  readonly status: number | undefined;

  constructor(url: string, fault: string, status?: number, cause?: unknown) {
    super(`${new URL(url).origin}${new URL(url).pathname} ${fault}`, { cause });
    this.status = status;
  }
}

/** After a timeout there is no further attempt: it would take as long again. */
function isPassing(error: unknown): boolean {
  if (!(error instanceof FeedError)) return false;
  if (error.status !== undefined) return error.status === 429 || error.status >= 500;

  return error.cause instanceof TypeError;
}

type Request = Pick<FeedOptions, 'fetch' | 'headers'>;

async function answerOf(by: Request, url: string, body: unknown): Promise<unknown> {
  const response = await request(by, url, body);
  if (response.ok) return parsed(url, await bounded(url, response));

  await response.body?.cancel();
  throw new FeedError(url, `answered ${response.status}`, response.status);
}

async function request(
  { fetch: fetchFrom, headers: further }: Request,
  url: string,
  body: unknown,
): Promise<Response> {
  const headers = { ...ownHeaders, ...further };
  const get = {
    headers,
    signal: AbortSignal.timeout(DEADLINE_MS),
    ...(further && { redirect: 'manual' as const }),
  };
  const post = {
    ...get,
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  };

  try {
    return await fetchFrom(url, body === undefined ? get : post);
  } catch (error) {
    throw new FeedError(url, 'cannot be reached', undefined, error);
  }
}

async function bounded(url: string, { body }: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;

  try {
    for await (const chunk of body ?? []) {
      size += chunk.byteLength;
      if (size > LONGEST_ANSWER) break;
      chunks.push(chunk);
    }
  } catch (error) {
    throw new FeedError(url, 'broke off its answer', undefined, error);
  }

  if (size > LONGEST_ANSWER) throw new FeedError(url, `answered over ${LONGEST_ANSWER} bytes`);
  return Buffer.concat(chunks).toString();
}

function parsed(url: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new FeedError(url, 'answered what is not JSON', undefined, error);
  }
}
