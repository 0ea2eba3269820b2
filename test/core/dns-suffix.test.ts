import { expect, it } from 'vitest';
import { dnsSuffixOf } from '../../functions/core/target.ts';

it.each([
  ['eu-west-1', 'amazonaws.com'],
  ['us-gov-west-1', 'amazonaws.com'],
  ['cn-north-1', 'amazonaws.com.cn'],
  ['eusc-de-east-1', 'amazonaws.eu'],
  ['us-iso-east-1', 'c2s.ic.gov'],
  ['us-isob-east-1', 'sc2s.sgov.gov'],
])('host names in %s end in %s', (region, suffix) => {
  expect(dnsSuffixOf(region)).toBe(suffix);
});
