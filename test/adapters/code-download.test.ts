import { createHash } from 'node:crypto';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { codeDownload } from '../../functions/adapters/code-download.ts';

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

    const downloaded = await downloadFrom(url, { codeSha256: sha256(code) });

    expect(Buffer.from(downloaded)).toEqual(code);
    expect(downloaded.buffer.byteLength).toBe(code.length);
  });

  it('refuses code that changed since it was listed, at once', async () => {
    const listener = vi.fn<RequestListener>((_, response) => response.end('other code'));
    const url = await serve(listener);

    const message = await failureOf(downloadFrom(url, { codeSha256: sha256(code) }));

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

    expect(Buffer.from(await downloadFrom(url))).toEqual(code);
    expect(listener).toHaveBeenCalledTimes(3);
  });

  it.each([
    [503, 3],
    [403, 1],
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

  it('refuses too much code by what it declares', async () => {
    const url = await serve((_, response) =>
      response.writeHead(200, { 'content-length': MB + 1 }).write('the'),
    );

    const message = await failureOf(downloadFrom(url));

    expect(message).toBe('the code is too large: more than 1 MB, packed');
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
    ['nobody answers', `http://127.0.0.1:1/?${credential}`],
    ['it is no URL', `not a url?${credential}`],
    ['no such host', `http://nowhere.invalid/?${credential}`],
  ])('never tells the URL: %s', async (_, url) => {
    const message = await failureOf(downloadFrom(url));

    expect(message).toBe('the code could not be downloaded: the connection failed');
  });
});

function downloadFrom(url: string, { codeSha256, timeoutMs = 5_000 }: Asked = {}) {
  const download = codeDownload({ fetch, mostBytes: MB, timeoutMs, retryAfterMs: 1 });

  return download(url, codeSha256);
}

interface Asked {
  readonly codeSha256?: string;
  readonly timeoutMs?: number;
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
