import { getHeapSpaceStatistics, getHeapStatistics, setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** For objects of a moment, the half that they are copied to included. Bytes. */
const YOUNG = 16 * 2 ** 20;

/** With which the command starts. */
const YOUNG_AT_START = 2 * 2 ** 20;

/**
 * Of what outlives a collection, how much garbage may come on top before the next. Per cent. A checkout
 * begins with twice as much as the package, the whole of the SDK, and would come past 400 MB by more.
 */
const GARBAGE = { ofLittle: 100, ofMuch: 60 };

/** Held when the run begins: 45 MB by the package, 90 to 110 by a checkout. Bytes. */
const MUCH = 70 * 2 ** 20;

/**
 * Has V8 take little more memory than what is held, for a run of minutes: by itself it lets garbage
 * come to several times as much, for it takes the machine's memory to be the program's.
 *
 * The command starts with 1 MB for young objects, which may not grow (`bin`). That is enough to start,
 * and too little for what waits for answers: it would be promoted, and be garbage among old objects.
 * V8 reads the factor by which that space grows whenever it collects, and it has to have been outlived.
 * It has no flag for its size that a running process can set.
 */
export function boundHeap(): void {
  const garbage = getHeapStatistics().used_heap_size > MUCH ? GARBAGE.ofMuch : GARBAGE.ofLittle;
  setFlagsFromString(`--heap-growing-percent=${garbage}`);
  if (youngBytes() >= YOUNG) return;

  setFlagsFromString('--expose-gc');
  const collect: (options: object) => void = runInNewContext('gc');
  setFlagsFromString(`--semi-space-growth-factor=${YOUNG / YOUNG_AT_START}`);
  const outliving = Array.from({ length: 40_000 }, (_, at) => ({ at, next: at + 1 }));
  collect({ type: 'minor' });
  outliving.length = 0;
  setFlagsFromString('--semi-space-growth-factor=1');
  setFlagsFromString('--no-expose-gc');
  // Of the worker that is yet to start, which has no part in what this one has grown to.
  setFlagsFromString(`--min-semi-space-size=${YOUNG / 2 / 2 ** 20}`);
}

function youngBytes(): number {
  return getHeapSpaceStatistics().find(({ space_name: of }) => of === 'new_space')?.space_size ?? 0;
}
