import { setTimeout as wait } from 'node:timers/promises';
import type { SlackMessage } from '../../domain/notification/slack-blocks.ts';
import type { Secret } from '../aws/secret.ts';

export interface SlackWebhookOptions {
  /** The address to post to. It is a secret: who has it can write to the channel. */
  readonly address: Secret;
  /** Where it may be: `https://hooks.slack.com`. */
  readonly origins: readonly string[];
  readonly fetch: typeof fetch;
  /** Milliseconds. @default a timer */
  readonly sleep?: ((ms: number) => Promise<unknown>) | undefined;
}

export type SlackWebhook = (message: SlackMessage) => Promise<void>;

/**
 * Posts to an incoming webhook, whose address is read once, and again when Slack knows it no more.
 *
 * @throws SlackError when the message may not have arrived. It never holds the address.
 */
export function slackWebhook({ address, origins, ...io }: SlackWebhookOptions): SlackWebhook {
  let known: Promise<URL> | undefined;

  const read = async () => {
    known ??= address().then((text) => addressIn(text, origins));

    try {
      return await known;
    } catch (error) {
      known = undefined;
      throw error;
    }
  };

  return async (message) => {
    const body = JSON.stringify(message);
    let answer = await post(await read(), body, io);

    if (REVOKED.has(answer.status)) {
      known = undefined;
      answer = await post(await read(), body, io);
    }
    if (!answer.ok) throw new SlackError(refusal(answer.status, answer.reason));
  };
}

class SlackError extends Error {
  override readonly name = 'SlackError';
}

interface Answer {
  readonly ok: boolean;
  readonly status: number;
  /** Slack's word for what is wrong, such as `invalid_blocks`. */
  readonly reason: string;
}

const DEADLINE_MS = 10_000;
/** How long to wait before each further attempt; there is one for each. */
const PAUSES_MS = [1_000, 4_000, 10_000] as const;
/** What Slack asks for beyond that, SNS and Lambda wait for. */
const LONGEST_PAUSE_MS = 20_000;
const REVOKED: ReadonlySet<number> = new Set([403, 404, 410]);

/** No error of the parser: it would show what it could not parse. */
function addressIn(text: string, origins: readonly string[]): URL {
  const url = URL.parse(text);
  if (url && origins.includes(url.origin)) return url;

  const fault = url ? `leads to ${url.origin}` : 'is no URL';
  throw new SlackError(
    `The secret with the webhook's address ${fault}: store the URL itself, at ${origins.join(' or ')}`,
  );
}

async function post(
  url: URL,
  body: string,
  { fetch, sleep = wait }: Pick<SlackWebhookOptions, 'fetch' | 'sleep'>,
): Promise<Answer> {
  for (let attempt = 0; ; attempt += 1) {
    const outcome = await tryToPost(fetch, url, body);
    const pause = PAUSES_MS[attempt];

    if (outcome.final) return outcome.final;
    if (pause === undefined || (outcome.retryAfterMs ?? 0) > LONGEST_PAUSE_MS) {
      throw new SlackError(outcome.fault);
    }
    await sleep(outcome.retryAfterMs ?? pause);
  }
}

interface Outcome {
  readonly final?: Answer;
  readonly fault: string;
  readonly retryAfterMs?: number | undefined;
}

async function tryToPost(fetchFrom: typeof fetch, url: URL, body: string): Promise<Outcome> {
  try {
    const response = await fetchFrom(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
      redirect: 'manual',
      signal: AbortSignal.timeout(DEADLINE_MS),
    });
    const { ok, status } = response;
    const reason = wordIn(await response.text());
    const fault = refusal(status, reason);

    if (status !== 429 && status < 500) return { final: { ok, status, reason }, fault };
    return { fault, retryAfterMs: secondsIn(response.headers.get('retry-after')) };
  } catch (error) {
    return { fault: `Slack cannot be reached (${codeOf(error)})` };
  }
}

function refusal(status: number, reason: string): string {
  const what = REVOKED.has(status)
    ? 'the webhook is revoked or its channel is gone; make a new one and store its URL in the secret'
    : reason || 'no reason given';

  return `Slack answered ${status}: ${what}`;
}

/** Slack answers a word. Whatever else it is does not belong in a log. */
function wordIn(text: string): string {
  return /^[a-z_]{1,60}$/.test(text) ? text : '';
}

function secondsIn(header: string | null): number | undefined {
  const seconds = Number(header ?? Number.NaN);

  return seconds > 0 ? seconds * 1000 : undefined;
}

/** The code alone: a message may quote the address. */
function codeOf(error: unknown): string {
  if (error instanceof Error && error.name === 'TimeoutError') return 'no answer in time';
  const cause = error instanceof Error ? error.cause : undefined;

  return cause instanceof Error && 'code' in cause ? String(cause.code) : 'no reason given';
}
