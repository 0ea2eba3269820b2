import { describe, expect, it } from 'vitest';
import type { RouteReader } from '../../../functions/app/account-readers.ts';
import type { ApiRoute } from '../../../functions/domain/exposure/api-route.ts';
import {
  routeSurvey,
  surveyedApis,
  surveyedDeliveries,
  surveyedRoutes,
} from '../../../functions/facts/function/api-routes.ts';
import { factSources } from '../../builders/fact-sources.ts';
import { recordedFacts } from '../../fakes/fact-store.ts';
import { functionNamed } from '../../fakes/targets.ts';

const orders = functionNamed('orders');
const mails = functionNamed('mails');
const abroad = {
  ...orders,
  region: 'us-east-1',
  arn: orders.arn.replace('eu-west-1', 'us-east-1'),
};
const route = (key: string): ApiRoute => ({
  kind: 'HTTP',
  apiId: 'a1',
  apiName: 'shop',
  region: 'eu-west-1',
  key,
  authorization: 'NONE',
  apiKeyRequired: false,
  isPrivate: false,
  isBarred: false,
  addresses: ['https://x'],
});

describe('the survey of routes', () => {
  it('brings to each function what leads to it, from other regions too', async () => {
    const answers = await surveyed(async (region) => ({
      apis: [],
      routes:
        region === 'eu-west-1'
          ? [
              { leadsTo: orders.arn, route: route('GET /a') },
              { leadsTo: orders.arn, route: route('GET /b') },
              { leadsTo: abroad.arn, route: route('GET /c') },
            ]
          : [],
      deliveries: [],
      unseen: [],
    }));

    expect(answers).toEqual([
      { known: true, value: [route('GET /a'), route('GET /b')] },
      { known: true, value: [] },
      { known: true, value: [route('GET /c')] },
    ]);
  });

  it('is unknown where the APIs cannot be listed, and only there', async () => {
    const answers = await surveyed(async (region) => {
      if (region === 'eu-west-1') throw new Error('not authorised');
      return {
        apis: [],
        routes: [{ leadsTo: abroad.arn, route: route('GET /c') }],
        deliveries: [],
        unseen: [],
      };
    });

    const unknown = { known: false, reason: 'not authorised' };
    expect(answers).toEqual([unknown, unknown, { known: true, value: [route('GET /c')] }]);
  });

  it('is incomplete where an API cannot be read, and names the first of many', async () => {
    const unseen = Array.from({ length: 7 }, (_, index) => `API ${index}`);

    const [first] = await surveyed(async () => ({ apis: [], routes: [], deliveries: [], unseen }));

    expect(first).toEqual({
      known: true,
      value: [],
      incomplete: 'not covered: API 0; API 1; API 2; API 3; API 4; and 2 more',
    });
  });

  it('is unknown where nothing was written down, or what was is damaged', async () => {
    const facts = recordedFacts();
    const collect = surveyedRoutes(facts);
    const reason = async () => (await collect([orders])).get(orders.arn);

    expect(await reason()).toMatchObject({ known: false });
    await facts.write('api-routes', new Map([[orders.region, { known: true, value: [1] }]]));
    expect(await reason()).toMatchObject({ reason: expect.stringContaining('damaged') });
  });

  it('brings what routes hand requests on to, to the region of it, and of the API where it has none', async () => {
    const facts = recordedFacts();
    const queue = 'arn:aws:sqs:us-east-1:111122223333:orders';
    const bucket = 'arn:aws:s3:::orders';
    const read: RouteReader = async (region) => ({
      apis: [],
      routes: [],
      deliveries:
        region === 'eu-west-1'
          ? [
              { to: queue, route: route('POST /a') },
              { to: bucket, route: route('POST /b') },
            ]
          : [],
      unseen: [],
    });
    const deliveries = surveyedDeliveries(facts);

    await routeSurvey(read, facts).survey(['eu-west-1', 'us-east-1'], []);

    const known = true;
    expect(await deliveries('eu-west-1')).toEqual({
      known,
      value: [{ to: bucket, route: route('POST /b') }],
    });
    expect(await deliveries('us-east-1')).toEqual({
      known,
      value: [{ to: queue, route: route('POST /a') }],
    });
    expect(await deliveries('ap-south-1')).toMatchObject({ known: false });
  });

  it('reads what was stored before routes were followed on', async () => {
    const facts = recordedFacts();
    const value = { apis: [], byFunction: {} };
    await facts.write('api-routes', new Map([[orders.region, { known: true, value }]]));

    expect(await surveyedDeliveries(facts)(orders.region)).toEqual({ known: true, value: [] });
  });

  it('remembers which APIs there are, as far as they could be listed', async () => {
    const facts = recordedFacts();
    const read: RouteReader = async (region) => {
      if (region === 'us-east-1') throw new Error('not authorised');
      return { apis: ['a1', 'a2'], routes: [], deliveries: [], unseen: [] };
    };
    const apis = surveyedApis(facts);

    await routeSurvey(read, facts).survey(['eu-west-1', 'us-east-1'], []);

    expect(await apis('eu-west-1')).toEqual(new Set(['a1', 'a2']));
    await expect(apis('us-east-1')).rejects.toThrow('not authorised');
    await expect(apis('ap-south-1')).rejects.toThrow('wrote down nothing');
  });

  it('calls of the table exactly what the fact declares', async () => {
    const facts = recordedFacts();

    await routeSurvey(
      async () => ({ apis: [], routes: [], deliveries: [], unseen: [] }),
      facts,
    ).survey(['eu-west-1'], []);
    await surveyedRoutes(facts)([orders]);

    expect(facts.called()).toEqual(
      factSources.function.apiRoutes
        .filter(({ on }) => on === 'facts table')
        .map(({ action }) => action),
    );
  });
});

async function surveyed(read: RouteReader) {
  const facts = recordedFacts();
  await routeSurvey(read, facts).survey(['eu-west-1', 'us-east-1'], []);
  const answers = await surveyedRoutes(facts)([orders, mails, abroad]);

  return [orders, mails, abroad].map(({ arn }) => answers.get(arn));
}
