import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const module = join(import.meta.dirname, '../../cli/bounded-heap.ts');

it('leaves less room for garbage, and more for what is garbage in a moment', () => {
  const [before, after] = [heapOf(false), heapOf(true)];

  expect(before.later).toBeLessThanOrEqual(2);
  expect(after).toMatchObject({ young: 8, gc: 'undefined' });
  // V8 takes back of it what is not used.
  expect(after.later).toBeLessThanOrEqual(10);
  expect(after.most).toBeLessThan(0.8 * before.most);
});

interface Heap {
  /** Megabytes, the half that they are copied to included. */
  readonly young: number;
  readonly later: number;
  /** What old objects took at most. */
  readonly most: number;
  readonly gc: string;
}

/** Of a process that starts as the command does, and replaces what it holds four times. */
function heapOf(isBounded: boolean): Heap {
  const script = `
    import { getHeapSpaceStatistics, setFlagsFromString } from 'node:v8';
    setFlagsFromString('--semi-space-growth-factor=1');
    const { boundHeap } = await import(${JSON.stringify(module)});
    const sizeOf = (name) =>
      getHeapSpaceStatistics().find((space) => space.space_name === name).space_size / 2 ** 20;
    // The second time it changes nothing.
    if (${isBounded}) for (const _ of [1, 2]) boundHeap();
    const young = sizeOf('new_space');
    let most = 0;
    const held = [];
    for (let at = 0; at < 1_800_000; at += 1) {
      held[at % 600_000] = { at, in: [at] };
      if (at % 10_000 === 0) most = Math.max(most, sizeOf('old_space'));
    }
    console.log(JSON.stringify({ young, later: sizeOf('new_space'), most, gc: typeof gc }));
  `;
  // Threads that collect beside it do so when the machine lets them: then each run differs.
  const flags = ['--single-threaded-gc', '--input-type=module'];
  const printed = execFileSync(process.execPath, [...flags, '--eval', script]);

  return JSON.parse(printed.toString());
}
