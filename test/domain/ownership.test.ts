import { describe, expect, it } from 'vitest';
import {
  boundedTags,
  isSameOwned,
  namedOwners,
  ownedByPart,
  ownedOf,
  ownedTogether,
  ownershipOf,
} from '../../functions/domain/ownership.ts';

const ownerTags = ['Owner', 'team'];
const application =
  'arn:aws:resource-groups:eu-west-1:111122223333:group/shop/0a1b2c3d4e5f6g7h8i9j0k';

describe('ownershipOf', () => {
  it.each<[string, Record<string, string>, object]>([
    ['no tag', {}, {}],
    ['tags that name no owner', { stage: 'live' }, {}],
    ['the first of several', { team: 'shop', Owner: 'ann' }, { owner: 'ann' }],
    ['the next, where the first is empty', { Owner: ' ', team: 'shop' }, { owner: 'shop' }],
    ['a key in another case', { TEAM: 'shop' }, { owner: 'shop' }],
    [
      'the key as it is set, before one in another case',
      { OWNER: 'a', Owner: 'b' },
      { owner: 'b' },
    ],
    ['a key that JavaScript knows', { constructor: 'x', __proto__: 'y' }, {}],
    ['a stack', { 'aws:cloudformation:stack-name': 'shop-live' }, { stack: 'shop-live' }],
    ['an application', { awsApplication: application }, { application: 'shop' }],
    ['one that is no ARN', { awsApplication: 'shop/1' }, { application: 'shop/1' }],
    [
      'one of another service',
      { awsApplication: 'arn:aws:s3:::group/shop' },
      { application: 'arn:aws:s3:::group/shop' },
    ],
  ])('takes %s', (_, given, expected) => {
    const tags = new Map(Object.entries(given));

    expect(ownershipOf(tags, { ownerTags })).toEqual({ ...expected, tags });
  });

  it('keeps the tags that are asked for, whatever their case', () => {
    const tags = new Map([
      ['Stage', 'live'],
      ['team', 'shop'],
      ['empty', ' '],
    ]);

    expect(
      ownershipOf(tags, { ownerTags: [], keptTags: ['team', 'stage', 'empty', 'none'] }).keptTags,
    ).toEqual({ stage: ['live'], team: ['shop'] });
  });

  it('keeps ten at most', () => {
    const keys = Array.from({ length: 20 }, (_, index) => `key${index}`);
    const tags = new Map(keys.map((key) => [key, 'x']));

    const { keptTags = {} } = ownershipOf(tags, { ownerTags: [], keptTags: keys });
    expect(Object.keys(keptTags)).toHaveLength(10);
  });

  it('keeps one of keys that are alike, whose place no other takes', () => {
    const keys = ['Team', 'team', ...Array.from({ length: 9 }, (_, index) => `key${index}`)];
    const tags = new Map(keys.slice(1).map((key) => [key, 'x']));

    const { keptTags = {} } = ownershipOf(tags, { ownerTags: [], keptTags: keys });
    expect(Object.keys(keptTags)).toEqual(['Team', ...keys.slice(2)]);
  });

  it('has no owner where no tag may name one', () => {
    expect(ownershipOf(new Map([['Owner', 'ann']]), { ownerTags: [] }).owner).toBeUndefined();
  });
});

describe('boundedTags', () => {
  it('keeps as much as AWS lets tags be, and no secret', () => {
    const many = Array.from({ length: 500 }, (_, index) => [`key${index}`, 'v'] as const);
    const key = 'AKIA2E0A8F3B244C9986';
    const bounded = boundedTags([
      ['k'.repeat(1_000), 'v'.repeat(1_000)],
      ['half', `${'v'.repeat(255)}\u{1F600}`],
      ['deploy', `${key} wJalrXUtnFEMI/K7MDENG/bPxRfiCYzq8Vk2Lm9t`],
      ...many,
    ]);

    expect(bounded.size).toBe(80);
    expect([...bounded.keys()].every(({ length }) => length <= 128)).toBe(true);
    expect([...bounded.values()].every((value) => value.length <= 256)).toBe(true);
    expect(bounded.get('half')?.isWellFormed()).toBe(true);
    expect(bounded.get('deploy')).not.toContain(key);
  });
});

describe('ownedTogether', () => {
  it.each([
    ['of none', [], {}],
    ['of one', [{ owner: 'a', stack: 's' }], { owner: 'a', stack: 's' }],
    ['of several that agree', [{ owner: 'a' }, { owner: 'a' }], { owner: 'a' }],
    ['of one, and others without', [{}, { owner: 'a' }], { owner: 'a' }],
    [
      'of several',
      [
        { owner: 'b', stack: 's' },
        { owner: 'a', stack: 's' },
      ],
      { owners: ['a', 'b'], stack: 's' },
    ],
    [
      'of several with tags that are kept',
      [{ keptTags: { team: ['b'], stage: ['live'] } }, { keptTags: { team: ['a'] } }, {}],
      { keptTags: { stage: ['live'], team: ['a', 'b'] } },
    ],
  ])('is %s', (_, functions, expected) => {
    expect(ownedTogether(functions)).toEqual(expected);
  });

  it('keeps no more of tags than an item has room for, and of each key the same', () => {
    const keys = Array.from({ length: 10 }, (_, index) => `key${index}`);
    const functions = Array.from({ length: 50 }, (_, index) =>
      ownershipOf(new Map(keys.map((key) => [key, `${'日'.repeat(250)}${index}`])), {
        ownerTags: [],
        keptTags: keys,
      }),
    );

    const { keptTags = {} } = ownedTogether(functions);

    const values = Object.values(keptTags);
    expect(Buffer.byteLength(values.flat().join(''))).toBeLessThanOrEqual(16 * 1024);
    expect(values.map(({ length }) => length)).toEqual(Array(10).fill(2));
    expect(ownedOf({ keptTags })).toEqual({ keptTags });
  });

  it('is the same of what some share as of all of them', () => {
    const functions = Array.from({ length: 200 }, (_, index) => ({
      ...(index % 3 === 0 && { owner: `team ${(index * 7) % 60}` }),
      ...(index % 40 === 0 && { stack: `stack ${index}` }),
      keptTags: {
        stage: [`${'日'.repeat(200)}${(index * 13) % 30}`],
        ...(index > 120 && { team: [`${index}`] }),
      },
    }));
    const parts = [functions.slice(0, 90), [], functions.slice(90, 91), functions.slice(91)];

    expect(ownedTogether(parts.map(ownedByPart))).toEqual(ownedTogether(functions));
  });

  it('has nothing of a part in the place of what has no room of another', () => {
    const long = Array.from({ length: 20 }, (_, index) => ({
      keptTags: { team: [`${'日'.repeat(340)}${index}`] },
    }));
    const short = [{ keptTags: { team: ['日日'] } }];
    const last = [{ keptTags: { team: ['日語'] } }];

    for (const other of [short, last]) {
      const parts = [ownedByPart(long), ownedByPart(other)];
      expect(ownedTogether(parts)).toEqual(ownedTogether([...long, ...other]));
    }
    expect(ownedTogether([ownedByPart(long)])).toEqual(ownedTogether(long));
  });

  it('names a bounded number', () => {
    const functions = Array.from({ length: 1_000 }, (_, index) => ({ owner: `team ${index}` }));

    expect(ownedTogether(functions).owners).toHaveLength(50);
  });
});

describe('namedOwners', () => {
  it.each([
    [{}, []],
    [{ owner: 'a' }, ['a']],
    [{ owners: ['a', 'b'] }, ['a', 'b']],
  ])('of %o are %o', (owned, expected) => {
    expect(namedOwners(owned, 'owner')).toEqual(expected);
  });
});

describe('isSameOwned', () => {
  it('compares what is named, in whatever order a store returns it, and nothing else', () => {
    expect(isSameOwned({ owner: 'a', stack: 's' }, { stack: 's', owner: 'a' })).toBe(true);
    expect(isSameOwned({}, { owner: 'a' })).toBe(false);
    expect(
      isSameOwned({ keptTags: { a: ['1'], b: ['2'] } }, { keptTags: { b: ['2'], a: ['1'] } }),
    ).toBe(true);
    expect(isSameOwned({ keptTags: { a: ['1'] } }, { keptTags: { a: ['2'] } })).toBe(false);
    expect(isSameOwned({ owners: ['a', 'b'] }, { owners: ['a'] })).toBe(false);
  });
});
