import type { AttributeValue, DynamoDBRecord } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import { coverageItem, findingItem } from '../../functions/adapters/finding-items.ts';
import { transitionsIn } from '../../functions/adapters/findings-stream.ts';
import { coverageOf, happened } from '../domain/message/samples.ts';

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
  it('brings back what was stored, in order', () => {
    const records = [
      record('INSERT', findingItem(opened, true)),
      record('MODIFY', findingItem(suppressed), findingItem(opened)),
    ];

    expect(transitionsIn(records)).toEqual([
      { kind: 'opened', finding: opened.finding, quiet: true },
      { kind: 'suppressed', finding: suppressed.finding, quiet: false },
    ]);
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
  ])('does not take %s for news', (_, other) => {
    expect(transitionsIn([other])).toEqual([]);
  });

  it.each([
    ['lacks a field', record('INSERT', { ...findingItem(opened), severity: undefined })],
    ['has a kind that there is not', record('INSERT', { ...findingItem(opened), transition: 'x' })],
    ['has no image', { eventName: 'INSERT', dynamodb: {} } as const],
    [
      'has an attribute of another type',
      { eventName: 'INSERT', dynamodb: { NewImage: { transition: { SS: ['opened'] } } } } as const,
    ],
  ])('throws for a record that %s', (_, broken) => {
    expect(() => transitionsIn([record('INSERT', findingItem(opened)), broken])).toThrow();
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
