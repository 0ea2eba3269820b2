import { setTimeout as sleep } from 'node:timers/promises';
import { bodyOf, serveOnLoopback } from './loopback-server.ts';

/** An incoming webhook as Slack offers it. */
export interface SlackReceiver {
  /** The URL to post to: a secret, on Slack. */
  readonly webhook: string;
  /** The posts, parsed. */
  received(): readonly unknown[];
  waitFor(count: number, ms?: number): Promise<readonly unknown[]>;
  clear(): void;
  /** Answers so, until called without an argument. */
  failWith(status?: number): void;
  stop(): Promise<void>;
}

const PATH = '/services/T00000000/B00000000/localwebhook';

export async function startSlackReceiver(): Promise<SlackReceiver> {
  const posts: unknown[] = [];
  let failure: number | undefined;

  const server = await serveOnLoopback(async (request, response) => {
    const body = await bodyOf(request).catch(() => Buffer.alloc(0));
    const answer = verdictOn(request.method, request.url, body.toString());
    const status = failure ?? answer.status;
    if (status === 200) posts.push(answer.post);
    response.writeHead(status, { 'content-type': 'text/plain' }).end(failure ? '' : answer.text);
  });

  return {
    webhook: `${server.url}${PATH}`,
    received: () => [...posts],
    async waitFor(count, ms = 10_000) {
      const deadline = Date.now() + ms;
      while (posts.length < count) {
        if (Date.now() > deadline) {
          throw new Error(`${count} Slack posts awaited, ${posts.length} came in ${ms} ms`);
        }
        await sleep(20);
      }

      return [...posts];
    },
    clear: () => posts.splice(0),
    failWith: (status) => {
      failure = status;
    },
    stop: server.stop,
  };
}

/** Slack names what is wrong with a post in plain text. */
function verdictOn(method: string | undefined, url: string | undefined, body: string) {
  if (method !== 'POST' || url !== PATH) {
    return { status: 404, text: 'no_service' };
  }
  try {
    const post: unknown = JSON.parse(body);
    const empty =
      typeof post !== 'object' || post === null || !('text' in post || 'blocks' in post);

    return empty ? { status: 400, text: 'no_text' } : { status: 200, text: 'ok', post };
  } catch {
    return { status: 400, text: 'invalid_payload' };
  }
}
