import { describe, expect, it } from 'vitest';
import { closest, withSuggestion } from '../../functions/domain/closest.ts';

const names = ['shop-mailer', 'shop-mail', 'orders', 'checkout'];

describe('closest', () => {
  it.each([
    ['shop-mial', 'shop-mail'],
    ['chekcout', 'checkout'],
    ['Checkout', 'checkout'],
    ['check*', 'checkout'],
    ['order', 'orders'],
    ['billing', undefined],
    ['', undefined],
  ])('of %s is %s', (typed, name) => {
    expect(closest(typed, names)).toBe(name);
  });

  it('takes no time over long names', () => {
    const long = 'x'.repeat(100_000);

    expect(closest(long, [`${long}y`])).toBe(`${long}y`);
  });
});

describe('withSuggestion', () => {
  it.each([
    ['ordres', 'There is none. Did you mean orders?'],
    ['billing', 'There is none'],
  ])('of %s is: %s', (typed, text) => {
    expect(withSuggestion('There is none', typed, names)).toBe(text);
  });
});
