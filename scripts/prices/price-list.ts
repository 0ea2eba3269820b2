import * as z from 'zod/mini';

/** What of a service is priced: its name here, and which products of its price list it is. */
export interface WantedPrice {
  readonly column: string;
  is(attributes: ProductAttributes): boolean;
}

export type ProductAttributes = z.infer<typeof attributes>;

/** Of one service, by region and column, in US dollars a unit. */
export interface PriceList {
  /** ISO 8601. */
  readonly publishedAt: string;
  readonly prices: ReadonlyMap<string, ReadonlyMap<string, number>>;
}

/**
 * The prices that are wanted of a price list of AWS (`…/offers/v1.0/aws/<service>/current/index.json`):
 * on demand, of the first tier. What is free of charge, by a tier or a location of its own, is not a
 * price.
 *
 * @throws when it is no price list, or has two prices of one thing in one region.
 */
export function pricesIn(json: unknown, wanted: readonly WantedPrice[]): PriceList {
  const { publicationDate, products, terms } = priceList.parse(json);
  const prices = new Map<string, Map<string, number>>();

  for (const [sku, product] of Object.entries(products)) {
    const parsed = attributes.safeParse(product.attributes);
    if (!parsed.success) continue;
    const { regionCode } = parsed.data;

    for (const { column, is } of wanted) {
      if (!is(parsed.data)) continue;
      const usd = firstTier(terms.OnDemand[sku]);
      if (usd === undefined) continue;

      const ofRegion = prices.get(regionCode) ?? new Map<string, number>();
      if ((ofRegion.get(column) ?? usd) !== usd) {
        throw new Error(
          `${regionCode} has two prices of ${column}: ${ofRegion.get(column)}, ${usd}`,
        );
      }
      prices.set(regionCode, ofRegion.set(column, usd));
    }
  }
  return { publishedAt: publicationDate, prices };
}

/** Of the tier that begins at nothing, unless that is a gift: then of the next. */
function firstTier(offers: Offers | undefined): number | undefined {
  const dimensions = Object.values(offers ?? {}).flatMap(({ priceDimensions }) =>
    Object.values(priceDimensions),
  );
  const paid = dimensions
    .map(({ beginRange, pricePerUnit }) => ({
      from: Number(beginRange ?? 0),
      usd: Number(pricePerUnit.USD ?? 0),
    }))
    .filter(({ usd }) => usd > 0)
    .toSorted((a, b) => a.from - b.from);

  return paid[0]?.usd;
}

const attributes = z.object({
  regionCode: z.string().check(z.minLength(1)),
  usagetype: z.string(),
  operation: z.optional(z.string()),
  group: z.optional(z.string()),
});

const offers = z.record(
  z.string(),
  z.object({
    priceDimensions: z.record(
      z.string(),
      z.object({
        beginRange: z.optional(z.string()),
        pricePerUnit: z.object({ USD: z.optional(z.string()) }),
      }),
    ),
  }),
);
type Offers = z.infer<typeof offers>;

const priceList = z.object({
  publicationDate: z.string().check(z.regex(/^\d{4}-\d\d-\d\d/)),
  products: z.record(z.string(), z.object({ attributes: z.record(z.string(), z.string()) })),
  terms: z.object({ OnDemand: z.record(z.string(), offers) }),
});
