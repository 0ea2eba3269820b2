import { gunzipSync } from 'node:zlib';

/** Regular files of an npm tarball, by their path below its one folder. */
export function filesOfTarball(bytes: Uint8Array): ReadonlyMap<string, string> {
  const tar = gunzipSync(bytes);
  const files = new Map<string, string>();
  let longName: string | undefined;

  for (let at = 0; at + BLOCK <= tar.length && tar[at] !== 0; ) {
    const field = (from: number, length: number) =>
      tar.toString('utf8', at + from, at + from + length).replace(/\0.*$/s, '');
    const size = Number.parseInt(field(124, 12).trim(), 8) || 0;
    const type = field(156, 1);
    const body = tar.subarray(at + BLOCK, at + BLOCK + size);
    const prefix = field(345, 155);
    const name = longName ?? (prefix ? `${prefix}/${field(0, 100)}` : field(0, 100));

    longName = type === 'x' ? /\d+ path=(.*)\n/.exec(body.toString('utf8'))?.[1] : undefined;
    if (type === '0' || type === '') {
      files.set(name.slice(name.indexOf('/') + 1), body.toString('utf8'));
    }
    at += BLOCK + Math.ceil(size / BLOCK) * BLOCK;
  }

  return files;
}

/** Bytes. Source: POSIX.1-2001, "ustar". */
const BLOCK = 512;
