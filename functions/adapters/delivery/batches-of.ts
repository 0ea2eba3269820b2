export interface BatchBounds {
  readonly most: number;
  /** Of all in a batch as JSON. */
  readonly mostBytes: number;
}

/** As few batches as keep within the bounds, in order. One that is too long by itself is alone. */
export function* batchesOf<T extends object>(
  items: readonly T[],
  { most, mostBytes }: BatchBounds,
): Iterable<readonly T[]> {
  let batch: T[] = [];
  let bytes = 0;

  for (const item of items) {
    const size = new TextEncoder().encode(JSON.stringify(item)).length + 1;
    if (batch.length > 0 && (batch.length === most || bytes + size > mostBytes)) {
      yield batch;
      [batch, bytes] = [[], 0];
    }
    batch.push(item);
    bytes += size;
  }
  if (batch.length > 0) yield batch;
}
