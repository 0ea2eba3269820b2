import { describe, expect, it } from 'vitest';
import { placeOf } from '../../../functions/domain/message/wording.ts';
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
