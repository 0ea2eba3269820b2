/** A file that an installer wrote, as it noted it. */
export interface RecordedFile {
  readonly path: string;
  readonly bytes: number;
}

/** Whether a file is an installer's list of what it wrote. */
export function isRecord(path: string): boolean {
  return path.endsWith('.dist-info/RECORD');
}

/**
 * What a record lists below the folder that its package was installed in. Scripts lie outside, and
 * what has no size is noted without being known: neither is given.
 *
 * Source: "Recording installed projects" (Python Packaging User Guide).
 *
 * @param root that folder; empty for the root of the archive.
 */
export function filesOfRecord(text: string, root: string): readonly RecordedFile[] {
  return text.split('\n', MOST_LINES).flatMap((line) => {
    if (line.length > LONGEST_LINE) return [];
    const [, path = '', bytes] = /^"?([^",]+)"?,[^,]*,(\d{1,12})\r?$/.exec(line) ?? [];
    const isOutside = path.startsWith('/') || path.split('/').includes('..');

    return bytes === undefined || isOutside
      ? []
      : { path: root === '' ? path : `${root}/${path}`, bytes: Number(bytes) };
  });
}

const MOST_LINES = 20_000;

/** Characters. */
const LONGEST_LINE = 1_000;
