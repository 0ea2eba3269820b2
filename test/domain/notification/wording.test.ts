import { describe, expect, it } from 'vitest';
import { evidenceText, placeOf } from '../../../functions/domain/notification/wording.ts';
import { identityOf } from '../../../functions/domain/target-identity.ts';
import { account, functionNamed, layerNamed, roleNamed } from '../../fakes/targets.ts';

describe('placeOf', () => {
  it.each([
    [functionNamed('orders').arn, 'orders (eu-west-1)'],
    [layerNamed('common:3').arn, 'layer common:3 (eu-west-1)'],
    [roleNamed('orders').arn, 'role orders'],
    [account.arn, 'account 111122223333'],
  ])('says what %s is, and where', (arn, place) => {
    expect(placeOf(identityOf(arn))).toBe(place);
  });
});

describe('evidenceText', () => {
  it.each([
    [{ text: 'eval' }, 'eval'],
    [{ text: 'eval', path: 'a.js', line: 5, column: 2 }, 'a.js:5:2  eval'],
    [{ text: '2. it is run', path: 'a.js', line: 5 }, '2. a.js:5  it is run'],
    [{ text: '2. it goes on' }, '2. it goes on'],
  ])('has the place of %j, and the number of a step in front', (evidence, told) => {
    expect(evidenceText(evidence)).toBe(told);
  });
});
