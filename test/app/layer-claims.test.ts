import { describe, expect, it } from 'vitest';
import { inMemoryFacts } from '../../functions/adapters/tables/in-memory.ts';
import { claimedLayers } from '../../functions/app/layer-claims.ts';

const [a, b] = ['222233334444', '333344445555'];
const tools = 'arn:aws:lambda:eu-west-1:999988887777:layer:tools:1';
const fonts = 'arn:aws:lambda:eu-west-1:999988887777:layer:fonts:1';
const night = (day: number) => new Date(Date.UTC(2026, 10, day, 2)).toISOString();

describe('the layers that the sweep of an account looks at', () => {
  it('are all of them in the sweep in which they are first met, whichever account has them too', async () => {
    const { claim } = claims();

    expect(await claim(a, 1, [tools, fonts])).toEqual([tools, fonts]);
    expect(await claim(b, 1, [tools])).toEqual([tools]);
  });

  it('are then those that the account was the last to look at', async () => {
    const { claim } = claims();
    await claim(a, 1, [tools, fonts]);
    await claim(b, 1, [tools]);

    for (const day of [2, 3, 4]) {
      expect(await claim(a, day, [tools, fonts])).toEqual([fonts]);
      expect(await claim(b, day, [tools])).toEqual([tools]);
    }
  });

  it('are also those of an account that has not looked at them for a night and a half', async () => {
    const { claim } = claims();
    await claim(b, 1, [tools]);

    expect(await claim(a, 2, [tools])).toEqual([]);
    expect(await claim(a, 3, [tools])).toEqual([tools]);
    expect(await claim(b, 4, [tools])).toEqual([]);
  });

  it('are the same when a step of the sweep is delivered again', async () => {
    const { claim } = claims();
    await claim(b, 1, [tools]);

    for (let delivery = 0; delivery < 2; delivery += 1) {
      expect(await claim(b, 2, [tools])).toEqual([tools]);
      expect(await claim(a, 2, [tools])).toEqual([tools].slice(1));
    }
  });

  it('are of each scanner by itself: one may be kept out of an account that another enters', async () => {
    const { facts, claim } = claims();
    await claim(b, 1, [tools]);

    const other = { facts, scanner: 'usage', account: a, sweep: night(2) };
    expect(await claimedLayers(other, [tools])).toEqual([tools]);
  });

  it('are all of them where a claim is damaged', async () => {
    const { facts, claim } = claims();
    await facts.write('layer claim', new Map([[`code ${tools}`, 'damaged']]));

    expect(await claim(a, 2, [tools])).toEqual([tools]);
  });
});

function claims() {
  const facts = inMemoryFacts();

  return {
    facts,
    claim: (account: string, day: number, layers: readonly string[]) =>
      claimedLayers({ facts, scanner: 'code', account, sweep: night(day) }, layers),
  };
}
