import { describe, expect, it, vi } from 'vitest';
import { attempt, oncePerChunk, perChunk, perTarget } from '../../functions/app/collectors.ts';
import { roleNamed } from '../fakes/targets.ts';

const targets = Array.from({ length: 25 }, (_, index) => roleNamed(`r${index}`));

describe('perTarget', () => {
  it('reads ten at a time, and no more', async () => {
    let reading = 0;
    let most = 0;
    const collector = perTarget(async ({ name }: { name: string }) => {
      reading += 1;
      most = Math.max(most, reading);
      await new Promise(setImmediate);
      reading -= 1;
      return name;
    });

    expect(await collector(targets)).toHaveProperty('size', 25);
    expect(most).toBe(10);
  });

  it('takes undefined for a value, not for a gap', async () => {
    const answers = await perTarget(() => undefined)(targets.slice(0, 1));

    expect([...answers.values()]).toEqual([{ known: true, value: undefined }]);
  });
});

describe('perChunk', () => {
  it('answers for every target, and for no other', async () => {
    const collector = perChunk(
      async () =>
        new Map([
          ['stranger', 1],
          [roleNamed('r0').arn, 2],
        ]),
    );

    const answers = await collector(targets.slice(0, 2));

    expect([...answers]).toEqual([
      [roleNamed('r0').arn, { known: true, value: 2 }],
      [roleNamed('r1').arn, { known: false, reason: expect.stringContaining('left it out') }],
    ]);
  });
});

describe('oncePerChunk', () => {
  it('reads a chunk once, and another one anew', async () => {
    const read = vi.fn(async (chunk: readonly object[]) => chunk.length);
    const once = oncePerChunk(read);

    expect(await Promise.all([once(targets), once(targets)])).toEqual([25, 25]);
    expect(read).toHaveBeenCalledOnce();
    await once([...targets]);
    expect(read).toHaveBeenCalledTimes(2);
  });
});

describe('attempt', () => {
  it.each([
    [new TypeError('no'), 'a fault of lambda-vigil itself: no'],
    ['no', 'no'],
    [undefined, 'undefined'],
    [new SyntaxError('.."hunter2"..'), 'the answer is malformed'],
    [
      new Error('no answer from https://app:hunter22@example.com'),
      'no answer from https://app:[password in a URL]@example.com',
    ],
  ])('names what was thrown: %s', async (thrown, reason) => {
    const read = () => {
      throw thrown;
    };

    expect(await attempt(read)).toEqual({ known: false, reason });
  });
});
