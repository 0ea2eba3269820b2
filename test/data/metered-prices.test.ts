import { expect, it } from 'vitest';
import { meteredPricesAsOf, meteredRows, modelRows } from '../../functions/data/metered-prices.ts';
import { actionsMatching } from '../../functions/engines/iam/index.ts';
import { actionsOf } from '../../functions/engines/sdk/index.ts';

const DAYS = 180;

it(`is at most ${DAYS} days old: if not, read the pages that it names, and date it`, () => {
  const age = (Date.now() - Date.parse(meteredPricesAsOf)) / (24 * 60 * 60 * 1000);

  expect(age).toBeLessThan(DAYS);
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
