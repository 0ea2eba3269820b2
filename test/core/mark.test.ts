import { describe, expect, it } from 'vitest';
import {
  isSameMark,
  keptMark,
  keptWith,
  type Mark,
  namesIn,
  newIn,
  powersIn,
} from '../../functions/core/mark.ts';
import { fc, property } from '../property.ts';

const advisory = ['GHSA-aaaa', 'CVE-2026-1'] as const;

describe('a mark', () => {
  it('is the same in whichever order, and however often a thing is named', () => {
    const other = ['CVE-2026-2', 'GHSA-bbbb'] as const;

    expect(keptMark([advisory, other, advisory])).toEqual(keptMark([other, advisory]));
  });

  it('unites what shares a name, also by a third', () => {
    const kept = keptMark([['a', 'x'], ['b', 'y'], ['c', 'x', 'y'], 'd']);

    expect(kept).toEqual({ things: [['a', 'b', 'c', 'x', 'y'], ['d']] });
  });

  it.each([
    ['its own name', ['GHSA-aaaa'], []],
    ['an alias', [['PYSEC-9', 'CVE-2026-1']], []],
    ['no name that is kept', [['GHSA-cccc', 'CVE-2026-3']], ['GHSA-cccc']],
    ['what is gone', [], []],
  ] as const)('knows a thing by %s', (_, now, added) => {
    expect(newIn(now, keptMark([advisory]))).toEqual(added);
  });

  it('is shown to readers by the first name of each thing', () => {
    expect(namesIn(keptMark([advisory, 'a']))).toEqual(['GHSA-aaaa', 'a']);
    expect(namesIn(keptMark(manyThings(5_000)))).toEqual([]);
    expect(namesIn(undefined)).toEqual([]);
  });

  it('separates two names of which each has half a character', () => {
    expect(newIn(['\ud83d'], keptMark(['\ud83e']))).toEqual(['\ud83d']);
    expect(newIn(['\ud83d'], keptMark(['\ud83d']))).toEqual([]);
  });
});

describe('an amount', () => {
  it.each([
    [10, 15, []],
    [10, 16, ['16 MB or more']],
    [10, 3, []],
    [0.5, 1, ['1 MB or more']],
  ])('of %d that becomes %d', (before, now, added) => {
    expect(newIn(powersIn(now, 'MB'), keptMark(powersIn(before, 'MB')))).toEqual(added);
  });
});

describe('a long mark', () => {
  it('of 5,000 advisories with an alias each takes at most 160 KB, and still knows each', () => {
    const many = manyThings(5_000);
    const kept = keptMark(many);

    expect(Buffer.byteLength(JSON.stringify(kept))).toBeLessThan(161 * 1024);
    expect(newIn(many, kept)).toEqual([]);
    expect(newIn([...many, 'new'], kept)).toEqual(['new']);
    expect(newIn(['CVE-77'], kept)).toEqual([]);
  });

  it('of more than that takes a line, and whatever changes is new', () => {
    const many = manyThings(10_500);
    const kept = keptMark(many);

    expect(JSON.stringify(kept).length).toBeLessThan(100);
    expect(newIn(many.toReversed(), kept)).toEqual([]);
    expect(newIn([...many, 'new'], kept)).toContain('new');
    expect(newIn(many.slice(1), kept)).toHaveLength(10_499);
    expect(keptWith(kept, ['new'])).toEqual(kept);
  });

  it('is held against a short one, both ways', () => {
    const many = manyThings(1_000);
    const few = many.slice(0, 10);

    expect(newIn(few, keptMark(many))).toEqual([]);
    expect(newIn(many, keptMark(few))).toHaveLength(990);
    expect(newIn(many, keptWith(keptMark(few), many))).toEqual([]);
    expect(newIn(few, keptWith(keptMark(many), ['new']))).toEqual([]);
  });
});

const name = fc.string({ maxLength: 3 });
const mark: fc.Arbitrary<Mark> = fc.array(
  fc
    .tuple(name, fc.array(name, { maxLength: 2 }))
    .map(([first, aliases]) => [first, ...aliases] as const),
  { maxLength: 8 },
);

describe('for all marks', () => {
  property.prop([mark])('nothing is new twice', (now) => {
    expect(newIn(now, keptMark(now))).toEqual([]);
  });

  property.prop([mark, mark])('what was never named is new', (before, now) => {
    expect(newIn([...now, ['never named', 'nor this']], keptMark(before))).toContain('never named');
  });

  property.prop([mark, fc.integer({ min: 0, max: 7 })])(
    'what is gone is not new',
    (things, from) => {
      expect(newIn(things.slice(from), keptMark(things))).toEqual([]);
    },
  );

  property.prop([mark, mark])(
    'a look at a part takes nothing away, and adds all of it',
    (all, part) => {
      const kept = keptWith(keptMark(all), part);

      expect(newIn(all, kept)).toEqual([]);
      expect(newIn(part, kept)).toEqual([]);
      expect(isSameMark(keptWith(kept, part), kept)).toBe(true);
    },
  );

  property.prop([mark, fc.integer({ min: 0, max: 7 })])(
    'their order says nothing',
    (things, by) => {
      expect(keptMark([...things.slice(by), ...things.slice(0, by)])).toEqual(keptMark(things));
    },
  );
});

function manyThings(count: number): Mark {
  return Array.from({ length: count }, (_, index) => [`GHSA-${index}`, `CVE-${index}`] as const);
}
