/** What an archive lists, the files of it that were chosen, and those that could not be read. */
export interface ArchiveContents {
  /** Every file of the archive, read or not. */
  readonly listing: readonly ListedFile[];
  readonly files: readonly ArchiveFile[];
  readonly unread: readonly UnreadFile[];
  /** Of archives within it, paths of modules of Python and folders of classes of Java, read or not. */
  readonly nested?: readonly string[];
}

/** What the directory of an archive says of a file, which may be a lie. */
export interface ListedFile {
  readonly path: string;
  /** Unpacked. */
  readonly bytes: number;
}

export interface ArchiveFile {
  readonly path: string;
  readonly bytes: Uint8Array;
  /**
   * The bytes as UTF-8, whatever they are, unless they begin with the mark of UTF-16, which Windows
   * writes; decoded each time that it is asked for.
   */
  readonly text: string;
}

export interface UnreadFile {
  readonly path: string;
  readonly reason: string;
}

/** The paths of the files to read, of all that are listed, and how many bytes of each at most. */
export type FileChoice = (listing: readonly ListedFile[]) => ReadonlyMap<string, number>;

export function archiveFile(path: string, bytes: Uint8Array): ArchiveFile {
  return {
    path,
    bytes,
    get text() {
      return new TextDecoder(encodingOf(bytes)).decode(bytes);
    },
  };
}

function encodingOf([first, second]: Uint8Array): string {
  if (first === 0xff && second === 0xfe) return 'utf-16le';

  return first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
}
