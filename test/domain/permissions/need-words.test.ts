import { expect, it } from 'vitest';
import { reasonsInWords } from '../../../functions/domain/permissions/need-words.ts';
import type { SizedStatement } from '../../../functions/engines/iam/index.ts';

type Reasons = SizedStatement['reasons'];

const called = (line: number) =>
  ({ because: 'code', path: 'index.mjs', line, operation: 's3.GetObject' }) as const;
const along = (operation: string) => ({ because: 'along', operation }) as const;
const logs = { because: 'platform', what: 'writes its logs' } as const;

type Given = readonly (readonly [action: string, reason: Reasons[number]['reason']])[];

it.each<[what: string, given: Given, words: readonly string[]]>([
  ['one place', [['a', called(1)]], ['a: called at index.mjs:1']],
  [
    'several places',
    [
      ['a', called(1)],
      ['a', called(7)],
    ],
    ['a: called at index.mjs:1, index.mjs:7'],
  ],
  [
    'a place once',
    [
      ['a', called(1)],
      ['a', called(1)],
    ],
    ['a: called at index.mjs:1'],
  ],
  [
    'places that call others',
    [
      ['a', called(1)],
      ['b', called(7)],
    ],
    ['a: called at index.mjs:1', 'b: called at index.mjs:7'],
  ],
  [
    'one place that calls several',
    [
      ['a', called(1)],
      ['b', called(1)],
    ],
    ['a, b: called at index.mjs:1'],
  ],
  ['what goes along', [['a', along('s3.Get')]], ['a: some calls of s3.Get take it']],
  [
    'several that go along with several',
    [
      ['a', along('s3.Get')],
      ['b', along('s3.Get')],
      ['a', along('s3.Put')],
      ['b', along('s3.Put')],
    ],
    ['a, b: some calls of s3.Get, s3.Put take them'],
  ],
  [
    'what Lambda does',
    [
      ['a', logs],
      ['b', logs],
    ],
    ['a, b: Lambda writes its logs'],
  ],
  [
    'what has two causes',
    [
      ['a', logs],
      ['a', called(1)],
    ],
    ['a: Lambda writes its logs', 'a: called at index.mjs:1'],
  ],
])('says %s', (_, given, words) => {
  const reasons = given.map(([action, reason]) => ({ action, reason }));

  expect(reasonsInWords({ statement, reasons })).toEqual(words);
});

it('says which policy a Deny comes from', () => {
  expect(reasonsInWords({ statement, reasons: [], deniedBy: 'guard' })).toEqual([
    'denied today by guard',
  ]);
});

const statement: SizedStatement['statement'] = {
  effect: 'Deny',
  actions: { scope: 'only', patterns: ['a'] },
  resources: { scope: 'only', patterns: ['*'] },
  conditions: [],
};
