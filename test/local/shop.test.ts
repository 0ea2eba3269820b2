import { describe, expect, it } from 'vitest';
import { shop } from '../../local/shop/shop-functions.ts';
import { shopRoles } from '../../local/shop/shop-roles.ts';

describe('the shop', () => {
  it.each([
    ['function', shop],
    ['role', shopRoles],
  ])('has each %s once', (_, samples) => {
    const names = samples.map(({ name }) => name);

    expect(names).toEqual([...new Set(names)]);
  });

  it('has a function for each role, but for those that are left over', () => {
    const used = new Set(shop.map(({ name, role = name }) => role));

    const unused = shopRoles.filter(({ name }) => !used.has(name));
    expect(unused).toEqual(shopRoles.filter(({ orphan }) => orphan));
  });
});
