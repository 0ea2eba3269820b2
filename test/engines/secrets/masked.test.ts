import { describe, expect, it } from 'vitest';
import { masked } from '../../../functions/engines/secrets/masked.ts';
import { fc, property } from '../../property.ts';

describe('masked', () => {
  it.each([
    ['0123456789abcdef', '0123… (16 characters)'],
    ['0123456789abcde', ''],
    ['', ''],
    ['0\u001b[23456789abcdef', '… (17 characters)'],
  ])('shows of %j %j', (secret, shown) => {
    expect(masked(secret)).toBe(shown);
  });

  property.prop([fc.string({ unit: 'binary', maxLength: 200 })])(
    'shows no more than four characters and the length',
    (secret) => {
      const other = secret.slice(0, 4) + 'x'.repeat(Math.max(secret.length - 4, 0));

      expect(masked(secret)).toBe(masked(other));
    },
  );
});
