import { withRetry } from '../calls/with-retry.ts';
import { type CodeResponse, requestCode } from './code-request.ts';
import type { ByteRange } from './random-access.ts';

/** Where GetFunction and GetLayerVersion say that code lies, and what they say of it. */
export interface CodeSource {
  /**
   * A presigned URL, which is good for ten minutes: asked for anew when it has expired. It
   * gives the code to any caller, so no error shows it.
   */
  readonly url: () => Promise<string>;
  /** Base64; without it, any code will do. */
  readonly sha256?: string | undefined;
  /** Bytes, packed; without it, code is taken for small. */
  readonly size?: number | undefined;
}

export interface CodeServerOptions {
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

export interface CodeAnswer {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Of what they are a part; undefined when they are all, asked for or not. */
  readonly part?: { readonly of: number };
  /** Another one when the bytes may be others. */
  readonly etag: string | undefined;
}

/** @throws CodeUnavailable */
export type CodeServer = (range?: ByteRange) => Promise<CodeAnswer>;

/** The code cannot be downloaded; the message is a line for the reader. */
export class CodeUnavailable extends Error {
  override readonly name = 'CodeUnavailable';
  /** Whether the same request may succeed a little later, or one with another URL. */
  readonly remedy: 'time' | 'another URL' | undefined;

  constructor(message: string, remedy?: CodeUnavailable['remedy']) {
    super(message);
    this.remedy = remedy;
  }
}

/** Asks three times where that may help, and once for another URL. */
export async function codeServer(
  { url: ask }: CodeSource,
  options: CodeServerOptions,
): Promise<CodeServer> {
  const { retryAfterMs = 500 } = options;
  let url = await ask();
  let renewed = false;

  const ofThisOrNext = async (range: ByteRange | undefined) => {
    try {
      return await answerOf(url, range, options);
    } catch (error) {
      if (renewed || remediationOf(error) !== 'another URL') throw error;
      renewed = true;
      url = await ask();
      return answerOf(url, range, options);
    }
  };

  return (range) =>
    withRetry(() => ofThisOrNext(range), {
      pausesMs: [retryAfterMs, 2 * retryAfterMs],
      mayPass: (error) => remediationOf(error) === 'time',
    });
}

function remediationOf(error: unknown): CodeUnavailable['remedy'] {
  return error instanceof CodeUnavailable ? error.remedy : undefined;
}

export function tooLarge(mostBytes: number): CodeUnavailable {
  return new CodeUnavailable(
    `the code is too large: more than ${Math.floor(mostBytes / 2 ** 20)} MB, packed`,
  );
}

async function answerOf(
  url: string,
  range: ByteRange | undefined,
  options: CodeServerOptions,
): Promise<CodeAnswer> {
  const { mostBytes, timeoutMs = 60_000 } = options;
  const signal = AbortSignal.timeout(timeoutMs);
  const headers = range && { range: `bytes=${range.offset}-${range.offset + range.length - 1}` };

  try {
    return await read(await requestCode(url, { signal, headers: headers ?? {} }), range, mostBytes);
  } catch (error) {
    if (error instanceof CodeUnavailable) throw error;
    // Nothing of the message and nothing of the cause: both may quote the URL.
    const isLate = signal.aborted;
    throw undelivered(
      isLate ? `it took longer than ${timeoutMs / 1_000} s` : 'the connection failed',
      'time',
    );
  }
}

async function read(
  response: CodeResponse,
  range: ByteRange | undefined,
  mostBytes: number,
): Promise<CodeAnswer> {
  try {
    const part = acceptedPart(response, range, mostBytes);
    const bytes = part
      ? await partBytes(response, part.length)
      : await bytesOf(response, mostBytes);
    const etag = headerIn(response, 'etag');
    return { bytes, etag, ...(part && { part: { of: part.of } }) };
  } catch (error) {
    // A body that no one reads would keep its socket open, and the process.
    response.discard();
    throw error;
  }
}

/** What part of the code the answer holds; undefined when it holds all. */
function acceptedPart(
  response: CodeResponse,
  range: ByteRange | undefined,
  mostBytes: number,
): { readonly length: number; readonly of: number } | undefined {
  const { status } = response;
  const isPart = range && status === 206;
  const part = isPart ? partOf(range, headerIn(response, 'content-range')) : undefined;
  if (part) return part;

  if (status === 206) throw undelivered('another part came than was asked for');
  const refusal =
    status !== 200
      ? undelivered(`HTTP ${status}`, remediationFor(status))
      : Number(headerIn(response, 'content-length') ?? 0) > mostBytes && tooLarge(mostBytes);
  if (refusal) throw refusal;

  return undefined;
}

function headerIn({ headers }: CodeResponse, name: string): string | undefined {
  const value = headers[name];

  return typeof value === 'string' ? value : undefined;
}

/** Undefined unless it is what was asked for, as far as there is so much. */
function partOf({ offset, length }: ByteRange, contentRange: string | undefined) {
  const [, from, to, of] = /^bytes (\d+)-(\d+)\/(\d+)$/.exec(contentRange ?? '') ?? [];
  const total = Number(of);
  const end = Math.min(offset + length, total);

  return Number(from) === offset && Number(to) === end - 1
    ? { length: end - offset, of: total }
    : undefined;
}

/** S3 answers 403 to what has expired. */
function remediationFor(status: number): CodeUnavailable['remedy'] {
  if (status === 403) return 'another URL';

  return status >= 500 ? 'time' : undefined;
}

async function partBytes({ body }: CodeResponse, length: number): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array(length);
  let at = 0;

  for await (const chunk of body) {
    if (at + chunk.byteLength > length) throw undelivered('it is longer than it says');
    bytes.set(chunk, at);
    at += chunk.byteLength;
  }
  if (at < length) throw undelivered('it ended too early', 'time');

  return bytes;
}

/** In a buffer of its own, so that it can be handed to a worker and not copied. */
async function bytesOf(
  { body }: CodeResponse,
  mostBytes: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  let length = 0;

  for await (const chunk of body) {
    length += chunk.byteLength;
    if (length > mostBytes) throw tooLarge(mostBytes);
    chunks.push(chunk);
  }

  const whole = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.byteLength;
  }

  return whole;
}

function undelivered(reason: string, remedy?: CodeUnavailable['remedy']): CodeUnavailable {
  return new CodeUnavailable(`the code could not be downloaded: ${reason}`, remedy);
}
