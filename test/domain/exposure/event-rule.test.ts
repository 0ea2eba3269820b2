import { expect, it } from 'vitest';
import { busOf, ruleNamed, takesAll } from '../../../functions/domain/exposure/event-rule.ts';

const here = 'arn:aws:events:eu-west-1:111122223333';

it.each([
  [`${here}:rule/daily`, { name: 'daily', bus: undefined }, `${here}:event-bus/default`],
  [`${here}:rule/shop/daily`, { name: 'daily', bus: 'shop' }, `${here}:event-bus/shop`],
  [
    `${here}:rule/aws.partner/x.com/1/daily`,
    { name: 'daily', bus: 'aws.partner/x.com/1' },
    `${here}:event-bus/aws.partner/x.com/1`,
  ],
  [`${here}:event-bus/shop`, undefined, undefined],
  ['arn:aws:s3:::rule/daily', undefined, undefined],
  ['', undefined, undefined],
])('%s is known by its name and bus', (arn, named, bus) => {
  expect(ruleNamed(arn)).toEqual(named);
  expect(busOf(arn)).toBe(bus);
});

it.each([
  ['{}', true],
  ['{"account":["111122223333"]}', true],
  ['{"source":["shop.orders"]}', false],
  ['{"detail-type":["Order"]}', false],
  ['{"account":["111122223333"],"detail":{"state":["new"]}}', false],
  ['null', false],
  ['{', false],
])('the pattern %s takes all that is on the bus: %s', (pattern, isAll) => {
  expect(takesAll(pattern)).toBe(isAll);
});
