import { describe, expect, it } from 'vitest';
import {
  bytesInWords,
  foreignLogGroup,
  functionOfLogGroup,
  logGroupArn,
  neverExpires,
} from '../../functions/domain/log-group.ts';
import { functionNamed } from '../fakes/targets.ts';

const group = { name: '/aws/lambda/orders', storedBytes: 0, logClass: 'STANDARD' };

describe('functionOfLogGroup', () => {
  it.each([
    ['/aws/lambda/orders', { name: 'orders', region: 'eu-west-1' }],
    ['/aws/lambda/Stack-Fn_1', { name: 'Stack-Fn_1', region: 'eu-west-1' }],
    ['/aws/lambda/us-east-1.headers', { name: 'headers', region: 'us-east-1' }],
    ['/aws/lambda/eu-west-1.headers', undefined],
    ['/aws/lambda/shop/orders', undefined],
    ['/aws/lambda/', undefined],
    ['/aws/lambda-insights', undefined],
    ['/ecs/orders', undefined],
    [`/aws/lambda/${'x'.repeat(141)}`, undefined],
  ])('of %s is %j', (name, owner) => {
    expect(functionOfLogGroup({ name }, 'eu-west-1')).toEqual(owner);
  });
});

it.each([
  ['says nothing', undefined, undefined],
  ['names its own', '/aws/lambda/orders', undefined],
  ['names another', '/shop/all', '/shop/all'],
  ['names that of another function', '/aws/lambda/carts', '/aws/lambda/carts'],
])('a function that %s logs to another group: %j', (_, logGroup, foreign) => {
  expect(foreignLogGroup(functionNamed('orders', { logGroup }))).toBe(foreign);
});

it('has an ARN by that of whatever is near it', () => {
  const { arn } = functionNamed('orders');

  expect(logGroupArn('/shop/all', arn)).toBe(
    'arn:aws:logs:eu-west-1:111122223333:log-group:/shop/all',
  );
});

it.each([
  [true, {}],
  [true, { logClass: 'INFREQUENT_ACCESS' }],
  [false, { logClass: 'DELIVERY' }],
  [false, { retentionDays: 3_653 }],
])('never expires: %s, with %j', (expected, more) => {
  expect(neverExpires({ ...group, ...more })).toBe(expected);
});

it.each([
  [0, '0 bytes'],
  [1, '1 bytes'],
  [1_023, '1,000 bytes'],
  [1_024, '1 KB'],
  [5_300_000_000, '4.9 GB'],
  [5_301_000_000, '4.9 GB'],
  [123 * 1024 ** 3, '120 GB'],
  [2 * 1024 ** 6, '2,000 PB'],
])('%d bytes are %s', (bytes, words) => {
  expect(bytesInWords(bytes)).toBe(words);
});
