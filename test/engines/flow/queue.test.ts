import { describe, expect, it } from 'vitest';
import { Queue } from '../../../functions/engines/flow/index.ts';

describe('a queue', () => {
  it('gives what was put in first', () => {
    const queue = new Queue<number>();
    queue.add(1);
    queue.add(2);

    expect([queue.take(), queue.take(), queue.take()]).toEqual([1, 2, undefined]);
  });

  it('keeps the order when what was taken is dropped', () => {
    const queue = new Queue<number>();
    const taken: (number | undefined)[] = [];
    for (let one = 0; one < 5_000; one += 1) queue.add(one);
    for (let one = 0; one < 4_000; one += 1) taken.push(queue.take());
    for (let one = 5_000; one < 6_000; one += 1) queue.add(one);
    for (let one = 0; one < 2_001; one += 1) taken.push(queue.take());

    expect(taken).toEqual([...Array(6_000).keys(), undefined]);
  });
});
