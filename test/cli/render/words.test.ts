import { describe, expect, it } from 'vitest';
import { placeOf } from '../../../cli/render/words.ts';
import { account, functionNamed, layerNamed, roleNamed } from '../../fakes/targets.ts';

describe('placeOf', () => {
  it.each([
    [functionNamed('orders').arn, ['orders', 'eu-west-1']],
    [layerNamed('common:3').arn, ['common:3', 'layer in eu-west-1']],
    [roleNamed('orders').arn, ['orders', 'role']],
    [account.arn, ['111122223333', 'account']],
  ])('names %s, and below it where it is', (arn, place) => {
    expect(placeOf(arn)).toEqual(place);
  });
});
