import {
  Agent,
  request as httpRequest,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import { type Outcome, outcomeOf } from './call.ts';
import { bodyOf } from './loopback-server.ts';

/** The server to which a proxy passes requests. */
export interface Upstream {
  get(path: string): Promise<UpstreamAnswer>;
  /** As it came, signature and all. */
  passOn(incoming: IncomingMessage, body: Buffer): Promise<UpstreamAnswer>;
  stop(): void;
}

export interface UpstreamAnswer {
  readonly status: number;
  readonly headers: readonly string[];
  readonly body: Buffer;
}

export function upstreamOn(port: number): Upstream {
  const agent = new Agent({ keepAlive: true });

  return {
    get: (path) => send({ method: 'GET', path }),
    passOn: ({ method = 'GET', url = '/', rawHeaders }, body) =>
      send({ method, path: url, headers: passedOn(rawHeaders, body), body }),
    stop: () => agent.destroy(),
  };

  function send({ body, ...request }: Sent): Promise<UpstreamAnswer> {
    return new Promise((done, failed) => {
      const outgoing = httpRequest({ host: '127.0.0.1', port, agent, ...request }, (message) => {
        const { statusCode: status = 502, rawHeaders: headers } = message;
        bodyOf(message).then((received) => done({ status, headers, body: received }), failed);
      });
      outgoing.on('error', failed);
      outgoing.end(body);
    });
  }
}

interface Sent {
  readonly method: string;
  readonly path: string;
  readonly headers?: readonly string[];
  readonly body?: Buffer;
}

/** A range of a code archive is what S3 would send, and the emulator does not. */
export function deliver(
  incoming: IncomingMessage,
  response: ServerResponse,
  { status, headers, body }: UpstreamAnswer,
): Outcome {
  const isCode = incoming.url?.startsWith('/_ministack/lambda-');
  const range = /^bytes=(\d+)-(\d*)$/.exec(incoming.headers.range ?? '');
  if (status !== 200 || !range || !isCode) {
    const whole = incoming.method === 'HEAD' ? undefined : body;
    response.writeHead(status, passedOn(headers, whole)).end(body);
    return { ...outcomeOf(status, body), ...(isCode && { bytes: body.length }) };
  }

  const from = Number(range[1]);
  const to = Math.min(Number(range[2] || body.length - 1), body.length - 1);
  const unit = { 'accept-ranges': 'bytes', 'content-type': 'application/zip' };
  if (from > to) {
    response.writeHead(416, { ...unit, 'content-range': `bytes */${body.length}` }).end();
    return { status: 416 };
  }
  const part = body.subarray(from, to + 1);
  response
    .writeHead(206, { ...unit, 'content-range': `bytes ${from}-${to}/${body.length}` })
    .end(part);

  return { status: 206, bytes: part.length };
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
    if (!perConnection.has(name.toLowerCase()) && !(isLength && body)) kept.push(name, value);
  }

  return body && (measured || body.length > 0)
    ? [...kept, 'content-length', String(body.length)]
    : kept;
}
