import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Asked, type Recognised, recognise } from './aws-requests.ts';
import { type Call, type Caller, type Outcome, outcomeOf } from './call.ts';
import { type Faults, faultyAnswer, standingFaults } from './faults.ts';
import { bodyOf, serveOnLoopback } from './loopback-server.ts';
import { deliver, type Upstream, upstreamOn } from './upstream.ts';

export interface RecordingProxy {
  readonly url: string;
  calls(): readonly Call[];
  /** How many requests functions have made since the proxy started. */
  requestsOfFunctions(): number;
  /** Bodies that functions have sent, as text, for tests to search for secrets. */
  bodies(): readonly string[];
  /** Forgets the calls and what was sent; faults stay. */
  clear(): void;
  /** Answers every request that matches with this fault, or the first `times` of them. */
  readonly fault: Faults['add'];
  /** The role behind an access key; empty for the account's own keys and for unknown ones. */
  callerOf(accessKeyId: string): Promise<Caller>;
  stop(): Promise<void>;
}

/** Passes everything on to the emulator on `port`, signatures untouched, and notes it. */
export async function startRecordingProxy(port: number): Promise<RecordingProxy> {
  const upstream = upstreamOn(port);
  const callerOf = callersOf(upstream);
  const faults = standingFaults();
  const noted: Call[] = [];
  const sentBodies: string[] = [];
  let ofFunctions = 0;

  const server = await serveOnLoopback((request, response) => {
    answer(request, response).catch(() => response.destroy());
  });

  async function answer(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    if (incoming.url === '/_local/process') {
      response.end(String(process.pid));
      return;
    }

    const startedAt = new Date();
    const body = await bodyOf(incoming);
    const text = body.toString('utf8');
    const recognised = recognise({
      method: incoming.method ?? '',
      url: incoming.url ?? '/',
      headers: incoming.headers as Record<string, string>,
      body: text,
    });
    const caller = recognised.accessKeyId ? await callerOf(recognised.accessKeyId) : {};
    if (caller.role) ofFunctions += 1;
    const outcome = await reply(incoming, response, { body, recognised, caller });

    if (caller.role) sentBodies.push(text);
    for (const asked of recognised.asked) {
      const { accessKeyId, region } = recognised;
      const ms = Date.now() - startedAt.getTime();
      const sent = { accessKeyId, region, startedAt: startedAt.toISOString(), ms, ...outcome };
      noted.push({ ...asked, ...caller, ...(sent as Omit<Call, keyof Asked>) });
    }
  }

  async function reply(
    incoming: IncomingMessage,
    response: ServerResponse,
    { body, recognised, caller }: Received,
  ): Promise<Outcome> {
    const fault = faults.answerFor(recognised, caller);
    const injected = fault && faultyAnswer(fault, recognised, caller);
    if (injected === 'broken') {
      response.destroy();
      return { status: 0 };
    }
    if (injected) {
      response.writeHead(injected.status, injected.headers).end(injected.body);
      return outcomeOf(injected.status, injected.body);
    }
    if (typeof fault === 'object') await sleep(fault.afterMs);

    return deliver(incoming, response, await upstream.passOn(incoming, body));
  }

  return {
    url: server.url,
    calls: () => [...noted],
    requestsOfFunctions: () => ofFunctions,
    bodies: () => [...sentBodies],
    clear() {
      noted.length = 0;
      sentBodies.length = 0;
    },
    fault: faults.add,
    callerOf,
    async stop() {
      await server.stop();
      upstream.stop();
    },
  };
}

interface Received {
  readonly body: Buffer;
  readonly recognised: Recognised;
  readonly caller: Caller;
}

/** The emulator knows the role of temporary keys. Its answers are cached, for they never change. */
function callersOf(upstream: Upstream): RecordingProxy['callerOf'] {
  const callers = new Map<string, Caller>();

  return async (accessKeyId) => {
    const known = callers.get(accessKeyId);
    if (known || !accessKeyId.startsWith('ASIA')) return known ?? {};

    const { body } = await upstream.get(`/_local/callers/${encodeURIComponent(accessKeyId)}`);
    const caller = JSON.parse(body.toString()) as Caller;
    if (caller.role) callers.set(accessKeyId, caller);

    return caller;
  };
}
