import {
  Agent,
  request as httpRequest,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { accessDenied, throttled, type WireAnswer } from './aws-errors.ts';
import { type Asked, type Recognised, recognise } from './aws-requests.ts';
import { bodyOf, serveOnLoopback } from './loopback-server.ts';

/** Who signed a request. */
export interface Caller {
  /** ARN of the role that the caller has assumed: the execution role, of a function. */
  readonly role?: string;
  /** Session name: the function's name, of a function. */
  readonly session?: string;
}

/** One thing that IAM was asked about. A transaction and a batch on two tables are several. */
export interface Call extends Asked, Caller {
  readonly accessKeyId?: string;
  readonly region?: string;
  /** 0 when the connection broke. */
  readonly status: number;
  /** The code of the error, of a status from 400: `AccessDeniedException`. */
  readonly error?: string;
  readonly startedAt: string;
  readonly ms: number;
}

/** Equal in every field that is given; `operation` matches a transaction's own name too. */
export type Match =
  | Partial<Pick<Call, 'service' | 'operation' | 'action' | 'resource' | 'role' | 'session'>>
  | ((asked: Asked & Caller & Pick<Call, 'region'>) => boolean);

export type FaultAnswer =
  | 'access denied'
  | 'throttled'
  /** 200 and nonsense. */
  | 'garbage'
  | 'broken connection'
  /** The true answer, late. */
  | { readonly afterMs: number };

export interface Fault {
  /** Requests that it has answered. */
  hits(): number;
  remove(): void;
}

export interface RecordingProxy {
  readonly url: string;
  calls(): readonly Call[];
  /** What functions have sent, as text, to search it for what must not be there. */
  bodies(): readonly string[];
  /** Forgets the calls and what was sent; faults stay. */
  clear(): void;
  /** Answers so to every request that asks for what matches, or to the first `times` of them. */
  fault(match: Match, answer: FaultAnswer, times?: number): Fault;
  /** The role behind an access key; empty for the account's own keys and for unknown ones. */
  callerOf(accessKeyId: string): Promise<Caller>;
  stop(): Promise<void>;
}

interface StandingFault {
  readonly match: Match;
  readonly answer: FaultAnswer;
  hits: number;
  readonly times: number;
}

/** Passes everything on to the emulator on `port`, signatures untouched, and notes it. */
export async function startRecordingProxy(port: number): Promise<RecordingProxy> {
  const agent = new Agent({ keepAlive: true });
  const noted: Call[] = [];
  const sentBodies: string[] = [];
  const faults = new Set<StandingFault>();
  const callers = new Map<string, Caller>();

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
    const recognised = recognise({
      method: incoming.method ?? '',
      url: incoming.url ?? '/',
      headers: incoming.headers as Record<string, string>,
      body: body.toString('utf8'),
    });
    const caller = recognised.accessKeyId ? await callerOf(recognised.accessKeyId) : {};
    const fault = faultFor(recognised, caller);
    const outcome = await reply(incoming, response, { body, recognised, caller, fault });

    if (caller.role) {
      sentBodies.push(body.toString('utf8'));
    }
    for (const asked of recognised.asked) {
      const { accessKeyId, region } = recognised;
      const ms = Date.now() - startedAt.getTime();
      const sent = { accessKeyId, region, startedAt: startedAt.toISOString(), ms, ...outcome };
      noted.push({ ...asked, ...caller, ...(sent as Omit<Call, keyof Asked>) });
    }
  }

  function faultFor({ asked, region }: Recognised, caller: Caller): StandingFault | undefined {
    const found = [...faults].find(
      ({ match, hits, times }) =>
        hits < times &&
        asked.some((each) => matches(match, { ...each, ...caller, ...(region && { region }) })),
    );
    if (found) {
      found.hits += 1;
    }

    return found;
  }

  async function callerOf(accessKeyId: string): Promise<Caller> {
    const known = callers.get(accessKeyId);
    if (known || !accessKeyId.startsWith('ASIA')) {
      return known ?? {};
    }

    const { body } = await send({ path: `/_local/callers/${encodeURIComponent(accessKeyId)}` });
    const caller = JSON.parse(body.toString()) as Caller;
    if (caller.role) {
      callers.set(accessKeyId, caller);
    }

    return caller;
  }

  interface Received {
    readonly body: Buffer;
    readonly recognised: Recognised;
    readonly caller: Caller;
    readonly fault: StandingFault | undefined;
  }

  async function reply(
    incoming: IncomingMessage,
    response: ServerResponse,
    { body, recognised, caller, fault }: Received,
  ): Promise<Outcome> {
    const injected = fault && faultyAnswer(fault.answer, recognised, caller);
    if (injected === 'broken') {
      response.destroy();
      return { status: 0 };
    }
    if (injected) {
      response.writeHead(injected.status, injected.headers).end(injected.body);
      return outcomeOf(injected.status, injected.body);
    }
    if (typeof fault?.answer === 'object') {
      await sleep(fault.answer.afterMs);
    }

    const upstream = await send({
      method: incoming.method ?? 'GET',
      path: incoming.url ?? '/',
      headers: passedOn(incoming.rawHeaders, body),
      body,
    });

    return deliver(incoming, response, upstream);
  }

  interface Sent {
    readonly method?: string;
    readonly path: string;
    readonly headers?: readonly string[];
    readonly body?: Buffer;
  }

  function send({ method = 'GET', path, headers, body }: Sent): Promise<Upstream> {
    return new Promise((done, failed) => {
      const to = { host: '127.0.0.1', port, agent, method, path };
      const outgoing = httpRequest(headers ? { ...to, headers } : to, (message) => {
        const { statusCode: status = 502, rawHeaders: headers } = message;
        bodyOf(message).then((body) => done({ status, headers, body }), failed);
      });
      outgoing.on('error', failed);
      outgoing.end(body);
    });
  }

  return {
    url: server.url,
    calls: () => [...noted],
    bodies: () => [...sentBodies],
    clear() {
      noted.length = 0;
      sentBodies.length = 0;
    },
    fault(match, answer, times = Number.POSITIVE_INFINITY) {
      const fault = { match, answer, times, hits: 0 };
      faults.add(fault);

      return { hits: () => fault.hits, remove: () => faults.delete(fault) };
    },
    callerOf,
    async stop() {
      await server.stop();
      agent.destroy();
    },
  };
}

type Outcome = Pick<Call, 'status' | 'error'>;

interface Upstream {
  readonly status: number;
  readonly headers: readonly string[];
  readonly body: Buffer;
}

/** A range of a code archive is what S3 would send, and the emulator does not. */
function deliver(incoming: IncomingMessage, response: ServerResponse, upstream: Upstream): Outcome {
  const { status, headers, body } = upstream;
  const range = /^bytes=(\d+)-(\d*)$/.exec(incoming.headers.range ?? '');
  if (status !== 200 || !range || !incoming.url?.startsWith('/_ministack/lambda-')) {
    const whole = incoming.method === 'HEAD' ? undefined : body;
    response.writeHead(status, passedOn(headers, whole)).end(body);
    return outcomeOf(status, body);
  }

  const from = Number(range[1]);
  const to = Math.min(Number(range[2] || body.length - 1), body.length - 1);
  const unit = { 'accept-ranges': 'bytes', 'content-type': 'application/zip' };
  if (from > to) {
    response.writeHead(416, { ...unit, 'content-range': `bytes */${body.length}` }).end();
    return { status: 416 };
  }
  response
    .writeHead(206, { ...unit, 'content-range': `bytes ${from}-${to}/${body.length}` })
    .end(body.subarray(from, to + 1));

  return { status: 206 };
}

/** Every protocol names its errors in the body, the JSON ones with their namespace before a #. */
function outcomeOf(status: number, body: string | Buffer): Outcome {
  const start = status < 400 ? '' : body.toString().slice(0, 2_000);
  const error = /<Code>(\w+)|"(?:__type|code|Code)":\s*"(?:[^"#]*#)?(\w+)/.exec(start);
  const code = error?.[1] ?? error?.[2];

  return { status, ...(code !== undefined && { error: code }) };
}

function faultyAnswer(
  answer: FaultAnswer,
  { protocol, asked }: Recognised,
  caller: Caller,
): WireAnswer | 'broken' | undefined {
  switch (answer) {
    case 'access denied':
      return accessDenied(protocol, asked[0], caller.role ?? 'root');
    case 'throttled':
      return throttled(protocol, asked[0]);
    case 'garbage':
      return { status: 200, headers: { 'content-type': 'text/plain' }, body: '\u0000<{"not an' };
    case 'broken connection':
      return 'broken';
    default:
      return undefined;
  }
}

function matches(match: Match, asked: Asked & Caller): boolean {
  if (typeof match === 'function') {
    return match(asked);
  }

  return Object.entries(match).every(
    ([field, wanted]) =>
      asked[field as keyof typeof asked] === wanted ||
      (field === 'operation' && asked.within === wanted),
  );
}

const perConnection = new Set(['connection', 'keep-alive', 'expect', 'transfer-encoding']);

/** The headers as they came, in their case and order, with the length of the body that follows. */
function passedOn(raw: readonly string[], body: Buffer | undefined): string[] {
  const kept: string[] = [];
  let measured = false;
  for (let at = 0; at < raw.length; at += 2) {
    const [name = '', value = ''] = [raw[at], raw[at + 1]];
    const isLength = name.toLowerCase() === 'content-length';
    measured ||= isLength;
    if (!perConnection.has(name.toLowerCase()) && !(isLength && body)) {
      kept.push(name, value);
    }
  }

  return body && (measured || body.length > 0)
    ? [...kept, 'content-length', String(body.length)]
    : kept;
}
