import { expect, it } from 'vitest';
import type { TextPart } from '../../../../functions/core/sdk-calls.ts';
import { calledValues } from '../../../../functions/engines/iam/right-size/called-values.ts';
import { place } from '../../../builders/function-use.ts';

const unknown: TextPart = { unknown: true };
const site = {
  place,
  name: 'orders',
  variables: { TABLE: 'carts', EMPTY: '', AWS_REGION: 'here' },
};

it.each<
  [what: string, values: readonly (readonly TextPart[])[], found: readonly string[] | undefined]
>([
  ['nothing', [], undefined],
  ['a text', [[{ text: 'a' }]], ['a']],
  ['the same text twice', [[{ text: 'a' }], [{ text: 'a' }]], ['a']],
  ['as many texts as are looked at', many(40), many(40).map(([part]) => part?.text ?? '')],
  ['more of them', many(41), undefined],
  ['one of two that may be anything', [[{ text: 'a' }], [unknown]], undefined],
  ['a name that begins as is known', [[{ text: 'a-' }, unknown]], ['a-*']],
  ['what stands for others in policies', [[{ text: 'a*b?c$' }]], ['a?b?c?']],
  ['the beginning of an ARN, and no name', [[{ text: 'arn:aws:s3:::' }, unknown]], undefined],
  ['a variable', [[{ variable: 'TABLE' }]], ['carts']],
  [
    'a variable, whatever the code has instead',
    [[{ variable: 'TABLE', otherwise: 'a' }]],
    ['carts'],
  ],
  ['an empty variable', [[{ variable: 'EMPTY' }]], undefined],
  [
    'an empty variable, and what the code has instead',
    [[{ variable: 'EMPTY', otherwise: 'a' }]],
    ['a'],
  ],
  ['no such variable', [[{ variable: 'OTHER' }]], undefined],
  ['no such variable, and nothing instead', [[{ variable: 'OTHER', otherwise: '' }]], undefined],
  [
    'a text, and no such variable behind it',
    [[{ text: 'a-' }, { variable: 'OTHER', otherwise: '' }]],
    ['a-*'],
  ],
  ['no such variable, and a text instead', [[{ variable: 'OTHER', otherwise: 'a' }]], ['a']],
  ['what every object has', [[{ variable: 'constructor', otherwise: 'a' }]], ['a']],
  ['its region, as it is set', [[{ variable: 'AWS_REGION' }]], ['here']],
  ['its region', [[{ variable: 'AWS_DEFAULT_REGION', otherwise: 'a' }]], [place.region]],
  ['its name', [[{ variable: 'AWS_LAMBDA_FUNCTION_NAME', otherwise: 'a' }]], ['orders']],
])('a call names %s', (_, values, found) => {
  expect(calledValues({ parameter: 'TableName', values }, site)).toEqual(found);
});

it('knows its region where the environment does not say it', () => {
  const values = [[{ variable: 'AWS_REGION' }]];

  expect(calledValues({ parameter: 'a', values }, { ...site, variables: {} })).toEqual([
    place.region,
  ]);
});

function many(count: number) {
  return Array.from({ length: count }, (_, at) => [{ text: `a${at}` }]);
}
