import { describe, expect, it, vi } from 'vitest';
import { inMemoryFacts } from '../../../functions/adapters/tables/in-memory.ts';
import type { Gap } from '../../../functions/core/gap.ts';
import type { FunctionTarget } from '../../../functions/core/target.ts';
import type { LogGroup } from '../../../functions/domain/log-group.ts';
import {
  orphanLogGroupSurvey,
  surveyedOrphanLogGroups,
} from '../../../functions/facts/account/orphan-log-groups.ts';
import { functionLogGroups, logGroupSurvey } from '../../../functions/facts/function/log-group.ts';
import { accessDenied, account, functionNamed } from '../../fakes/targets.ts';

const orders = functionNamed('orders');
const away = functionNamed('headers', { region: 'us-east-1' });

describe('functionLogGroups', () => {
  it('says where each function logs, by the survey', async () => {
    const facts = await surveyed({ 'eu-west-1': [group('/aws/lambda/orders')] });

    const answers = await collector(facts)([orders, functionNamed('never-invoked')]);

    expect([...answers.values()]).toEqual([
      { known: true, value: group('/aws/lambda/orders') },
      { known: true, value: undefined },
    ]);
  });

  it('asks by name for those that Lambda does not name, each once', async () => {
    const facts = await surveyed({ 'eu-west-1': [] });
    const named = vi.fn(async () => [group('/shop/all')]);
    const [a, b] = ['a', 'b'].map((name) => functionNamed(name, { logGroup: '/shop/all' }));
    const missing = functionNamed('c', { logGroup: '/shop/none' });

    const answers = await collector(
      facts,
      named,
    )([a, b, missing].filter((one) => one !== undefined));

    expect([...answers.values()]).toEqual([
      { known: true, value: group('/shop/all') },
      { known: true, value: group('/shop/all') },
      { known: true, value: undefined },
    ]);
    expect(named.mock.calls).toEqual([[['/shop/all', '/shop/none'], 'eu-west-1']]);
  });

  it('does not know where a region could not be read, and knows the others', async () => {
    const facts = await surveyed({ 'us-east-1': [group('/aws/lambda/headers')] });

    const answers = await collector(facts)([orders, away]);

    expect(answers.get(orders.arn)).toMatchObject({ known: false });
    expect(answers.get(away.arn)).toMatchObject({ known: true });
  });

  it('does not know where it may not ask by name, and knows the others', async () => {
    const facts = await surveyed({ 'eu-west-1': [] });
    const named = async () => {
      throw accessDenied();
    };

    const answers = await collector(
      facts,
      named,
    )([orders, functionNamed('a', { logGroup: '/shop/all' })]);

    expect([...answers.values()].map(({ known }) => known)).toEqual([true, false]);
  });

  it('is unknown when nothing was written down, or what was is damaged', async () => {
    const facts = inMemoryFacts();
    expect(await collector(facts)([orders])).toEqual(
      new Map([[orders.arn, expect.objectContaining({ known: false })]]),
    );

    await facts.write('log-groups', new Map([['eu-west-1', { known: true, value: 1 }]]));
    expect((await collector(facts)([orders])).get(orders.arn)).toMatchObject({
      reason: expect.stringContaining('damaged'),
    });
  });
});

describe('logGroupSurvey', () => {
  it('writes down as unknown what cannot be read, in place of an earlier night', async () => {
    const facts = await surveyed({ 'eu-west-1': [group('/aws/lambda/orders')] });
    const denied = async () => {
      throw accessDenied();
    };

    await logGroupSurvey({ ofLambda: denied }, facts).survey(['eu-west-1'], []);

    expect((await collector(facts)([orders])).get(orders.arn)).toMatchObject({
      reason: expect.stringContaining('AccessDenied'),
    });
  });

  it('writes down as unknown what does not fit the table', async () => {
    const facts = inMemoryFacts();
    const write = vi.spyOn(facts, 'write').mockRejectedValueOnce(new Error('too many bytes'));

    await logGroupSurvey({ ofLambda: async () => [] }, facts).survey(['eu-west-1'], []);

    expect(write).toHaveBeenCalledTimes(2);
    expect((await collector(facts)([orders])).get(orders.arn)).toMatchObject({
      reason: expect.stringContaining('too many bytes'),
    });
  });
});

describe('orphanLogGroupSurvey', () => {
  it('finds the groups of functions that are gone, region by region', async () => {
    const facts = await surveyed({
      'eu-west-1': [group('/aws/lambda/orders'), group('/aws/lambda/gone')],
      'us-east-1': [group('/aws/lambda/us-east-1.headers'), group('/aws/lambda/headers')],
    });

    expect(await orphans(facts, [orders, away])).toMatchObject({
      known: true,
      value: [{ region: 'eu-west-1', count: 1, biggest: [{ name: '/aws/lambda/gone' }] }],
    });
  });

  it('spares a group to which a function of another name logs', async () => {
    const facts = await surveyed({ 'eu-west-1': [group('/aws/lambda/all')], 'us-east-1': [] });
    const sharing = functionNamed('orders', { logGroup: '/aws/lambda/all' });

    expect(await orphans(facts, [sharing])).toMatchObject({ known: true, value: [] });
  });

  it('says nothing of a region that was not listed, and that it does not', async () => {
    const facts = await surveyed({
      'eu-west-1': [group('/aws/lambda/gone')],
      'us-east-1': [group('/aws/lambda/gone')],
    });
    const gap = { fact: 'functions of us-east-1', reason: 'denied' };

    expect(await orphans(facts, [orders], ['eu-west-1'], [gap])).toMatchObject({
      value: [{ region: 'eu-west-1' }],
      incomplete: 'not listed: functions of us-east-1',
    });
  });

  it('says that it could not read the groups of a region', async () => {
    const facts = await surveyed({ 'eu-west-1': [] });

    expect(await orphans(facts, [orders])).toMatchObject({
      known: true,
      value: [],
      incomplete: expect.stringMatching(/^log groups of us-east-1: /),
    });
  });

  it('says one cause once, of however many regions', async () => {
    const facts = await surveyed({});

    expect(await orphans(facts, [orders])).toMatchObject({
      incomplete: expect.stringMatching(/^log groups of eu-west-1, us-east-1: [^;]*$/),
    });
  });

  it('is unknown when nothing was written down, or what was is damaged', async () => {
    const facts = inMemoryFacts();
    expect(await stored(facts)).toMatchObject({ known: false });

    await facts.write('orphan-log-groups', new Map([['account', { known: true, value: 1 }]]));
    expect(await stored(facts)).toMatchObject({ reason: expect.stringContaining('damaged') });
  });
});

function group(name: string): LogGroup {
  return { name, storedBytes: 1_024, logClass: 'STANDARD' };
}

async function surveyed(groups: Readonly<Record<string, readonly LogGroup[]>>) {
  const facts = inMemoryFacts();
  const ofLambda = async (region: string) => groups[region] ?? [];
  await logGroupSurvey({ ofLambda }, facts).survey(Object.keys(groups), []);

  return facts;
}

function collector(
  facts: ReturnType<typeof inMemoryFacts>,
  named: (
    names: readonly string[],
    region: string,
  ) => Promise<readonly LogGroup[]> = async () => [],
) {
  return functionLogGroups({ named }, facts);
}

async function orphans(
  facts: ReturnType<typeof inMemoryFacts>,
  functions: readonly FunctionTarget[],
  complete = ['eu-west-1', 'us-east-1'],
  unlisted: readonly Gap[] = [],
) {
  await orphanLogGroupSurvey(facts).survey(
    {
      functions: new Set(functions.map(({ arn }) => arn)),
      functionsOfRole: new Map(),
      functionsOfLayer: new Map(),
      logGroups: new Set(
        functions.flatMap(({ arn, logGroup }) =>
          logGroup ? [`arn:aws:logs:${arn.split(':')[3]}:111122223333:log-group:${logGroup}`] : [],
        ),
      ),
      complete: new Set(complete),
    },
    unlisted,
  );

  return stored(facts);
}

async function stored(facts: ReturnType<typeof inMemoryFacts>) {
  return (await surveyedOrphanLogGroups(facts)([account])).get(account.arn);
}
