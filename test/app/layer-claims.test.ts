import { describe, expect, it } from 'vitest';
import { inMemoryFacts, inMemoryFindings } from '../../functions/adapters/tables/in-memory.ts';
import { claimedLayers } from '../../functions/app/layer-claims.ts';

const [a, b, c] = ['222233334444', '333344445555', '444455556666'];
const denied =
  'AccessDeniedException: User: arn:aws:sts::222233334444:assumed-role/lambda-vigil-code/x is not authorized to perform: lambda:GetLayerVersion on resource: arn:aws:lambda:eu-west-1:999988887777:layer:tools:1 because no resource-based policy allows the lambda:GetLayerVersion action';
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

  it('are left to others where AWS denies one of them to the account, which looks until then', async () => {
    const { claim, lookedAt } = claims();
    await claim(a, 1, [tools]);
    await lookedAt(tools, denied);

    expect(await claim(a, 2, [tools])).toEqual([tools]);
    expect(await claim(b, 2, [tools])).toEqual([]);
    expect(await claim(a, 3, [tools])).toEqual([tools]);
    expect(await claim(b, 3, [tools])).toEqual([tools]);
    await lookedAt(tools);

    for (const day of [4, 5, 6]) {
      expect(await claim(a, day, [tools])).toEqual([]);
      expect(await claim(b, day, [tools])).toEqual([tools]);
    }
  });

  it('come to the account that may read one, whichever of three is the last of a sweep', async () => {
    const { claim, lookedAt } = claims();
    const claimants: string[] = [];

    for (let day = 1; day <= 9; day += 1) {
      const looked: string[] = [];
      for (const account of [c, a, b]) {
        if ((await claim(account, day, [tools])).length > 0) looked.push(account);
      }
      await lookedAt(tools, looked.at(-1) === c ? undefined : denied);
      claimants.push(looked.join(' '));
    }

    expect(claimants.slice(-3)).toEqual([c, c, c]);
  });

  it('are tried again by an account that was denied one, where no other takes it over', async () => {
    const { claim, lookedAt } = claims();
    await claim(a, 1, [tools]);
    await lookedAt(tools, denied);
    await claim(a, 2, [tools]);
    await claim(b, 3, [tools]);

    expect(await claim(a, 4, [tools])).toEqual([]);
    expect(await claim(a, 6, [tools])).toEqual([tools]);
  });

  it('stay with the account where something is missing that others would not see either', async () => {
    const { claim, lookedAt } = claims();
    await claim(a, 1, [tools]);
    await lookedAt(tools, 'its archive is damaged');

    for (const day of [2, 3, 4]) {
      await claim(a, day, [tools]);
      expect(await claim(b, day, [tools])).toEqual([]);
    }
  });

  it('are of each scanner by itself: one may be kept out of an account that another enters', async () => {
    const { facts, findings, claim } = claims();
    await claim(b, 1, [tools]);

    const other = { facts, findings, scanner: 'usage', account: a, sweep: night(2) };
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
  const findings = inMemoryFindings();

  return {
    facts,
    findings,
    /** @param reason what its look lacked of it. */
    async lookedAt(layer: string, reason?: string) {
      const { coverage } = await findings.read('code', layer);
      const gaps = reason === undefined ? [] : [{ fact: 'secretsInCode', reason }];
      const observedAt = night(1);
      await findings.write(
        [],
        { scanner: 'code', target: layer, observedAt, gaps },
        coverage,
        false,
      );
    },
    claim: (account: string, day: number, layers: readonly string[]) =>
      claimedLayers({ facts, findings, scanner: 'code', account, sweep: night(day) }, layers),
  };
}
