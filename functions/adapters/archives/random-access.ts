/** Bytes that lie somewhere and can be read from anywhere. */
export interface RandomAccess {
  /** Bytes. */
  readonly size: number;
  /**
   * At most `length` bytes from `offset` on; fewer where they end. They belong to the caller.
   *
   * @throws when they cannot be read, which says nothing of what they are.
   */
  readonly read: (offset: number, length: number) => Promise<Uint8Array<ArrayBuffer>>;
  /** Announces what will be read, in case it is cheaper to read it together. */
  readonly expect?: (ranges: readonly ByteRange[]) => void;
}

export interface ByteRange {
  readonly offset: number;
  readonly length: number;
}

export function inMemory(bytes: Uint8Array<ArrayBuffer>): RandomAccess {
  return {
    size: bytes.byteLength,
    read: async (offset, length) => bytes.slice(offset, offset + length),
  };
}
