import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import PQueue from 'p-queue';
import { beforeSigning, type Interceptable } from './observed-calls.ts';
import type { Places } from './rate-limiter.ts';

/**
 * Sockets of all clients that look at accounts, whichever account they are of: hosts are the same for all,
 * and so many accounts would have so many sockets open to each.
 */
export interface BoundedSockets {
  /** Of the SDK's NodeHttpHandler. */
  readonly requestHandler: { readonly httpAgent: HttpAgent; readonly httpsAgent: HttpsAgent };
  /** As many as requests may be under way. */
  readonly places: Places;
  /** Has the client's requests wait for them. */
  bounded<C extends Interceptable>(client: C): C;
}

export interface BoundedSocketsProps {
  /** Requests at once. */
  readonly mostBusy: number;
  /** Sockets kept open that no request is using. */
  readonly mostIdle: number;
}

/** A host may close what is idle for longer just when it is used again. */
const IDLE_MS = 4_000;

/**
 * Together they are a fifth of what one environment of Lambda may have open: 1,024 descriptors. Source:
 * "Lambda quotas" (Developer Guide).
 */
export const processSockets: BoundedSockets = boundedSockets({ mostBusy: 100, mostIdle: 100 });

/**
 * Not by `maxTotalSockets`, of which idle ones are a part: a host that has none would wait for those of
 * others to be closed.
 */
export function boundedSockets({ mostBusy, mostIdle }: BoundedSocketsProps): BoundedSockets {
  const options = { keepAlive: true, timeout: IDLE_MS, maxSockets: mostBusy };
  const [httpAgent, httpsAgent] = [new HttpAgent(options), new HttpsAgent(options)];
  const busy = new PQueue({ concurrency: mostBusy });
  const places: Places = { run: (request) => busy.add(request) };

  for (const agent of [httpAgent, httpsAgent]) {
    const keep = agent.keepSocketAlive.bind(agent);
    // What it answers is whether to keep it: see "agent.keepSocketAlive(socket)" (Node.js, HTTP).
    agent.keepSocketAlive = (socket) => idleOf(agent) < mostIdle && keep(socket);
  }

  return {
    requestHandler: { httpAgent, httpsAgent },
    places,

    bounded(client) {
      client.middlewareStack.addRelativeTo(
        (next: Next): Next =>
          (args) =>
            places.run(() => next(args)),
        { ...beforeSigning, name: 'bounded-sockets' },
      );
      return client;
    },
  };
}

type Next = (args: unknown) => Promise<unknown>;

/** Counted as they are let go, and so before they are among them. */
function idleOf({ freeSockets }: HttpAgent): number {
  return Object.values(freeSockets).reduce((sum, sockets = []) => sum + sockets.length, 0);
}
