import { beforeEach, describe, expect, it } from 'vitest';
import { inMemoryFacts } from '../../functions/adapters/tables/in-memory.ts';
import type { FactStore } from '../../functions/app/ports.ts';
import type { Gap } from '../../functions/core/gap.ts';
import type { FunctionTarget } from '../../functions/core/target.ts';
import { abandonedPackages } from '../../functions/facts/account/abandoned-packages.ts';
import { builds } from '../../functions/facts/account/builds.ts';
import { outdatedPackages } from '../../functions/facts/account/outdated-packages.ts';
import { carrierSurvey } from '../../functions/facts/account-aging.ts';
import { sampleFinding } from '../cli/samples.ts';
import { account, functionNamed, layerNamed, metBySweep } from '../fakes/targets.ts';

const tools = layerNamed('tools:3').arn;
const orders = functionNamed('orders', { layers: [tools] });
const mails = functionNamed('mails');
const request = { ecosystem: 'npm', name: 'request', version: '1.0.0', latest: '2.0.0' };
const nothing = async () => [];

let facts: FactStore;
beforeEach(() => {
  facts = inMemoryFacts();
});

describe('what an account carries', () => {
  it('is one package of all functions and layers that have it', async () => {
    await swept([orders, mails], {
      [orders.arn]: { aging: [{ ...request, majors: 1 }] },
      [mails.arn]: { aging: [{ ...request, majors: 1 }] },
      [tools]: { aging: [{ ...request, version: '1.5.0', deprecated: '' }] },
    });

    expect(await outdated()).toEqual({
      known: true,
      value: [{ ...request, majors: 1, in: [mails.arn, orders.arn] }],
      incomplete: undefined,
      understated: undefined,
    });
    expect(await abandoned()).toMatchObject({ value: [{ version: '1.5.0', in: [tools] }] });
  });

  it('is the age of each function, and of no layer', async () => {
    const build = { since: '2024-01-01', packages: 2 };
    await swept([orders], { [orders.arn]: { build }, [tools]: { aging: [] } });

    expect(await ages()).toMatchObject({ known: true, value: [{ arn: orders.arn, ...build }] });
    expect((await ages()) ?? {}).toHaveProperty('understated', undefined);
  });

  it('is nothing of a function that is gone', async () => {
    await swept([mails], {
      [orders.arn]: { aging: [{ ...request, majors: 1 }] },
      [mails.arn]: { aging: [] },
    });

    expect(await outdated()).toMatchObject({ value: [] });
  });

  it('leaves out a function whose own finding of that check is suppressed', async () => {
    await swept([mails], { [mails.arn]: { aging: [{ ...request, majors: 1, deprecated: '' }] } });
    const accepted = async (check: string) =>
      check === 'dependencies/outdated-package' ? [sampleFinding({ target: mails.arn })] : [];

    expect(await outdated(accepted)).toMatchObject({ value: [] });
    expect(await abandoned(accepted)).toMatchObject({ value: [{ name: 'request' }] });
  });

  it('says which were never looked at, without holding up the others', async () => {
    const many = ['a', 'b', 'c', 'd'].map((name) => functionNamed(name));
    await swept([...many, mails], { [mails.arn]: { aging: [] } });

    expect(await outdated()).toMatchObject({
      incomplete: undefined,
      understated:
        'not counted, for their packages, or the releases of these, are not known: a, b, c and 1 more',
    });
  });

  it('is incomplete where functions were not listed', async () => {
    await swept([], {}, [{ fact: 'functions of us-east-1', reason: 'denied' }]);

    expect(await outdated()).toMatchObject({ incomplete: 'not listed: functions of us-east-1' });
  });

  it('is unknown where the sweep wrote nothing down', async () => {
    expect(await outdated()).toMatchObject({ known: false });
  });
});

async function swept(
  functions: readonly FunctionTarget[],
  notes: Readonly<Record<string, object>>,
  unlisted: readonly Gap[] = [],
): Promise<void> {
  const writtenAt = '2026-11-24T02:00:00.000Z';
  await carrierSurvey(facts).survey(metBySweep(functions), unlisted);
  await facts.write(
    'aging',
    new Map(Object.entries(notes).map(([arn, note]) => [arn, { ...note, writtenAt }])),
  );
}

type Accepted = Parameters<typeof builds>[0]['accepted'];

async function outdated(accepted: Accepted = nothing) {
  return (await outdatedPackages({ facts, accepted })([account])).get(account.arn);
}

async function abandoned(accepted: Accepted = nothing) {
  return (await abandonedPackages({ facts, accepted })([account])).get(account.arn);
}

async function ages() {
  return (await builds({ facts, accepted: nothing })([account])).get(account.arn);
}
