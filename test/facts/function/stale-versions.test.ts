import { describe, expect, it } from 'vitest';
import { type Known, unknown } from '../../../functions/core/known.ts';
import {
  staleVersions,
  type VersionReaders,
} from '../../../functions/facts/function/stale-versions.ts';
import { accessDenied, functionNamed } from '../../fakes/targets.ts';

const orders = functionNamed('orders', { versions: ['1', '2', '3', '10'] });
const clock = () => new Date('2026-11-25T03:00:00Z');
const old = '2025-01-01T00:00:00.000Z';
const published = (version: string, publishedAt = old) => ({ version, publishedAt });
const readers: VersionReaders = {
  aliases: async () => [],
  versions: async () => ['1', '2', '3', '10'].map((version) => published(version)),
  replicated: async () => new Set(),
  invocations: async (asked) => new Map(asked.map((one) => [one, count(0)])),
  days: 90,
  clock,
};

describe('the versions that are not needed', () => {
  it('are all but the newest, by number', async () => {
    expect(await stale({})).toEqual(known('1', '2', '3'));
  });

  it('are not those that an alias leads to', async () => {
    const aliases = async () => [{ name: 'live', versions: ['2', '3'] }];

    expect(await stale({ aliases })).toEqual(known('1'));
  });

  it('are not those that are younger than the window', async () => {
    const versions = async () => [
      published('1', '2026-08-27T02:59:59.000Z'),
      published('2', '2026-08-27T03:00:00.000Z'),
    ];

    expect(await stale({ versions })).toEqual({
      known: true,
      value: [published('1', '2026-08-27T02:59:59.000Z')],
    });
  });

  it('are not those that were invoked by their number', async () => {
    const invocations: VersionReaders['invocations'] = async (asked) =>
      new Map(asked.map((one) => [one, count(one.qualifier === '2' ? 1 : 0)]));

    expect(await stale({ invocations })).toEqual(known('1', '3'));
  });

  it('are not those that CloudFront runs', async () => {
    expect(await stale({ replicated: async () => new Set(['1', '3']) })).toEqual(known('2'));
  });

  it('are at most the oldest fifty', async () => {
    const numbers = Array.from({ length: 80 }, (_, index) => String(index + 1));
    const many = functionNamed('orders', { versions: numbers });
    const versions = async () => numbers.toReversed().map((version) => published(version));

    const oldest = await stale({ versions }, many);

    expect(oldest).toEqual(known(...numbers.slice(0, 50)));
  });
});

describe('what is asked', () => {
  it.each([
    ['a function without a version', [], []],
    ['a function with one', ['1'], []],
    ['a function of which an alias leads to each', ['1', '2'], ['aliases']],
    [
      'a function with a version that comes into question',
      ['0', '1', '2'],
      ['aliases', 'versions', 'replicated', 'invocations'],
    ],
  ])('of %s', async (_, versions, expected) => {
    const asked: string[] = [];
    const noting =
      <A extends readonly unknown[], R>(name: string, read: (...args: A) => R) =>
      (...args: A) => {
        asked.push(name);
        return read(...args);
      };

    await stale(
      {
        aliases: noting('aliases', async () => [{ name: 'live', versions: ['1'] }]),
        versions: noting('versions', async () => versions.map((version) => published(version))),
        replicated: noting('replicated', readers.replicated),
        invocations: noting('invocations', readers.invocations),
      },
      functionNamed('orders', { versions }),
    );

    expect(asked).toEqual(expected);
  });
});

describe('what cannot be seen', () => {
  const denied = async () => {
    throw accessDenied();
  };
  const reason = unknown('AccessDeniedException: not authorised');

  it.each(['aliases', 'versions', 'replicated', 'invocations'] as const)(
    'is unknown where its %s cannot be read, and nothing else is',
    async (name) => {
      const other = functionNamed('mails');

      const answers = await staleVersions({ ...readers, [name]: denied })([orders, other]);

      expect(answers.get(orders.arn)).toEqual(reason);
      expect(answers.get(other.arn)).toEqual(known());
    },
  );

  it('stands beside what is seen, where one version cannot be counted', async () => {
    const invocations: VersionReaders['invocations'] = async (asked) =>
      new Map(asked.map((one) => [one, one.qualifier === '2' ? unknown('throttled') : count(0)]));

    expect(await stale({ invocations })).toEqual({ ...known('1', '3'), incomplete: 'throttled' });
  });

  it('stands where one version was left out', async () => {
    expect(await stale({ invocations: async () => new Map() })).toMatchObject({
      value: [],
      incomplete: expect.stringContaining('left out'),
    });
  });
});

async function stale(more: Partial<VersionReaders>, target = orders) {
  return (await staleVersions({ ...readers, ...more })([target])).get(target.arn);
}

function known(...versions: readonly string[]) {
  return { known: true, value: versions.map((version) => published(version)) };
}

function count(value: number): Known<number> {
  return { known: true, value };
}
