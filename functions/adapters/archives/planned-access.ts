import type { ByteRange, RandomAccess } from './random-access.ts';

export interface AccessCosts {
  /**
   * Bytes that are rather read for nothing than left out at the price of another request.
   * @default 256 KB
   */
  readonly gap?: number;
  /**
   * Bytes of one planned request.
   * @default 1 MB
   */
  readonly request?: number;
  /** Bytes: what is not planned is read in blocks. @default 512 KB */
  readonly block?: number;
  /** Requests for what is planned next, while the last is used. @default 3 */
  readonly ahead?: number;
  /** Answers that are kept. @default 24 */
  readonly kept?: number;
}

/**
 * Reads a source for which each read is a request. What is expected is read in requests of several
 * ranges that lie near each other, ahead of its time; anything else in blocks.
 */
export function plannedAccess(source: RandomAccess, costs: AccessCosts = {}): RandomAccess {
  const { gap = 2 ** 18, request = 2 ** 20, block = 2 ** 19, ahead = 3, kept = 24 } = costs;
  let plan: readonly ByteRange[] = [];
  /** The one that was used last comes last. */
  let held: readonly Segment[] = [];

  return {
    size: source.size,

    async read(offset, length) {
      const end = Math.min(offset + length, source.size);
      const wanted = new Uint8Array(Math.max(0, end - offset));

      for (let at = offset; at < end; ) {
        const segment = segmentAt(at, end);
        const bytes = await segment.bytes;
        const part = bytes.subarray(at - segment.offset, end - segment.offset);
        wanted.set(part, at - offset);
        at += part.byteLength;
      }

      return wanted;
    },

    expect(ranges) {
      plan = requestsFor(ranges, { gap, request, size: source.size });
    },
  };

  function segmentAt(at: number, end: number): Segment {
    const planned = lastBefore(plan, at);
    const range = plan[planned];
    if (range && at < endOf(range)) {
      const segment = heldOrRead(at, range);
      for (const next of plan.slice(planned + 1, planned + 1 + ahead))
        heldOrRead(next.offset, next);

      return segment;
    }

    const offset = Math.floor(at / block) * block;
    return heldOrRead(at, { offset, length: Math.ceil(end / block) * block - offset });
  }

  function heldOrRead(at: number, range: ByteRange): Segment {
    const found = held.find((segment) => segment.offset <= at && at < endOf(segment));
    const segment = found ?? readSegment(range);
    held = [...held.filter((each) => each !== segment), segment].slice(-kept);

    return segment;
  }

  function readSegment({ offset, length }: ByteRange): Segment {
    const most = Math.min(length, source.size - offset);
    const segment = { offset, length: most, bytes: exactly(source.read(offset, most), most) };
    // Those that wait for it get the error; later reads ask again.
    segment.bytes.catch(() => {
      held = held.filter((each) => each !== segment);
    });

    return segment;
  }
}

interface Segment extends ByteRange {
  readonly bytes: Promise<Uint8Array>;
}

/** By their place. Ranges that lie near each other go into one request, a long one into several. */
function requestsFor(
  ranges: readonly ByteRange[],
  { gap, request, size }: { readonly gap: number; readonly request: number; readonly size: number },
): readonly ByteRange[] {
  const requests: { offset: number; length: number }[] = [];

  for (const range of ranges.toSorted((a, b) => a.offset - b.offset)) {
    const end = Math.min(endOf(range), size);
    let offset = Math.max(range.offset, endOf(requests.at(-1) ?? nowhere));

    while (offset < end) {
      const last = requests.at(-1);
      const near = last && offset - endOf(last) <= gap && end - last.offset <= request;

      if (near) last.length = end - last.offset;
      else requests.push({ offset, length: Math.min(end - offset, request) });
      offset = endOf(requests.at(-1) ?? nowhere);
    }
  }

  return requests;
}

const nowhere: ByteRange = { offset: 0, length: 0 };

/** The index of the last range that begins at the place or before it; -1 when none does. */
function lastBefore(ranges: readonly ByteRange[], place: number): number {
  let low = 0;
  let high = ranges.length;

  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ranges[middle]?.offset ?? 0) <= place) low = middle + 1;
    else high = middle;
  }

  return low - 1;
}

async function exactly(reading: Promise<Uint8Array>, length: number): Promise<Uint8Array> {
  const bytes = await reading;
  if (bytes.byteLength !== length) throw new Error('a part of the archive is cut short');

  return bytes;
}

function endOf({ offset, length }: ByteRange): number {
  return offset + length;
}
