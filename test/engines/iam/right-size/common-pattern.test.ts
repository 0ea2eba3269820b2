import { expect, it } from 'vitest';
import { commonPattern } from '../../../../functions/engines/iam/right-size/common-pattern.ts';

const tables = 'arn:aws:dynamodb:eu-west-1:111122223333:table';

it.each<[one: string, other: string, common: string | undefined]>([
  [`${tables}/a`, `${tables}/a`, `${tables}/a`],
  [`${tables}/a*`, `${tables}/ab`, `${tables}/ab`],
  [`${tables}/a`, '*', `${tables}/a`],
  [`${tables}/a*`, `${tables}/*b`, undefined],
  ['a*', '*b', undefined],
  [
    'arn:aws:dynamodb:eu-west-1:*:table/*',
    'arn:aws:dynamodb:*:111122223333:table/a*',
    `${tables}/a*`,
  ],
  [
    'arn:aws:dynamodb:eu-west-1:*:table/a*',
    'arn:aws:dynamodb:*:111122223333:table/*',
    `${tables}/a*`,
  ],
  [
    'arn:aws:lambda:eu-west-1:*:function:a*',
    'arn:aws:lambda:*:111122223333:function:*',
    'arn:aws:lambda:eu-west-1:111122223333:function:a*',
  ],
  ['arn:aws:s3:*:*:a*', 'arn:*:s3:::*b', undefined],
  ['arn:aws:s3:*:*:a*', 'arn*b', undefined],
  ['arn*b', 'arn:aws:s3:*:*:a*', undefined],
  // Of five parts: what stands behind the last may have colons of its own.
  ['arn:*:s3:*:a*', 'arn:aws:s3:*:*:*', undefined],
])('%s and %s have %s in common', (one, other, common) => {
  expect(commonPattern(one, other)).toBe(common);
});
