import { describe, expect, it, vi } from 'vitest';
import { inMemoryFacts } from '../../../functions/adapters/tables/in-memory.ts';
import type { Gap } from '../../../functions/core/gap.ts';
import type { FunctionTarget } from '../../../functions/core/target.ts';
import type { LogGroup } from '../../../functions/domain/log-group.ts';
import type { Accepted } from '../../../functions/facts/accepted-targets.ts';
import {
  type EverlastingLogsProps,
  everlastingLogSurvey,
  surveyedEverlastingLogs,
} from '../../../functions/facts/account/everlasting-logs.ts';
import { logGroupSurvey } from '../../../functions/facts/log-groups.ts';
import { sampleFinding } from '../../cli/samples.ts';
import { accessDenied, account, functionNamed, metBySweep } from '../../fakes/targets.ts';

const orders = functionNamed('orders');
const mails = functionNamed('mails');
const away = functionNamed('headers', { region: 'us-east-1' });

describe('the survey of logs that never expire', () => {
  it('sums up the groups of a region that functions log to', async () => {
    const found = await survey([orders, mails, away], {
      'eu-west-1': [group('/aws/lambda/orders', 5), group('/aws/lambda/mails', 7)],
      'us-east-1': [group('/aws/lambda/headers', 1)],
    });

    expect(found).toEqual({
      known: true,
      value: [
        {
          region: 'eu-west-1',
          count: 2,
          storedBytes: 12,
          accepted: 0,
          biggest: [group('/aws/lambda/mails', 7), group('/aws/lambda/orders', 5)],
        },
        expect.objectContaining({ region: 'us-east-1', count: 1 }),
      ],
      incomplete: undefined,
    });
  });

  it.each([
    ['a group that expires', { ...group('/aws/lambda/orders', 5), retentionDays: 3_653 }],
    ['one of the Delivery class', { ...group('/aws/lambda/orders', 5), logClass: 'DELIVERY' }],
    ['one of a function that is gone', group('/aws/lambda/gone', 5)],
    ['one of no function', group('/aws/lambda/shop/all', 5)],
  ])('leaves out %s', async (_, one) => {
    expect(await survey([orders], { 'eu-west-1': [one] })).toMatchObject({ value: [] });
  });

  it('counts a group to which functions of other names log', async () => {
    const sharing = functionNamed('orders', { logGroup: '/aws/lambda/all' });

    expect(await survey([sharing], { 'eu-west-1': [group('/aws/lambda/all', 5)] })).toMatchObject({
      value: [{ count: 1 }],
    });
  });

  it('asks by name for groups that Lambda does not name, each once', async () => {
    const named = vi.fn(async () => [group('/shop/all', 9)]);
    const sharing = ['a', 'b'].map((name) => functionNamed(name, { logGroup: '/shop/all' }));

    expect(await survey(sharing, { 'eu-west-1': [] }, { groups: { named } })).toMatchObject({
      value: [{ count: 1, storedBytes: 9 }],
    });
    expect(named.mock.calls).toEqual([[['/shop/all'], 'eu-west-1']]);
  });

  it('leaves out a group whose own finding, of an earlier version, is suppressed, and counts it', async () => {
    const groups = { 'eu-west-1': [group('/aws/lambda/orders', 5)] };
    const accepted = async () => [sampleFinding({ target: orders.arn, mark: undefined })];

    const found = await survey(
      [orders, functionNamed('mails', { logGroup: '/shop/all' })],
      groups,
      {
        accepted,
        groups: { named: async () => [group('/shop/all', 9)] },
      },
    );

    expect(found).toMatchObject({
      value: [{ count: 1, accepted: 1, biggest: [{ name: '/shop/all' }] }],
    });
  });

  it('takes the group that such a finding names', async () => {
    const accepted = async () => [
      sampleFinding({ target: orders.arn, mark: { things: [['/shop/all']] } }),
    ];

    const found = await survey(
      [functionNamed('orders', { logGroup: '/shop/all' })],
      { 'eu-west-1': [] },
      { accepted, groups: { named: async () => [group('/shop/all', 9)] } },
    );

    expect(found).toMatchObject({ value: [] });
  });

  it('leaves out the group that a function logs to which a rule accepts', async () => {
    const found = await survey([functionNamed('orders', { logGroup: '/shop/all' })], nothing, {
      accepted: async () => [{ target: orders.arn }],
      groups: { named: async () => [group('/shop/all', 9)] },
    });

    expect(found).toMatchObject({ value: [] });
  });

  it.each([
    ['a rule', { target: orders.arn }],
    ['a suppression', sampleFinding({ target: orders.arn, mark: { things: [['/shop/all']] } })],
  ])('keeps a group that others log to as well, whom %s does not accept', async (_, one) => {
    const sharing = ['orders', 'mails'].map((name) =>
      functionNamed(name, { logGroup: '/shop/all' }),
    );
    const groups = { named: async () => [group('/shop/all', 9)] };
    const accepting = (accepted: readonly Accepted[]) =>
      survey(sharing, nothing, { accepted: async () => accepted, groups });

    expect(await accepting([one])).toMatchObject({ value: [{ count: 1, accepted: 0 }] });
    expect(await accepting([one, { target: mails.arn }])).toMatchObject({ value: [] });
  });

  it('keeps the group of the name of an accepted function, where another logs to it', async () => {
    const logging = functionNamed('mails', { logGroup: '/aws/lambda/orders' });
    const logsElsewhere = functionNamed('orders', { logGroup: '/shop/all' });

    const found = await survey(
      [logging, logsElsewhere],
      { 'eu-west-1': [group('/aws/lambda/orders', 5)] },
      {
        accepted: async () => [{ target: orders.arn }],
        groups: { named: async () => [group('/shop/all', 9)] },
      },
    );

    expect(found).toMatchObject({ value: [{ biggest: [{ name: '/aws/lambda/orders' }] }] });
  });

  it('leaves out the old group of an accepted function that logs elsewhere by now', async () => {
    const found = await survey(
      [functionNamed('orders', { logGroup: '/shop/all' })],
      { 'eu-west-1': [group('/aws/lambda/orders', 5)] },
      {
        accepted: async () => [{ target: orders.arn }],
        groups: { named: async () => [group('/shop/all', 9)] },
      },
    );

    expect(found).toMatchObject({ value: [] });
  });

  it('says what it could not list or read, and finds the rest', async () => {
    const unlisted = [{ fact: 'functions of us-west-2', reason: 'denied' }];

    const found = await survey(
      [orders, away],
      { 'eu-west-1': [group('/aws/lambda/orders', 5)] },
      { unlisted },
    );

    expect(found).toMatchObject({
      value: [{ region: 'eu-west-1' }],
      incomplete: expect.stringMatching(
        /^not listed: functions of us-west-2; log groups of us-east-1: /,
      ),
    });
  });

  it('does not know of a region where it may not ask by name', async () => {
    const named = () => Promise.reject(accessDenied());
    const sharing = functionNamed('a', { logGroup: '/shop/all' });

    expect(await survey([sharing], { 'eu-west-1': [] }, { groups: { named } })).toMatchObject({
      value: [],
      incomplete: expect.stringContaining('AccessDenied'),
    });
  });

  it('is unknown where what is suppressed cannot be read, or nothing was written down', async () => {
    const accepted = () => Promise.reject(accessDenied());

    expect(await survey([orders], { 'eu-west-1': [] }, { accepted })).toMatchObject({
      known: false,
    });
    expect(await stored(inMemoryFacts())).toMatchObject({ known: false });
  });
});

const nothing = { 'eu-west-1': [] };

function group(name: string, storedBytes: number): LogGroup {
  return { name, storedBytes, logClass: 'STANDARD' };
}

interface Surveyed extends Omit<EverlastingLogsProps, 'facts'> {
  readonly unlisted: readonly Gap[];
}

async function survey(
  functions: readonly FunctionTarget[],
  byRegion: Readonly<Record<string, readonly LogGroup[]>>,
  {
    groups = { named: async () => [] },
    accepted = async () => [],
    unlisted = [],
  }: Partial<Surveyed> = {},
) {
  const facts = inMemoryFacts();
  const ofLambda = async (region: string) => byRegion[region] ?? [];
  await logGroupSurvey({ ofLambda }, facts).survey(Object.keys(byRegion), []);
  await everlastingLogSurvey({ groups, facts, accepted }).survey(metBySweep(functions), unlisted);

  return stored(facts);
}

async function stored(facts: ReturnType<typeof inMemoryFacts>) {
  return (await surveyedEverlastingLogs(facts)([account])).get(account.arn);
}
