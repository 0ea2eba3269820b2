import { createHash } from 'node:crypto';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { codeDownload } from '../../../functions/adapters/archives/code-download.ts';

const MB = 2 ** 20;
const code = Buffer.from('the code');
const credential = 'X-Amz-Signature=5ec7e7';

let server: Server | undefined;

afterEach(() => {
  server?.closeAllConnections();
  server?.close();
  server = undefined;
});

describe('codeDownload', () => {
  it('returns the code, in a buffer of its own', async () => {
    const url = await serve((_, response) => response.end(code));

    const downloaded = await downloadFrom(url, { sha256: sha256(code) });

    expect(downloaded).toEqual(new Uint8Array(code));
    expect(downloaded).toHaveProperty('buffer.byteLength', code.length);
  });

  it('refuses code that changed since it was listed, at once', async () => {
    const listener = vi.fn<RequestListener>((_, response) => response.end('other code'));
    const url = await serve(listener);

    const message = await failureOf(downloadFrom(url, { sha256: sha256(code) }));

    expect(message).toMatch(/^the code is no longer what was listed: its SHA-256 is /);
    expect(listener).toHaveBeenCalledTimes(1);
  });

  it('tries again after a server error and after a broken connection', async () => {
    const listener = vi
      .fn<RequestListener>()
      .mockImplementationOnce((_, response) => response.writeHead(503).end())
      .mockImplementationOnce((_, response) => {
        response.writeHead(200, { 'content-length': 100 }).write('the');
        setTimeout(() => response.destroy(), 20);
      })
      .mockImplementation((_, response) => response.end(code));
    const url = await serve(listener);

    expect(await downloadFrom(url)).toEqual(new Uint8Array(code));
    expect(listener).toHaveBeenCalledTimes(3);
  });

  it.each([
    [503, 3],
    [403, 2],
    [404, 1],
    [307, 1],
  ])('gives up on HTTP %i after attempts: %i', async (status, attempts) => {
    const listener = vi.fn<RequestListener>((_, response) =>
      response.writeHead(status, { location: '/elsewhere' }).end('<Error/>'),
    );
    const url = await serve(listener);

    const message = await failureOf(downloadFrom(url));

    expect(message).toBe(`the code could not be downloaded: HTTP ${status}`);
    expect(listener).toHaveBeenCalledTimes(attempts);
  });

  it('refuses too much code by what Lambda states of it, and asks for none', async () => {
    const listener = vi.fn<RequestListener>((_, response) => response.end(code));

    const message = await failureOf(downloadFrom(await serve(listener), { size: MB + 1 }));

    expect(message).toBe('the code is too large: more than 1 MB, packed');
    expect(listener).not.toHaveBeenCalled();
  });

  it('refuses too much code by what it declares', async () => {
    const url = await serve((_, response) =>
      response.writeHead(200, { 'content-length': MB + 1 }).write('the'),
    );

    const message = await failureOf(downloadFrom(url));

    expect(message).toBe('the code is too large: more than 1 MB, packed');
  });

  it.each([
    ['HTTP 404', 404, {}],
    ['too much', 200, { 'content-length': 2 * MB }],
    ['another part', 206, { 'content-range': 'bytes 5-9/1000' }],
  ])('ends the connection of what it does not read: %s', async (_, status, headers) => {
    const closed = Promise.withResolvers<void>();
    const url = await serve((_, response) => {
      response.on('close', closed.resolve);
      response.writeHead(status, headers).write('the');
    });

    await failureOf(downloadFrom(url, { timeoutMs: 600_000 }));

    await expect(closed.promise).resolves.toBeUndefined();
  });

  it('refuses too much code that declares nothing', async () => {
    const url = await serve((_, response) => {
      response.write(Buffer.alloc(MB));
      response.write(Buffer.alloc(MB));
    });

    const message = await failureOf(downloadFrom(url));

    expect(message).toBe('the code is too large: more than 1 MB, packed');
  });

  it('gives up when the code does not come', async () => {
    const url = await serve((_, response) => response.write('the'));

    const message = await failureOf(downloadFrom(url, { timeoutMs: 50 }));

    expect(message).toBe('the code could not be downloaded: it took longer than 0.05 s');
  });

  it.each([
    ['nothing answers', `http://127.0.0.1:1/?${credential}`],
    ['it is no URL', `not a url?${credential}`],
    ['no such host', `http://nowhere.invalid/?${credential}`],
    ['another protocol', `file:///etc/passwd?${credential}`],
  ])('never shows the URL: %s', async (_, url) => {
    const message = await failureOf(downloadFrom(url));

    expect(message).toBe('the code could not be downloaded: the connection failed');
  });
});

describe('codeDownload of large code', () => {
  const large = Buffer.from(Array.from({ length: 1_000 }, (_, index) => index % 251));
  const source = { size: large.length, sha256: sha256(large) };

  it('reads the parts that are asked for, and nothing else', async () => {
    const { parts, ranges } = await largeCode(inRanges(large));

    expect(await parts.read(10, 3)).toEqual(new Uint8Array([10, 11, 12]));
    expect(await parts.read(990, 50)).toEqual(new Uint8Array(large.subarray(990)));
    expect(await parts.read(1_000, 5)).toEqual(new Uint8Array());
    expect(parts.size).toBe(1_000);
    expect(ranges).toEqual(['bytes=10-12', 'bytes=990-1039']);
  });

  it('takes all from a server that knows no ranges, once', async () => {
    const { parts, ranges } = await largeCode((_, response) => response.end(large));

    expect(await parts.read(10, 2)).toEqual(new Uint8Array([10, 11]));
    expect(await parts.read(20, 2)).toEqual(new Uint8Array([20, 21]));
    expect(ranges).toHaveLength(1);
  });

  it('refuses all that is not what was listed', async () => {
    const { parts } = await largeCode((_, response) => response.end('other code'));

    expect(await failureOf(parts.read(0, 1))).toMatch(/^the code is no longer what was listed: /);
  });

  it.each([
    ['size', inRanges(large.subarray(1))],
    ['ETag', inRanges(large, () => `"${Math.random()}"`)],
  ])('refuses code that changes while it is read, by its %s', async (_, listener) => {
    const { parts } = await largeCode(listener);

    const message = await failureOf(parts.read(0, 1).then(() => parts.read(1, 1)));

    expect(message).toBe('the code is no longer what was listed: it changed while it was read');
  });

  it.each([
    ['another part', 'bytes 5-9/1000', 'another part came than was asked for'],
    ['a part of who knows what', 'bytes 0-4/*', 'another part came than was asked for'],
    ['too little of a part', 'bytes 0-9/1000', 'it ended too early'],
  ])('refuses %s', async (_, contentRange, reason) => {
    const { parts } = await largeCode((_, response) =>
      response.writeHead(206, { 'content-range': contentRange }).end('12345'),
    );

    const message = await failureOf(parts.read(0, 10));

    expect(message).toBe(`the code could not be downloaded: ${reason}`);
  });

  it('refuses more of a part than was asked for', async () => {
    const { parts } = await largeCode((_, response) =>
      response.writeHead(206, { 'content-range': 'bytes 0-9/1000' }).end('12345678901'),
    );

    expect(await failureOf(parts.read(0, 10))).toMatch(/^the code/);
  });

  it('asks again for a part of which the connection brought half', async () => {
    let broken = false;
    const { parts, ranges } = await largeCode((request, response) => {
      if (broken) return inRanges(large)(request, response);
      broken = true;
      response.writeHead(206, { 'content-length': 10, 'content-range': 'bytes 0-9/1000' });
      response.write('123');
      setTimeout(() => response.destroy(), 20);
    });

    expect(await parts.read(0, 10)).toEqual(new Uint8Array(large.subarray(0, 10)));
    expect(ranges).toEqual(['bytes=0-9', 'bytes=0-9']);
  });

  it('asks for another URL when one has expired, and only once', async () => {
    const served = inRanges(large);
    const { parts, asked } = await largeCode((request, response) =>
      request.url?.endsWith('&2') ? served(request, response) : response.writeHead(403).end(),
    );

    expect(await parts.read(10, 1)).toEqual(new Uint8Array([10]));
    expect(await parts.read(20, 1)).toEqual(new Uint8Array([20]));
    expect(asked).toHaveBeenCalledTimes(2);
  });

  async function largeCode(listener: RequestListener) {
    const ranges: (string | undefined)[] = [];
    const url = await serve((request, response) => {
      ranges.push(request.headers.range);
      listener(request, response);
    });
    let count = 0;
    const asked = vi.fn(async () => {
      count += 1;
      return `${url}&${count}`;
    });
    const parts = await codeDownload({ ...options, mostWholeBytes: 100 })({
      ...source,
      url: asked,
    });
    if (parts instanceof Uint8Array) throw new Error('it was downloaded as a whole');

    return { parts, ranges, asked };
  }
});

const options = { mostBytes: MB, timeoutMs: 5_000, retryAfterMs: 1 };

function downloadFrom(url: string, { timeoutMs = 5_000, ...source }: Asked = {}) {
  return codeDownload({ ...options, timeoutMs })({ ...source, url: async () => url });
}

interface Asked {
  readonly sha256?: string;
  readonly size?: number;
  readonly timeoutMs?: number;
}

/** As S3 serves them. */
function inRanges(bytes: Buffer, etag = () => '"one"'): RequestListener {
  return ({ headers }, response) => {
    const [, from, to] = /^bytes=(\d+)-(\d+)$/.exec(headers.range ?? '') ?? [];
    const part = bytes.subarray(Number(from), Number(to) + 1);
    const end = Number(from) + part.length - 1;

    response
      .writeHead(206, { 'content-range': `bytes ${from}-${end}/${bytes.length}`, etag: etag() })
      .end(part);
  };
}

async function serve(listener: RequestListener): Promise<string> {
  const listening = createServer(listener);
  server = listening;
  await new Promise<void>((resolve) => {
    listening.listen(0, '127.0.0.1', resolve);
  });

  return `http://127.0.0.1:${(listening.address() as AddressInfo).port}/code?${credential}`;
}

async function failureOf(download: Promise<unknown>): Promise<string> {
  const error: unknown = await download.catch((reason: unknown) => reason);
  const text = error instanceof Error ? `${error.message}${error.cause ?? ''}` : 'no error';

  expect(text).not.toContain(credential);

  return text;
}

function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('base64');
}
