import { describe, expect, it } from 'vitest';
import { outcomeOf } from '../../../functions/engines/iam/condition-outcome.ts';
import {
  anyFunction,
  type Reading,
  type RequestContext,
  withKnown,
} from '../../../functions/engines/iam/request-context.ts';

const nothing: RequestContext = new Map();
const key = 'app:Key';

function outcome(operator: string, wanted: string[], actual: Reading | undefined, more = {}) {
  const context = withKnown(nothing, actual ? { [key]: actual, ...more } : more);

  return outcomeOf({ operator, key, values: wanted }, context);
}

describe('what a condition comes to', () => {
  it.each<[string, string[], string, boolean | undefined]>([
    ['StringEquals', ['a', 'b'], 'b', true],
    ['StringEquals', ['A'], 'a', false],
    ['StringEquals', ['a*'], 'ab', false],
    ['stringequals', ['a'], 'a', true],
    ['StringNotEquals', ['a', 'b'], 'b', false],
    ['StringNotEquals', ['a'], 'b', true],
    ['StringEqualsIgnoreCase', ['A'], 'a', true],
    ['StringNotEqualsIgnoreCase', ['A'], 'a', false],
    ['StringLike', ['a*'], 'ab', true],
    ['StringLike', ['a?'], 'abc', false],
    ['StringLike', [`a\${*}`], 'ab', false],
    ['StringLike', [`a\${*}`], 'a*', true],
    ['StringNotLike', ['a*'], 'ab', false],
    ['NumericEquals', ['10'], '10.0', true],
    ['NumericNotEquals', ['10'], '11', true],
    ['NumericLessThan', ['10'], '9', true],
    ['NumericLessThanEquals', ['10'], '10', true],
    ['NumericGreaterThan', ['10'], '10', false],
    ['NumericGreaterThanEquals', ['10'], '10', true],
    ['NumericEquals', ['ten'], '10', undefined],
    ['DateEquals', ['2026-03-01T00:00:00Z'], '2026-03-01T01:00:00+01:00', true],
    ['DateNotEquals', ['2026-03-01'], '2026-03-02', true],
    ['DateLessThan', ['2026-03-01T00:00:00Z'], '2026-02-28T23:59:59.999Z', true],
    ['DateLessThanEquals', ['2026-03-01'], '2026-03-01T00:00:00Z', true],
    ['DateGreaterThan', ['2024-02-29T12:00:00Z'], '2024-03-01T00:00:00Z', true],
    ['DateGreaterThanEquals', ['1767225600'], '2026-01-01T00:00:00Z', true],
    ['DateGreaterThan', ['soon'], '2026-01-01T00:00:00Z', undefined],
    ['Bool', ['True'], 'true', true],
    ['Bool', ['false'], 'true', false],
    ['BinaryEquals', ['QUJD'], 'QUJD', true],
    ['IpAddress', ['203.0.113.0/24'], '203.0.113.9', true],
    ['IpAddress', ['203.0.113.0/24'], '203.0.114.9', false],
    ['IpAddress', ['203.0.113.9'], '203.0.113.9', true],
    ['IpAddress', ['0.0.0.0/0'], '2001:db8::1', false],
    ['IpAddress', ['2001:db8::/32'], '2001:db8:1::1', true],
    ['IpAddress', ['2001:db8::/32'], '2001:db9::1', false],
    ['NotIpAddress', ['10.0.0.0/8'], '10.1.2.3', false],
    ['IpAddress', ['everywhere'], '10.1.2.3', undefined],
    ['IpAddress', ['10.0.0.0/99'], '10.1.2.3', undefined],
    ['ArnEquals', ['arn:aws:iam::*:role/a*'], 'arn:aws:iam::111122223333:role/ab', true],
    ['ArnLike', ['arn:aws:s3:::*'], 'arn:aws:s3:::a:b', true],
    ['ArnLike', ['arn:*:role/a'], 'arn:aws:iam::111122223333:role/a', true],
    ['ArnLike', ['arn:aws:sns:*:1:a'], 'arn:aws:sns:eu:west:1:a', false],
    ['ArnNotLike', ['arn:aws:s3:::a'], 'arn:aws:s3:::b', true],
    ['ArnNotEquals', ['arn:aws:s3:::a'], 'arn:aws:s3:::a', false],
    ['Sounds', ['it'], 'it', undefined],
    ['', ['it'], 'it', undefined],
  ])('%s %j on %j: %s', (operator, wanted, actual, expected) => {
    expect(outcome(operator, wanted, [actual])).toBe(expected);
  });

  it.each<[string, boolean]>([
    ['StringEquals', false],
    ['StringNotEquals', true],
    ['StringEqualsIfExists', true],
    ['StringNotEqualsIfExists', true],
    ['ForAllValues:StringEquals', true],
    ['ForAnyValue:StringEquals', false],
    ['ForAnyValue:StringNotEquals', false],
    ['ForAnyValue:StringEqualsIfExists', true],
    ['NotIpAddress', true],
    ['Bool', false],
  ])('%s without the key: %s', (operator, expected) => {
    expect(outcome(operator, ['a'], [])).toBe(expected);
  });

  it.each<[string, string[], Reading, boolean]>([
    ['ForAllValues:StringEquals', ['a', 'b'], ['a', 'b'], true],
    ['ForAllValues:StringEquals', ['a'], ['a', 'b'], false],
    ['ForAllValues:StringNotEquals', ['a'], ['b', 'a'], false],
    ['ForAnyValue:StringEquals', ['a'], ['a', 'b'], true],
    ['ForAnyValue:StringEquals', ['c'], ['a', 'b'], false],
    ['ForAnyValue:StringNotEquals', ['a'], ['a', 'b'], true],
    ['ForAnyValue:StringLikeIfExists', ['b*'], ['a', 'bc'], true],
    ['Null', ['true'], [], true],
    ['Null', ['false'], [], false],
    ['Null', ['true'], ['a'], false],
    ['Null', ['false'], ['a'], true],
  ])('%s %j on %j: %s', (operator, wanted, actual, expected) => {
    expect(outcome(operator, wanted, actual)).toBe(expected);
  });

  it.each([
    'StringEquals',
    'StringNotEquals',
    'StringEqualsIfExists',
    'ForAllValues:StringLike',
    'Null',
  ])('%s on a key that may be anything: open', (operator) => {
    expect(outcome(operator, ['a'], undefined)).toBeUndefined();
  });

  it.each<[string, string, Reading | undefined, boolean | undefined]>([
    ['StringEquals', `\${app:Other}`, ['a'], true],
    ['StringEquals', `\${APP:other}`, ['a'], true],
    ['StringEquals', `\${app:Other}`, ['*'], false],
    ['StringLike', `\${app:Other}`, ['*'], false],
    ['StringLike', `\${app:Other}`, undefined, undefined],
    ['StringEquals', `\${app:Other}`, [], false],
    ['StringNotEquals', `\${app:Other}`, [], undefined],
    ['StringEquals', `\${app:Other, 'a'}`, [], true],
    ['StringEquals', `\${app:Other`, ['a'], false],
  ])('%s %s, which is %j: %s', (operator, wanted, other, expected) => {
    const more = other ? { 'app:Other': other } : {};

    expect(outcome(operator, [wanted], ['a'], more)).toBe(expected);
  });
});

describe('what a condition comes to for any function', () => {
  it.each([
    ['Bool', 'aws:MultiFactorAuthPresent', 'true', false],
    ['BoolIfExists', 'aws:MultiFactorAuthPresent', 'true', undefined],
    ['Bool', 'aws:MultiFactorAuthPresent', 'false', undefined],
    ['BoolIfExists', 'AWS:multifactorauthpresent', 'False', true],
    ['Null', 'aws:MultiFactorAuthPresent', 'true', undefined],
    ['Null', 'aws:MultiFactorAuthAge', 'true', true],
    ['NumericLessThan', 'aws:MultiFactorAuthAge', '3600', false],
    ['Bool', 'aws:SecureTransport', 'true', true],
    ['BoolIfExists', 'aws:SecureTransport', 'false', false],
    ['Bool', 'aws:ViaAWSService', 'true', false],
    ['StringEquals', 'aws:SourceAccount', '111122223333', false],
    ['ForAnyValue:StringEquals', 'aws:CalledVia', 'cloudformation.amazonaws.com', false],
    ['IpAddress', 'aws:SourceIp', '0.0.0.0/0', undefined],
    ['DateLessThan', 'aws:CurrentTime', '2020-01-01T00:00:00Z', undefined],
    ['StringEquals', 'aws:RequestedRegion', 'eu-west-1', undefined],
    ['Sounds', 'unknown:Key', 'it', undefined],
  ])('%s %s %s: %s', (operator, name, value, expected) => {
    expect(outcomeOf({ operator, key: name, values: [value] }, anyFunction)).toBe(expected);
  });
});
