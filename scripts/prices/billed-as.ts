import type { ProductAttributes, WantedPrice } from './price-list.ts';

/** The usage type has the region before it, in letters of its own: `EUC1-TimedStorage-ByteHrs`. */
export function billedAs(usage: string, operation?: string): WantedPrice {
  const pattern = new RegExp(`^(?:[A-Z0-9]+-)?${usage}$`);

  return {
    column: usage,
    is: (product: ProductAttributes) =>
      pattern.test(product.usagetype) &&
      (operation === undefined || product.operation === operation),
  };
}
