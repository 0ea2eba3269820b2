import { request as plain } from 'node:http';
import { request as encrypted } from 'node:https';

/** What a server has begun to answer. */
export interface CodeResponse {
  readonly status: number;
  /** By its name in lower case. */
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** Rejects where the connection ends too early. */
  readonly body: AsyncIterable<Uint8Array>;
  /** Ends the connection. */
  discard(): void;
}

export interface CodeRequest {
  readonly headers: Readonly<Record<string, string>>;
  /** Of the whole answer. */
  readonly signal: AbortSignal;
}

/**
 * Asks a server for code, by the HTTP that calls to AWS are made by. `fetch` brings another, whose streams take
 * three quarters of a millisecond for an archive. Redirects are not followed.
 *
 * @throws what the connection failed with, which may quote the URL.
 */
export function requestCode(url: string, { headers, signal }: CodeRequest): Promise<CodeResponse> {
  const { promise, resolve, reject } = Promise.withResolvers<CodeResponse>();
  const asked = new URL(url);
  const request = asked.protocol === 'http:' ? plain : encrypted;

  request(asked, { headers, signal }, (response) =>
    resolve({
      status: response.statusCode ?? 0,
      headers: response.headers,
      body: response,
      discard: () => response.destroy(),
    }),
  )
    // Also of what fails later: the body says it too, and here no one else would hear it.
    .on('error', reject)
    .end();

  return promise;
}
