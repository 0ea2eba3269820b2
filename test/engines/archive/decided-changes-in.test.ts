import { describe, expect, it } from 'vitest';
import type { DecidedChanges } from '../../../functions/core/decided-change.ts';
import { unknown } from '../../../functions/core/known.ts';
import { archiveFile } from '../../../functions/engines/archive/archive-files.ts';
import { decidedChangesIn } from '../../../functions/engines/archive/decided-changes-in.ts';
import type { CodeEntry } from '../../../functions/engines/archive/index.ts';
import { CodeNotAnalysed } from '../../../functions/engines/flow/index.ts';
import { notFound } from '../../../functions/engines/sdk/index.ts';

const place = { path: 'index.js', line: 1, column: 1 };
const change = { ...place, kind: 'removes', call: 'dynamodb:DeleteItem', by: 'key' } as const;
const whole: DecidedChanges = { changes: [change], isWhole: true };
const node = { runtime: 'nodejs24.x', handler: 'index.handler' };
const python = { runtime: 'python3.14', handler: 'index.handler' };
const seen = { known: true, value: { calls: [], unresolved: [] } } as const;

describe('what a request decides in code', () => {
  it.each([
    ['JavaScript', node],
    ['Python', python],
  ])('is found in %s', (_, entry) => {
    expect(decidedIn(entry)).toEqual(whole);
  });

  it('is found where no more is known to be all of it', () => {
    const unresolved = [{ ...place, reason: 'a name is made up' }];
    const some = { known: true, value: { calls: [], unresolved } } as const;

    expect(decidedIn({ ...node, loadsMore: true })).toEqual({ changes: [change] });
    expect(decidedIn(node, { sdkCalls: some })).toEqual({ changes: [change] });
  });

  it.each([
    ['GetItem', whole],
    ['DeleteItem', { changes: [change] }],
  ])('is all of it beside what calls %s, as far as that says', (operation, expected) => {
    const calls = [{ ...place, service: 'dynamodb', operation, resources: [] }];

    expect(
      decidedIn(node, { sdkCalls: { known: true, value: { calls, unresolved: [] } } }),
    ).toEqual(expected);
  });

  it('is all of it beside a package that is not there, which does nothing by itself', () => {
    const unresolved = [{ ...place, reason: notFound('hat') }];

    expect(
      decidedIn(node, { sdkCalls: { known: true, value: { calls: [], unresolved } } }),
    ).toEqual(whole);
  });

  it.each<[string, CodeEntry, Given?]>([
    ['of another language', { ...node, runtime: 'java21' }],
    ['of a layer', { runtime: node.runtime }],
    ['where it is not known what the code calls', node, { sdkCalls: unknown('no') }],
    ['where a file of it was not read', node, { unread: [{ path: 'b.js', reason: 'large' }] }],
    ['where it is too much to follow', python, { answer: undefined }],
    ['where there are too many', node, { answer: { changes: Array(301).fill(change) } }],
    [
      'where a name is hostile',
      node,
      { answer: { changes: [{ ...change, call: 'x'.repeat(201) }] } },
    ],
    [
      'where a path is hostile',
      node,
      {
        answer: { changes: [{ ...change, route: { method: 'GET', path: `/${'x'.repeat(200)}` } }] },
      },
    ],
    ['where it cannot be analysed', node, { answer: new CodeNotAnalysed('it is hostile') }],
  ])('is not known %s', (_, entry, given) => {
    expect(decidedIn(entry, given)).toBeUndefined();
  });
});

interface Given {
  readonly sdkCalls?: Parameters<typeof decidedChangesIn>[2]['sdkCalls'];
  readonly unread?: readonly { readonly path: string; readonly reason: string }[];
  readonly answer?: DecidedChanges | Error | undefined;
}

function decidedIn(entry: CodeEntry, given: Given = {}) {
  const { sdkCalls = seen, unread = [] } = given;
  const answer = 'answer' in given ? given.answer : whole;
  const files = ['index.js', 'index.py'].map((path) =>
    archiveFile(path, new TextEncoder().encode('')),
  );
  const find = () => {
    if (answer instanceof Error) throw answer;
    return answer;
  };

  return decidedChangesIn(
    { files, unread, listing: [] },
    entry,
    { sdkCalls },
    {
      javascript: find,
      python: find,
    },
  );
}
