import { describe, expect, it } from 'vitest';
import { meteredPriceFile, meteredPrices } from '../../scripts/prices/metered-price-file.ts';
import { lambdaPrices, logPrices, priceFile } from '../../scripts/prices/price-file.ts';
import { type PriceList, pricesIn } from '../../scripts/prices/price-list.ts';

/** A product as AWS publishes it, and its tiers: from how much on, at how many dollars. */
type Published = readonly [
  attributes: Readonly<Record<string, string>>,
  ...tiers: readonly (readonly [from: string, usd: string])[],
];

const ireland = { regionCode: 'eu-west-1', location: 'EU (Ireland)', servicecode: 'AWSLambda' };
const duration = {
  ...ireland,
  group: 'AWS-Lambda-Duration',
  usagetype: 'EU-Lambda-GB-Second',
  operation: '',
};
const stored = {
  regionCode: 'eu-west-1',
  usagetype: 'EU-TimedStorage-ByteHrs',
  operation: 'HourlyStorageMetering',
};

describe('a price list', () => {
  it('is read at its first tier', () => {
    const { prices, publishedAt } = pricesIn(
      listOf([
        duration,
        ['6000000000', '0.0000150000'],
        ['0', '0.0000166667'],
        ['15000000000', '0.0000133334'],
      ]),
      lambdaPrices,
    );

    expect(publishedAt).toBe('2026-09-19T14:02:01Z');
    expect(prices.get('eu-west-1')?.get('AWS-Lambda-Duration')).toBe(0.0000166667);
  });

  it('gives away a tier without making the rest free', () => {
    const { prices } = pricesIn(
      listOf([stored, ['0', '0.0000000000'], ['5', '0.0300000000']]),
      logPrices,
    );

    expect(prices.get('eu-west-1')?.get('TimedStorage-ByteHrs')).toBe(0.03);
  });

  it.each<[string, Published]>([
    ['what belongs to no region', [{ ...duration, regionCode: '' }, ['0', '0.0000166667']]],
    ['another group', [{ ...duration, group: 'AWS-Lambda-Edge-Duration' }, ['0', '0.00005001']]],
    ['what is free altogether', [duration, ['0', '0.0000000000']]],
  ])('leaves out %s', (_, published) => {
    expect(pricesIn(listOf(published), lambdaPrices).prices.size).toBe(0);
  });

  it.each([
    [
      'logs that others are paid for',
      { ...stored, usagetype: 'EU-VendedLog-TimedStorage-ByteHrs' },
    ],
    ['another operation', { ...stored, operation: 'SpanStorage' }],
  ])('leaves out %s', (_, attributes) => {
    expect(pricesIn(listOf([attributes, ['0', '0.03']]), logPrices).prices.size).toBe(0);
  });

  it('knows a usage type with and without its region', () => {
    const { prices } = pricesIn(
      listOf(
        [{ ...stored, regionCode: 'us-east-1', usagetype: 'TimedStorage-ByteHrs' }, ['0', '0.03']],
        [
          { ...stored, usagetype: 'EU-DataProcessing-Bytes', operation: 'PutLogEvents' },
          ['0', '0.57'],
        ],
      ),
      logPrices,
    );

    expect([...prices.keys()]).toEqual(['us-east-1', 'eu-west-1']);
  });

  it('is refused when it has two prices of one thing, or is none', () => {
    expect(() =>
      pricesIn(listOf([duration, ['0', '0.1']], [duration, ['0', '0.2']]), lambdaPrices),
    ).toThrow('eu-west-1 has two prices of AWS-Lambda-Duration: 0.1, 0.2');
    expect(() => pricesIn({ products: [] }, lambdaPrices)).toThrow();
  });
});

describe('the table', () => {
  it('holds the prices of both lists, and leaves open those of neither', () => {
    const lambda = pricesIn(
      listOf(
        [duration, ['0', '0.0000166667']],
        [{ ...duration, group: 'AWS-Lambda-Requests' }, ['0', '0.0000002000']],
        [{ ...duration, group: 'AWS-Lambda-Storage-Duration' }, ['0', '0.0000000340']],
      ),
      lambdaPrices,
    );
    const logs = pricesIn(listOf([stored, ['0', '0.0300000000']]), logPrices);

    const text = priceFile(lambda, logs, '2026-11-26');

    expect(text).toContain(
      "['eu-west-1', 16.6667, undefined, 0.2, 0.034, undefined, undefined, 0.03, undefined],",
    );
    expect(text).toContain("pricesAsOf = '2026-11-26'");
    expect(text).toContain('AWSLambda (2026-09-19) and AmazonCloudWatch (2026-09-19)');
  });

  it('takes nothing for a region that could be code', () => {
    const lambda = pricesIn(
      listOf([{ ...duration, regionCode: "x', evil(), '" }, ['0', '0.1']]),
      lambdaPrices,
    );

    expect(() => priceFile(lambda, lambda, '2026-11-26')).toThrow('no region');
  });
});

describe('the table of what single calls cost', () => {
  it('holds the first tier of us-east-1, of what is asked for and not of its neighbours', () => {
    const text = meteredPriceFile(all(), '2026-11-28');

    expect(text).toContain("  'transcribe TranscribeAudio': 0.0001,");
    expect(text).toContain("  'AmazonStates StepFunctions-Request': 0.0001,");
    expect(text).toContain("listPricesAsOf = '2026-11-28'");
    expect(text).toContain('// - AmazonTextract, of 2026-09-19');
  });

  it('writes small prices without an exponent', () => {
    const requests = listed('AmazonStates', [used('StepFunctions-Request'), ['0', '0.0000010000']]);

    expect(meteredPriceFile(all(requests), '2026-11-28')).toContain("-Request': 0.000001,");
  });

  it.each<[string, Published]>([
    ['is no longer there', [used('TranscribeSound'), ['0', '0.1']]],
    ['is of another region', [used('TranscribeAudio', 'eu-west-1'), ['0', '0.1']]],
    ['is free', [used('TranscribeAudio'), ['0', '0.0000000000']]],
  ])('is not written where a price %s', (_, published) => {
    expect(() => meteredPriceFile(all(listed('transcribe', published)), '2026-11-28')).toThrow(
      'The price list transcribe has no TranscribeAudio in us-east-1',
    );
  });

  /** Every list, at $0.0001 a unit, each with a neighbour that costs something else; but for one. */
  function all(instead?: readonly [string, PriceList]): ReadonlyMap<string, PriceList> {
    const lists = [...meteredPrices].map(([list, wanted]) =>
      listed(
        list,
        ...wanted.flatMap<Published>(({ column }) => [
          [used(column), ['1000000', '0.00005'], ['0', '0.0001']],
          [used(`CallAnalytics${column}`), ['0', '0.0005']],
          [used(column, 'eu-west-1'), ['0', '0.0002']],
        ]),
      ),
    );

    return new Map([...lists, ...(instead ? [instead] : [])]);
  }

  function listed(list: string, ...published: readonly Published[]): readonly [string, PriceList] {
    return [list, pricesIn(listOf(...published), meteredPrices.get(list) ?? [])];
  }

  function used(usage: string, regionCode = 'us-east-1') {
    return { regionCode, usagetype: `${regionCode === 'us-east-1' ? 'USE1' : 'EU'}-${usage}` };
  }
});

/** As AWS publishes it: https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/bulk-api-reading-price-list-files.html */
function listOf(...published: readonly Published[]) {
  const skus = published.map((_, index) => `SKU${index}`);
  const termOf = (sku: string, tiers: readonly (readonly [string, string])[]) => ({
    offerTermCode: 'JRTCKXETXF',
    sku,
    effectiveDate: '2026-09-01T00:00:00Z',
    priceDimensions: Object.fromEntries(
      tiers.map(([beginRange, USD], tier) => [
        `${sku}.JRTCKXETXF.${tier}`,
        { rateCode: `${sku}.JRTCKXETXF.${tier}`, beginRange, pricePerUnit: { USD }, appliesTo: [] },
      ]),
    ),
    termAttributes: {},
  });

  return {
    formatVersion: 'v1.0',
    offerCode: 'AWSLambda',
    version: '20260919140201',
    publicationDate: '2026-09-19T14:02:01Z',
    products: Object.fromEntries(
      published.map(([attributes], index) => [
        skus[index],
        { sku: skus[index], productFamily: 'Serverless', attributes },
      ]),
    ),
    terms: {
      OnDemand: Object.fromEntries(
        published.map(([, ...tiers], index) => {
          const sku = `${skus[index]}`;
          return [sku, { [`${sku}.JRTCKXETXF`]: termOf(sku, tiers) }];
        }),
      ),
    },
  };
}
