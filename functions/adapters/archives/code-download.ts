import { createHash } from 'node:crypto';
import {
  type CodeServer,
  type CodeServerOptions,
  type CodeSource,
  CodeUnavailable,
  codeServer,
  tooLarge,
} from './code-server.ts';
import { inMemory, type RandomAccess } from './random-access.ts';

interface DownloadOptions extends CodeServerOptions {
  /**
   * Of an archive that is downloaded as a whole. Of a larger one the parts are downloaded that are
   * read, which are its directory and a few of its files.
   * @default 16 MB
   */
  readonly mostWholeBytes?: number;
}

/** The archive as a whole, or where it can be read in parts. */
export type CodeArchive = Uint8Array<ArrayBuffer> | RandomAccess;

/** @throws CodeUnavailable when it is too large, is not what was asked for, or cannot be downloaded. */
export type CodeDownload = (source: CodeSource) => Promise<CodeArchive>;

const MB = 2 ** 20;

/** From where GetFunction and GetLayerVersion say that code is. */
export function codeDownload(options: DownloadOptions): CodeDownload {
  const { mostBytes, mostWholeBytes = 16 * MB } = options;

  return async (source) => {
    const { size = 0, sha256 } = source;
    if (size > mostBytes) throw tooLarge(mostBytes);
    const server = await codeServer(source, options);

    return size > mostWholeBytes
      ? inParts(server, size, sha256)
      : verified((await server()).bytes, sha256);
  };
}

/**
 * The checksum of an archive that is read in part cannot be verified: each part has to be of one size
 * and one ETag, and the caller has to see that Lambda still states the checksum that it expects.
 */
function inParts(server: CodeServer, size: number, sha256: string | undefined): RandomAccess {
  let whole: RandomAccess | undefined;
  let etag: string | undefined;

  return {
    size,
    async read(offset, length) {
      if (whole) return whole.read(offset, length);
      if (offset >= size || length <= 0) return new Uint8Array();

      const answer = await server({ offset, length });
      if (!answer.part) {
        whole = inMemory(verified(answer.bytes, sha256));
        return whole.read(offset, length);
      }
      etag ??= answer.etag;
      if (answer.part.of !== size || answer.etag !== etag) throw changed();

      return answer.bytes;
    },
  };
}

function verified(code: Uint8Array<ArrayBuffer>, sha256: string | undefined) {
  const actual = createHash('sha256').update(code).digest('base64');

  if (sha256 !== undefined && sha256 !== actual) {
    throw new CodeUnavailable(
      `the code is no longer what was listed: its SHA-256 is ${actual}, not ${sha256}`,
    );
  }

  return code;
}

function changed(): CodeUnavailable {
  return new CodeUnavailable('the code is no longer what was listed: it changed while it was read');
}
