import { describe, expect, it } from 'vitest';
import { findingTable, tallyOf } from '../../../cli/render/finding-table.ts';
import { type ListingFormat, rendered } from '../../../cli/render/formats.ts';
import { faultId } from '../../../functions/domain/fault.ts';
import type { Finding } from '../../../functions/domain/finding.ts';
import { findingId } from '../../../functions/domain/finding-id.ts';
import { functionArn, roleArn, sampleFinding } from '../samples.ts';
import { listingOf } from './listings.ts';

const terminal = {
  out: () => undefined,
  err: () => undefined,
  columns: 160,
  paint: (_: unknown, text: string) => text,
};
const inCode = (name: string, over: Partial<Finding> = {}) =>
  sampleFinding({
    check: 'code/secret-in-code',
    target: functionArn(name),
    summary: 'a key in app.js',
    ...over,
  });
const three = ['mails', 'orders', 'prices'].map((name) => inCode(name));
const own = sampleFinding({
  check: 'permissions/admin-role',
  target: roleArn('admin'),
  summary: 'it may do anything',
});
const list = [...three, own];

describe('a table of one fault of three functions', () => {
  const tableOf = (
    by: 'target' | 'function' | 'check' | 'owner' | 'none',
    some = list,
    style = {},
  ) => findingTable(some, terminal, by, style);
  const also = 'the same in 2 other functions: orders, prices';

  it.each<['target' | 'function' | 'check' | 'owner', string]>([
    ['target', 'mails, orders, prices (3 functions in eu-west-1): 3 high (1 fault)'],
    ['function', 'mails, orders, prices (3 functions in eu-west-1): 3 high (1 fault)'],
    ['check', also],
    ['owner', also],
  ])('names it once by %s, with its functions', (by, words) => {
    const table = tableOf(by);

    expect(table.match(/a key in app\.js/g)).toHaveLength(1);
    expect(table).toContain(words);
    expect(table.match(/it may do anything/g)).toHaveLength(1);
  });

  it('names it once where nothing heads it and it folds, and else each finding', () => {
    expect(tableOf('none', list, { folds: true })).toContain(also);
    expect(tableOf('none').match(/a key in app\.js/g)).toHaveLength(3);
    expect(tableOf('none')).not.toContain('the same');
  });

  it.each([
    ['a variable of this name in 1 other function', {}],
    ['an equal value in 1 other function', { sameValue: '1f' }],
  ])('says below the names of variables what is known of their values: %s', (words, over) => {
    const some = ['a', 'b'].map((name) => sampleFinding({ target: functionArn(name), ...over }));

    expect(tableOf('target', some)).toContain(words);
    expect(tableOf('target')).not.toContain('the same in');
  });

  it('names it in each group that has it', () => {
    const owned = [inCode('mails', { owner: 'x' }), inCode('orders', { owner: 'y' })];

    expect(tableOf('owner', owned).match(/a key in app\.js/g)).toHaveLength(2);
  });

  it('puts below the same heading all that the same functions have', () => {
    const others = three.map((finding) => ({ ...finding, subject: 'b', summary: 'in b.js' }));
    const table = tableOf('target', [
      ...three,
      ...others.toReversed(),
      inCode('alone', { subject: 'c' }),
    ]);

    expect(table.match(/3 functions in eu-west-1/g)).toHaveLength(1);
    expect(table).toContain('6 high (2 faults)');
  });

  it('names ten functions and counts the rest, unless all are asked for', () => {
    const many = Array.from({ length: 14 }, (_, index) => inCode(`f${index + 10}`));

    expect(tableOf('check', many)).toMatch(
      /the same in 13 other functions: f11, .*f20 and\s+3 more/s,
    );
    expect(tableOf('target', many)).toContain('f19 and 4 more (14 functions in eu-west-1)');
    expect(tableOf('target', many, { mostNames: 99 })).toContain('f23 (14 functions');
  });

  it('keeps what is suppressed apart', () => {
    const [first, ...rest] = three;
    const table = tableOf('check', [...rest, { ...(first ?? own), status: 'suppressed' }]);

    expect(table.match(/a key in app\.js/g)).toHaveLength(2);
    expect(table).toContain('the same in 1 other function: prices');
  });
});

it.each([
  [list, '4 findings (2 faults): 4 high'],
  [[own], '1 finding: 1 high'],
])('a list says how many findings and how many faults', (some, words) => {
  expect(tallyOf(some)).toBe(words);
});

describe('a page of one fault of three functions', () => {
  it.each(['markdown', 'html'] as const)('as %s has it once, with each id', async (format) => {
    const page = await rendered(format, listingOf(list));

    expect(page.match(/\bapp.{0,2}js/g)).toHaveLength(2);
    expect(page).toContain('4 findings (2 faults): 4 high, ');
    for (const finding of list) expect(page).toContain(findingId(finding));
    for (const { target } of three) expect(page).toContain(target);
  });

  it.each(['markdown', 'html'] as const)('as %s keeps changes apart', async (format) => {
    const changes = new Map(
      list.map((one, index) => [one, index === 0 ? 'fixed' : 'new'] as const),
    );
    const page = await rendered(format, { ...listingOf(list), changes });

    expect(page.match(/\bapp.{0,2}js/g)).toHaveLength(4);
  });
});

describe('rows for machines', () => {
  const [first = own] = three;
  const fault = faultId(first);

  it.each<[ListingFormat, RegExp]>([
    ['jsonl', new RegExp(`"fault":"${fault}"`, 'g')],
    ['csv', new RegExp(`,${fault}$`, 'gm')],
    ['sarif', new RegExp(`"fault": "${fault}"`, 'g')],
    ['asff', new RegExp(`"lambda-vigil/fault": "${fault}"`, 'g')],
    ['ocsf', new RegExp(`"correlation_uid": "${fault}"`, 'g')],
  ])('as %s are one for each finding, and name its fault', async (format, field) => {
    const text = await rendered(format, listingOf(list));

    expect(text.match(field)).toHaveLength(3);
    expect(text).toContain(faultId(own));
  });
});
