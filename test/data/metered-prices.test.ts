import { expect, it } from 'vitest';
import { listPrices, listPricesAsOf } from '../../functions/data/metered-list-prices.ts';
import { meteredPricesAsOf, meteredRows, modelRows } from '../../functions/data/metered-prices.ts';
import { actionsMatching } from '../../functions/engines/iam/index.ts';
import { actionsOf } from '../../functions/engines/sdk/index.ts';
import { meteredPrices } from '../../scripts/prices/metered-price-file.ts';

const DAYS = 180;

it(`is at most ${DAYS} days old: if not, read the pages that it names, and date it`, () => {
  expect(daysSince(meteredPricesAsOf)).toBeLessThan(DAYS);
});

it(`is of price lists that are at most ${DAYS} days old: if not, run npm run metered-prices`, () => {
  expect(daysSince(listPricesAsOf)).toBeLessThan(DAYS);
});

it.each([
  ['textract', 'DetectDocumentText', 0.0015],
  ['transcribe', 'StartTranscriptionJob', 0.0015],
  ['translate', 'TranslateText', 0.015],
  ['polly', 'SynthesizeSpeech', 0.016],
  ['comprehend', 'DetectSentiment', 0.0003],
  ['ses', 'SendEmail', 0.0001],
  ['stepfunctions', 'StartSyncExecution', 0.000001],
])('bills %s %s as AWS publishes it', (service, operation, usd) => {
  const row = meteredRows.find(
    (each) => each.service === service && each.operations.includes(operation),
  );

  expect(row?.usd).toBeCloseTo(usd, 9);
});

it('uses what the script wants of the price lists, and nothing else', () => {
  const wanted = [...meteredPrices].flatMap(([list, prices]) =>
    prices.map(({ column }) => `${list} ${column}`),
  );

  expect(Object.keys(listPrices)).toEqual(wanted);
});

it('names calls that AWS has, each once', () => {
  const all = meteredRows.flatMap(({ service, operations }) =>
    operations.map((operation) => ({ service, operation })),
  );
  const names = all.map(({ service, operation }) => `${service} ${operation}`);

  expect(names).toEqual([...new Set(names)]);
  for (const call of all) {
    const actions = actionsOf(call);
    expect(actions, JSON.stringify(call)).not.toEqual([]);
    for (const action of actions) expect(actionsMatching(action), action).not.toEqual([]);
  }
});

it('holds prices and quotas: none is nothing, none is out of all proportion', () => {
  for (const { service, usd, perSecond } of meteredRows) {
    expect(usd, service).toSatisfy((price: number) => price > 0 && price < 1);
    expect(perSecond, service).toSatisfy((rate: number) => rate > 0 && rate <= 1000);
  }
  for (const [begins, input, output] of modelRows) {
    expect(input, begins).toSatisfy((price: number) => price > 0 && price < 100);
    expect(output, begins).toSatisfy((price: number) => price >= 0 && price < 200);
  }
});

it('names the longer of two beginnings first', () => {
  const begins = modelRows.map(([begin]) => begin);

  for (const [index, begin] of begins.entries())
    expect(begins.slice(0, index).filter((earlier) => begin.startsWith(earlier))).toEqual([]);
});

function daysSince(day: string): number {
  return (Date.now() - Date.parse(day)) / (24 * 60 * 60 * 1000);
}
