/** What may be read of an archive. Everything in it is hostile: sizes are counted, never believed. */
export interface ArchiveBounds {
  readonly entries: number;
  /** Bytes of the directory, which is read as a whole. */
  readonly directoryBytes: number;
  /** Bytes of all files that are read, unpacked. */
  readonly totalBytes: number;
  /** Bytes unpacked per byte packed. */
  readonly ratio: number;
  /** Characters. */
  readonly pathLength: number;
  readonly milliseconds: number;
}

/**
 * Lambda unpacks no more than 250 MB ("Lambda quotas"), of which what is read is a part. With these
 * the reader keeps within 512 MB.
 */
export const archiveBounds: ArchiveBounds = {
  entries: 100_000,
  directoryBytes: 32 * 2 ** 20,
  totalBytes: 128 * 2 ** 20,
  ratio: 200,
  pathLength: 1_024,
  milliseconds: 60_000,
};

/** The archive as a whole cannot be read, on no night; the message is a line for the reader. */
export class ArchiveError extends Error {
  override readonly name = 'ArchiveError';
}

/** Another night it may not take so long. */
export class ArchiveTimeout extends Error {
  override readonly name = 'ArchiveTimeout';
}

/** By the clock, for a timer never gets its turn while an archive in memory is listed. */
export function deadline({ milliseconds }: ArchiveBounds): () => void {
  const end = performance.now() + milliseconds;

  return () => {
    if (performance.now() > end) {
      throw new ArchiveTimeout(`reading the archive took longer than ${milliseconds / 1_000} s`);
    }
  };
}

export function counted(number: number): string {
  return number.toLocaleString('en');
}

export function megabytes(bytes: number): string {
  return `${counted(Math.ceil(bytes / 2 ** 20))} MB`;
}
