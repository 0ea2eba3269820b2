import { describe, expect, it } from 'vitest';
import type { AppsyncReader } from '../../../functions/app/account-readers.ts';
import { unknown } from '../../../functions/core/known.ts';
import {
  appsyncSurvey,
  surveyedAppsyncApis,
} from '../../../functions/facts/function/appsync-apis.ts';
import { appsyncApiOf } from '../../builders/appsync-api-of.ts';
import { factSources } from '../../builders/fact-sources.ts';
import { recordedFacts } from '../../fakes/fact-store.ts';
import { functionNamed } from '../../fakes/targets.ts';

const orders = functionNamed('orders');
const api = appsyncApiOf();
const toOrders: AppsyncReader = async () => ({
  apis: [{ leadsTo: orders.arn, api }],
  unseen: [],
});
const failing: AppsyncReader = async () => {
  throw new Error('denied');
};

describe('the AppSync APIs that lead to a function', () => {
  it('are those of the survey', async () => {
    expect(await surveyed(toOrders)).toEqual({ known: true, value: [api] });
  });

  it('are none of a function that none of them names', async () => {
    const other = functionNamed('other');
    const read: AppsyncReader = async () => ({
      apis: [{ leadsTo: other.arn, api }],
      unseen: [],
    });

    expect(await surveyed(read)).toEqual({ known: true, value: [] });
  });

  it('are those of other regions, too', async () => {
    const read: AppsyncReader = async (region) =>
      region === 'eu-west-1' ? { apis: [], unseen: [] } : toOrders(region);

    expect(await surveyed(read, ['eu-west-1', 'us-east-1'])).toEqual({
      known: true,
      value: [api],
    });
  });

  it('are unknown where they cannot be listed', async () => {
    expect(await surveyed(failing)).toEqual(unknown('denied'));
  });

  it('are incomplete where one cannot be read, and name the first of many', async () => {
    const unseen = Array.from({ length: 7 }, (_, index) => `API ${index}`);

    expect(await surveyed(async () => ({ apis: [], unseen }))).toEqual({
      known: true,
      value: [],
      incomplete: 'not covered: API 0; API 1; API 2; API 3; API 4; and 2 more',
    });
  });

  it('are unknown where nothing was written down, or what was is damaged', async () => {
    const facts = recordedFacts();
    const reason = async () => (await surveyedAppsyncApis(facts)([orders])).get(orders.arn);

    expect(await reason()).toMatchObject({ known: false });
    await facts.write('appsync-apis', new Map([[orders.region, { known: true, value: [1] }]]));
    expect(await reason()).toMatchObject({ reason: expect.stringContaining('damaged') });
  });

  it('calls of the table what the fact declares', async () => {
    const facts = recordedFacts();
    await appsyncSurvey(toOrders, facts).survey(['eu-west-1'], []);
    await surveyedAppsyncApis(facts)([orders]);

    const declared = factSources.function.appsyncApis.map(({ action }) => action);
    expect(declared).toEqual(expect.arrayContaining([...facts.called()]));
    expect(facts.called()).toHaveLength(2);
  });
});

async function surveyed(read: AppsyncReader, regions: readonly string[] = ['eu-west-1']) {
  const facts = recordedFacts();
  await appsyncSurvey(read, facts).survey(regions, []);

  return (await surveyedAppsyncApis(facts)([orders])).get(orders.arn);
}
