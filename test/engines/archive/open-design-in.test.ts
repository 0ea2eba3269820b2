import { describe, expect, it } from 'vitest';
import { unknown } from '../../../functions/core/known.ts';
import type { SdkCall } from '../../../functions/core/sdk-calls.ts';
import { archiveFile } from '../../../functions/engines/archive/archive-files.ts';
import type { CodeEntry } from '../../../functions/engines/archive/index.ts';
import { openDesignIn } from '../../../functions/engines/archive/index.ts';

const code =
  "const AWS = require('aws-sdk'); const db = new AWS.DynamoDB.DocumentClient(); exports.handler = async () => { await db.update({ TableName: 't', Key: { id: 'visits' }, UpdateExpression: 'ADD n :one', ExpressionAttributeValues: { ':one': 1 } }).promise(); };";
const place = { path: 'index.js', line: 1, column: code.indexOf('db.update') + 1 };
const write: SdkCall = { ...place, service: 'dynamodb', operation: 'UpdateItem', resources: [] };
const read = { ...write, line: 2, operation: 'GetItem' };
const entry = { runtime: 'nodejs24.x', handler: 'index.handler' };

describe('what code does that is open by design', () => {
  it('is known where that is the one call', () => {
    expect(designIn([write])).toEqual({ kind: 'counter', ...place });
  });

  it.each([
    ['another call changes something', [write, { ...write, line: 2 }]],
    ['something is read beside it', [read, write]],
    ['an item is deleted', [{ ...write, operation: 'DeleteItem' }]],
    ['nothing is changed', [read]],
  ])('is not known where %s', (_, calls) => {
    expect(designIn(calls)).toBeUndefined();
  });

  it('is not known where more may be called, or something is asked', () => {
    const unresolved = [{ ...place, reason: 'a name is made up' }];
    const check = { ...place, kind: 'jwt' } as const;

    expect(designIn([write], { unresolved })).toBeUndefined();
    expect(designIn([write], { value: check })).toBeUndefined();
    expect(designIn([write], { of: { ...entry, loadsMore: true } })).toBeUndefined();
    expect(designIn([write], { of: { ...entry, runtime: 'java21' } })).toBeUndefined();
  });

  it('is not known where it is not known what it calls or asks', () => {
    const contents = contentsOf();
    const sdkCalls = { known: true, value: { calls: [write], unresolved: [] } } as const;
    const verifiesSignature = { known: true, value: undefined } as const;
    const no = unknown('no');

    expect(openDesignIn(contents, entry, { sdkCalls, verifiesSignature })).toBeDefined();
    expect(openDesignIn(contents, entry, { sdkCalls, verifiesSignature: no })).toBeUndefined();
    expect(openDesignIn(contents, entry, { sdkCalls: no, verifiesSignature })).toBeUndefined();
    const unread = [{ path: 'other.js', reason: 'too large' }];
    expect(
      openDesignIn({ ...contents, unread }, entry, { sdkCalls, verifiesSignature }),
    ).toBeUndefined();
  });

  function designIn(
    calls: readonly SdkCall[],
    { unresolved = [], value, of = entry }: Partial<Changed> = {},
  ) {
    return openDesignIn(contentsOf(), of, {
      sdkCalls: { known: true, value: { calls, unresolved } },
      verifiesSignature: { known: true, value },
    });
  }

  function contentsOf() {
    const files = [archiveFile('index.js', new TextEncoder().encode(code))];
    const listing = files.map(({ path, bytes }) => ({ path, bytes: bytes.length }));

    return { listing, files, unread: [] };
  }
});

interface Changed {
  readonly unresolved: readonly { path: string; line: number; column: number; reason: string }[];
  readonly value: { kind: 'jwt'; path: string; line: number; column: number } | undefined;
  readonly of: CodeEntry;
}
