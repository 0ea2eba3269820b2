import { setTimeout as wait } from 'node:timers/promises';

/** Bytes: the most that OSV answers. */
const LONGEST_ANSWER = 32 * 1024 * 1024;
const DEADLINE_MS = 30_000;
/** How long to wait before each further attempt; there is one for each. */
const PAUSES_MS = [500, 2_000, 8_000] as const;

export interface FeedOptions {
  readonly fetch: typeof fetch;
  /** Milliseconds. @default a timer */
  readonly sleep?: ((ms: number) => Promise<unknown>) | undefined;
}

/** Reads a JSON feed: by GET or, with a body, by POST. */
export type Feed = (url: string, body?: unknown) => Promise<unknown>;

/**
 * A feed that tries again where that can help, and reads no more than it has room for.
 *
 * @throws FeedError when it cannot be reached, refuses, or answers what is not JSON.
 */
export function feed({ fetch, sleep = wait }: FeedOptions): Feed {
  return async (url, body) => {
    for (let attempt = 0; ; attempt += 1) {
      const response = await request(fetch, url, body);
      if (response.ok) return parsed(url, await bounded(url, response));

      const pause = PAUSES_MS[attempt];
      await response.body?.cancel();
      if (pause === undefined || !isPassing(response.status)) {
        throw new FeedError(url, `answered ${response.status}`, response.status);
      }
      await sleep(pause);
    }
  };
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

function isPassing(status: number): boolean {
  return status === 429 || status >= 500;
}

async function request(fetchFrom: typeof fetch, url: string, body: unknown): Promise<Response> {
  const signal = AbortSignal.timeout(DEADLINE_MS);
  const post = {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  };

  try {
    return await fetchFrom(url, body === undefined ? { signal } : { ...post, signal });
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
