import type { AttributeValue, DynamoDBRecord } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import {
  coverageItem,
  findingItem,
  lastKindOf,
} from '../../../functions/adapters/tables/finding-items.ts';
import { transitionsIn } from '../../../functions/adapters/tables/findings-stream.ts';
import { coverageOf, happened } from '../../domain/notification/samples.ts';

const opened = happened('opened', {
  evidence: [{ text: 'a', path: 'b.js', line: 3, column: 1 }, { text: 'c' }],
  cwe: 'CWE-94',
});
const suppressed = happened(
  'suppressed',
  { suppression: { reason: 'r', until: '2026-12-24T00:00:00.000Z' } },
  opened.finding,
);

describe('transitionsIn', () => {
  it('brings back what was stored, in order', async () => {
    const records = [
      record('INSERT', findingItem(opened, true)),
      record('MODIFY', findingItem(suppressed), findingItem(opened)),
    ];

    expect(await transitionsIn(records)).toEqual({
      transitions: [
        { kind: 'opened', finding: opened.finding, quiet: true },
        { kind: 'suppressed', finding: suppressed.finding, quiet: false },
      ],
      unreadable: [],
    });
  });

  it.each([
    ['coverage', record('INSERT', coverageItem(coverageOf()))],
    [
      'the state of the digest',
      record('MODIFY', { pk: 'digest', sk: 'state', toldAt: 't', told: [] }),
    ],
    ['a finding that has expired', { eventName: 'REMOVE', dynamodb: {} } as const],
    [
      'a finding that was touched',
      record('MODIFY', { ...findingItem(opened), note: 'x' }, findingItem(opened)),
    ],
    [
      'a finding of which only the owner has changed',
      record(
        'MODIFY',
        findingItem({
          kind: lastKindOf(opened.finding),
          finding: { ...opened.finding, owner: 'a' },
        }),
        findingItem(opened, true),
      ),
    ],
  ])('does not take %s for news', async (_, other) => {
    expect(await transitionsIn([other])).toEqual({ transitions: [], unreadable: [] });
  });

  it.each<[string, DynamoDBRecord]>([
    ['lacks a field', record('INSERT', { ...findingItem(opened), severity: undefined })],
    ['has a kind that there is not', record('INSERT', { ...findingItem(opened), transition: 'x' })],
    [
      'is about what is no target',
      record('INSERT', { ...findingItem(opened), target: 'arn:aws:lambda:::function:' }),
    ],
    [
      'has an attribute of another type',
      { eventName: 'INSERT', dynamodb: { NewImage: { transition: { SS: ['opened'] } } } },
    ],
  ])('reads the others when a record %s, and says so', async (_, broken) => {
    const read = await transitionsIn([broken, record('INSERT', findingItem(opened))]);

    expect(read.transitions).toMatchObject([{ kind: 'opened', finding: opened.finding }]);
    expect(read.unreadable).toEqual([expect.stringMatching(/./)]);
  });

  it('throws when the stream has no images: then none of it can be read', async () => {
    const imageless = { eventName: 'INSERT', dynamodb: {} } as const;

    await expect(transitionsIn([imageless])).rejects.toThrow('set its view type');
  });
});

function record(eventName: 'INSERT' | 'MODIFY', now: object, before?: object): DynamoDBRecord {
  return {
    eventName,
    dynamodb: { NewImage: imageOf(now), ...(before && { OldImage: imageOf(before) }) },
  };
}

function imageOf(item: object): Record<string, AttributeValue> {
  const present = Object.entries(item).filter(([, value]) => value !== undefined);

  return Object.fromEntries(present.map(([name, value]) => [name, typed(value)]));
}

function typed(value: unknown): AttributeValue {
  if (typeof value === 'string') return { S: value };
  if (typeof value === 'number') return { N: String(value) };
  if (typeof value === 'boolean') return { BOOL: value };
  if (Array.isArray(value)) return { L: value.map(typed) };
  if (typeof value === 'object' && value) return { M: imageOf(value) };

  throw new Error(`no attribute is like ${value}`);
}
