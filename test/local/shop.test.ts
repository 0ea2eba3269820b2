import { describe, expect, it } from 'vitest';
import { shop, shopRoles } from '../../local/shop/siblings.ts';

describe('the shop', () => {
  it.each([
    ['function', shop],
    ['role', shopRoles],
  ])('has each %s once', (_, planted) => {
    const names = planted.map(({ name }) => name);

    expect(names).toEqual([...new Set(names)]);
  });

  it('has a function for each role', () => {
    const used = new Set(shop.map(({ name, role = name }) => role));

    expect(shopRoles.filter(({ name }) => !used.has(name))).toEqual([]);
  });
});
