import { describe, expect, it } from 'vitest';
import { inMemoryFacts } from '../../../functions/adapters/tables/in-memory.ts';
import type { Gap } from '../../../functions/core/gap.ts';
import type { FunctionTarget } from '../../../functions/core/target.ts';
import type { LogGroup } from '../../../functions/domain/log-group.ts';
import {
  orphanLogGroupSurvey,
  surveyedOrphanLogGroups,
} from '../../../functions/facts/account/orphan-log-groups.ts';
import { logGroupSurvey } from '../../../functions/facts/log-groups.ts';
import { account, functionNamed, metBySweep } from '../../fakes/targets.ts';

const orders = functionNamed('orders');
const away = functionNamed('headers', { region: 'us-east-1' });

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

async function orphans(
  facts: ReturnType<typeof inMemoryFacts>,
  functions: readonly FunctionTarget[],
  complete = ['eu-west-1', 'us-east-1'],
  unlisted: readonly Gap[] = [],
) {
  await orphanLogGroupSurvey(facts).survey(metBySweep(functions, complete), unlisted);

  return stored(facts);
}

async function stored(facts: ReturnType<typeof inMemoryFacts>) {
  return (await surveyedOrphanLogGroups(facts)([account])).get(account.arn);
}
