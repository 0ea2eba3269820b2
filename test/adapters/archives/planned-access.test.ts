import { describe, expect, it } from 'vitest';
import { plannedAccess } from '../../../functions/adapters/archives/planned-access.ts';
import { inMemory, type RandomAccess } from '../../../functions/adapters/archives/random-access.ts';
import { fc, property } from '../../property.ts';

const bytes = new Uint8Array(Array.from({ length: 105 }, (_, index) => index));

describe('plannedAccess to what is not planned', () => {
  it('reads a block for the first byte that is asked for, and no more for the others', async () => {
    const { access, reads } = accessTo();

    expect(await access.read(12, 3)).toEqual(new Uint8Array([12, 13, 14]));
    expect(await access.read(10, 10)).toEqual(bytes.slice(10, 20));
    expect(reads).toEqual(['10-19']);
  });

  it('reads at once what is asked for at once', async () => {
    const { access, reads } = accessTo();

    expect(await access.read(5, 90)).toEqual(bytes.slice(5, 95));
    expect(reads).toEqual(['0-99']);
  });

  it('ends where its source ends', async () => {
    const { access, reads } = accessTo();

    expect(await access.read(100, 50)).toEqual(bytes.slice(100));
    expect(await access.read(105, 1)).toEqual(new Uint8Array());
    expect(reads).toEqual(['100-104']);
  });

  it('forgets what was used longest ago', async () => {
    const { access, reads } = accessTo();
    for (const offset of [0, 20, 40, 60, 0, 80]) await access.read(offset, 1);
    reads.length = 0;

    for (const offset of [0, 40, 60, 80]) await access.read(offset, 1);
    expect(reads).toEqual([]);
    await access.read(20, 1);
    expect(reads).toEqual(['20-29']);
  });
});

describe('plannedAccess to what is expected', () => {
  it('reads what lies near each other in one request, and what lies between', async () => {
    const { access, reads } = accessTo();
    access.expect?.([range(30, 3), range(3, 4), range(10, 2)]);

    expect(await access.read(3, 4)).toEqual(bytes.slice(3, 7));
    expect(await access.read(10, 2)).toEqual(bytes.slice(10, 12));
    expect(reads).toEqual(['3-11', '30-32']);
  });

  it('reads no more in one request than that may have', async () => {
    const { access, reads } = accessTo({ ahead: 0 });
    access.expect?.([range(0, 12), range(14, 6), range(20, 1)]);

    for (const at of [0, 14, 20]) await access.read(at, 1);
    expect(reads).toEqual(['0-19', '20-20']);
  });

  it('reads a long range in several requests, and nothing twice', async () => {
    const { access, reads } = accessTo();
    access.expect?.([range(0, 50), range(40, 30), range(45, 5)]);

    expect(await access.read(0, 70)).toEqual(bytes.slice(0, 70));
    expect(reads).toEqual(['0-19', '20-39', '40-49', '50-69']);
  });

  it('reads the next ones ahead', async () => {
    const { access, reads } = accessTo({ ahead: 2 });
    access.expect?.([0, 20, 40, 60].map((offset) => range(offset, 1)));

    await access.read(0, 1);
    expect(reads.toSorted()).toEqual(['0-0', '20-20', '40-40']);
    await access.read(20, 1);
    expect(reads).toHaveLength(4);
  });

  it('reads on where the expectation was too short', async () => {
    const { access, reads } = accessTo();
    access.expect?.([range(3, 4)]);

    expect(await access.read(3, 10)).toEqual(bytes.slice(3, 13));
    expect(reads).toEqual(['3-6', '0-19']);
  });

  it('cuts what goes beyond the end', async () => {
    const { access, reads } = accessTo();
    access.expect?.([range(103, 9), range(105, 2), range(2 ** 40, 2 ** 50)]);

    expect(await access.read(103, 9)).toEqual(bytes.slice(103));
    expect(reads).toEqual(['103-104']);
  });
});

describe('plannedAccess to a source that fails', () => {
  it('takes no short answer for an end', async () => {
    const access = plannedAccess({ size: 105, read: async () => new Uint8Array(3) });

    await expect(access.read(0, 1)).rejects.toThrow('a part of the archive is cut short');
  });

  it('keeps nothing of a failure', async () => {
    const answers = [Promise.reject(new Error('broken')), Promise.resolve(bytes.slice())];
    const access = plannedAccess({ size: 105, read: () => answers.shift() ?? Promise.reject() });

    await expect(access.read(0, 1)).rejects.toThrow('broken');
    expect(await access.read(1, 1)).toEqual(new Uint8Array([1]));
  });

  it('reports a failed read ahead only to those that wait for it', async () => {
    const { access } = accessTo({ broken: '20-20' });
    access.expect?.([range(0, 1), range(20, 1)]);

    expect(await access.read(0, 1)).toEqual(new Uint8Array([0]));
    await expect(access.read(20, 1)).rejects.toThrow('broken');
  });
});

property.prop([
  fc.array(fc.tuple(fc.nat(110), fc.nat(40)), { maxLength: 20 }),
  fc.array(fc.record({ offset: fc.nat(120), length: fc.nat(60) }), { maxLength: 4 }),
])('plannedAccess reads what its source reads, whatever is expected', async (reads, expected) => {
  const { access } = accessTo();
  access.expect?.(expected);

  for (const [offset, length] of reads) {
    expect(await access.read(offset, length)).toEqual(bytes.slice(offset, offset + length));
  }
});

/** In blocks of ten bytes; four answers are kept. */
function accessTo({ ahead = 1, broken = '' } = {}) {
  const reads: string[] = [];
  const source: RandomAccess = {
    size: bytes.length,
    async read(offset, length) {
      const asked = `${offset}-${offset + length - 1}`;
      reads.push(asked);
      if (asked === broken) throw new Error('broken');

      return inMemory(bytes).read(offset, length);
    },
  };
  const access = plannedAccess(source, { gap: 3, request: 20, block: 10, ahead, kept: 4 });

  return { access, reads };
}

function range(offset: number, length: number) {
  return { offset, length };
}
