/** Bytes that lie somewhere and can be read from anywhere. */
export interface RandomAccess {
  /** Bytes. */
  readonly size: number;
  /**
   * At most `length` bytes from `offset` on; fewer where they end.
   *
   * @throws when they cannot be had, which says nothing of what they are.
   */
  read(offset: number, length: number): Promise<Uint8Array<ArrayBuffer>>;
}

/** They are not copied: whoever reads must not write. */
export function inMemory(bytes: Uint8Array<ArrayBuffer>): RandomAccess {
  return {
    size: bytes.byteLength,
    read: async (offset, length) => bytes.subarray(offset, offset + length),
  };
}
