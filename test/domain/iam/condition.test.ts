import { describe, expect, it } from 'vitest';
import { holdsForFunction } from '../../../functions/domain/iam/condition.ts';

describe('holdsForFunction', () => {
  it.each([
    ['Bool', 'aws:MultiFactorAuthPresent', 'true', false],
    ['BoolIfExists', 'aws:MultiFactorAuthPresent', 'true', undefined],
    ['Bool', 'aws:MultiFactorAuthPresent', 'false', undefined],
    ['BoolIfExists', 'AWS:multifactorauthpresent', 'False', true],
    ['Null', 'aws:MultiFactorAuthPresent', 'true', undefined],
    ['Bool', 'aws:SecureTransport', 'true', true],
    ['BoolIfExists', 'aws:SecureTransport', 'false', false],
    ['StringEquals', 'aws:SecureTransport', 'true', undefined],
    ['IpAddress', 'aws:SourceIp', '0.0.0.0/0', undefined],
    ['DateLessThan', 'aws:CurrentTime', '2020-01-01T00:00:00Z', undefined],
    ['DateLessThan', 'aws:TokenIssueTime', '2099-01-01T00:00:00Z', undefined],
    ['StringEquals', 'aws:RequestedRegion', 'eu-west-1', undefined],
    ['Sounds', 'nobody:Knows', 'it', undefined],
  ])('%s %s %s: %s', (operator, key, value, expected) => {
    expect(holdsForFunction({ operator, key, values: [value] })).toBe(expected);
  });
});
