import { describe, expect, it, vi } from 'vitest';
import { inMemoryFacts } from '../../functions/adapters/tables/in-memory.ts';
import type { LogGroup } from '../../functions/domain/log-group.ts';
import { logGroupSurvey, surveyedLogGroups } from '../../functions/facts/log-groups.ts';
import { accessDenied } from '../fakes/targets.ts';

const region = 'eu-west-1';
const orders: LogGroup = { name: '/aws/lambda/orders', storedBytes: 1_024, logClass: 'STANDARD' };

describe('logGroupSurvey', () => {
  it('writes down the groups of each region', async () => {
    const facts = await surveyed();

    expect(await stored(facts)).toEqual({ known: true, value: [orders] });
  });

  it('writes down as unknown what cannot be read, in place of an earlier night', async () => {
    const facts = await surveyed();
    const denied = async () => {
      throw accessDenied();
    };

    await logGroupSurvey({ ofLambda: denied }, facts).survey([region], []);

    expect(await stored(facts)).toMatchObject({
      reason: expect.stringContaining('AccessDenied'),
    });
  });

  it('writes down as unknown what does not fit the table', async () => {
    const facts = inMemoryFacts();
    const write = vi.spyOn(facts, 'write').mockRejectedValueOnce(new Error('too many bytes'));

    await logGroupSurvey({ ofLambda: async () => [] }, facts).survey([region], []);

    expect(write).toHaveBeenCalledTimes(2);
    expect(await stored(facts)).toMatchObject({
      reason: expect.stringContaining('too many bytes'),
    });
  });
});

async function surveyed() {
  const facts = inMemoryFacts();
  await logGroupSurvey({ ofLambda: async () => [orders] }, facts).survey([region], []);

  return facts;
}

async function stored(facts: ReturnType<typeof inMemoryFacts>) {
  return (await surveyedLogGroups([region], facts)).get(region);
}
