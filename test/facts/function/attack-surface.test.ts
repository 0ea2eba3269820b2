import { describe, expect, it, vi } from 'vitest';
import { dynamoTargetState } from '../../../functions/adapters/tables/dynamo-findings.ts';
import { perTarget, perTargetKnown } from '../../../functions/app/collectors.ts';
import type { TargetStateReader } from '../../../functions/app/ports.ts';
import { type Known, unknown } from '../../../functions/core/known.ts';
import type { FunctionTarget } from '../../../functions/core/target.ts';
import type { Activity } from '../../../functions/domain/activity.ts';
import type { EntryPoint } from '../../../functions/domain/exposure/entry-point.ts';
import type { Trigger } from '../../../functions/domain/exposure/trigger.ts';
import { attackSurfaces } from '../../../functions/facts/function/attack-surface.ts';
import { factWords } from '../../../functions/facts/index.ts';
import { factSources } from '../../builders/fact-sources.ts';
import { clean, openFinding, stateWith } from '../../builders/target-states.ts';
import { fakeDynamo } from '../../fakes/fake-dynamo.ts';
import { accessDenied, functionNamed, layerNamed } from '../../fakes/targets.ts';

const orders = functionNamed('orders');
const idle = { days: 90, since: '2026-03-17T00:00:00.000Z', invocations: 0, parked: false };
const used = { ...idle, invocations: 1 };
const anyone: EntryPoint = { kind: 'anyone', statement: 'function/All' };
const closed: EntryPoint = { kind: 'url', url: 'https://x', authType: 'AWS_IAM', isOpen: false };
const ownTopic: EntryPoint = { kind: 'service', service: 'sns.amazonaws.com', isForAnyone: false };

const read = async (
  targetState: TargetStateReader,
  given: {
    readonly activity?: Known<Activity>;
    readonly waysIn?: Known<readonly EntryPoint[]>;
    readonly openTriggers?: readonly Trigger[];
  } = {},
  targets = [orders],
) => {
  const activity = given.activity ?? { known: true, value: idle };
  const waysIn = given.waysIn ?? { known: true, value: [anyone] };
  const collector = attackSurfaces(
    {
      activity: perTargetKnown<FunctionTarget, Activity>(async () => activity),
      waysIn: perTargetKnown<FunctionTarget, readonly EntryPoint[]>(async () => waysIn),
      openTriggers: perTarget<FunctionTarget, readonly Trigger[]>(() => given.openTriggers ?? []),
    },
    targetState,
    () => new Date('2026-06-15T12:00:00Z'),
    factWords,
  );

  return [...(await collector(targets)).values()];
};

describe('attackSurfaces', () => {
  it.each<[string, Activity, readonly EntryPoint[]]>([
    ['no one reaches', idle, []],
    ['only its own account reaches', idle, [ownTopic]],
    ['is used, and that no stranger reaches', used, [closed]],
  ])('asks nothing about a function that %s', async (_, activity, ways) => {
    const targetState = vi.fn<TargetStateReader>();
    const given = {
      activity: { known: true, value: activity },
      waysIn: { known: true, value: ways },
    } as const;

    expect(await read(targetState, given)).toEqual([{ known: true, value: undefined }]);
    expect(targetState).not.toHaveBeenCalled();
  });

  it.each<[string, Activity, EntryPoint]>([
    ['is used, and that strangers reach', used, anyone],
    ['is idle, and has an address', idle, closed],
  ])('joins what is held against one that %s, and its role', async (_, activity, way) => {
    const targetState: TargetStateReader = async (target) =>
      target === orders.roleArn ? stateWith(openFinding('permissions/admin-role')) : clean;
    const given = {
      activity: { known: true, value: activity },
      waysIn: { known: true, value: [way] },
    } as const;

    expect(await read(targetState, given)).toMatchObject([
      {
        known: true,
        value: {
          vulnerable: { links: [], unseen: [] },
          privileged: { links: [{ points: 30 }] },
        },
      },
    ]);
  });

  it('joins what is held against one of whose triggers anyone may write to one', async () => {
    const given = {
      waysIn: { known: true, value: [] },
      openTriggers: [{ source: 'arn:aws:s3:::uploads' }],
    } as const;

    expect(await read(async () => clean, given)).toMatchObject([{ value: { exposures: [] } }]);
  });

  it('joins what is held against its layers, and asks once about what functions share', async () => {
    const layer = layerNamed('common:3').arn;
    const weak = openFinding('dependencies/vulnerable-package');
    const targetState = vi.fn<TargetStateReader>(async (target) =>
      target === layer ? stateWith(weak) : clean,
    );
    const sharers = ['a', 'b'].map((name) =>
      functionNamed(name, { layers: [layer], roleArn: orders.roleArn }),
    );

    const surfaces = await read(targetState, {}, sharers);

    const vulnerable = { links: [{ finding: weak }] };
    expect(surfaces).toMatchObject([{ value: { vulnerable } }, { value: { vulnerable } }]);
    expect(targetState.mock.calls.map(([target]) => target).sort()).toEqual(
      [...sharers.map(({ arn }) => arn), layer, orders.roleArn].sort(),
    );
  });

  it('takes no look for news that is older than a night and a half', async () => {
    const targetState = vi.fn<TargetStateReader>(async () => clean);

    await read(targetState);

    expect(targetState).toHaveBeenCalledWith(orders.arn, '2026-06-14T00:00:00.000Z');
  });

  it('is incomplete while another scanner has not seen all', async () => {
    expect(await read(async () => ({ open: [], gaps: {} }), {})).toMatchObject([
      {
        known: true,
        incomplete: expect.stringContaining('vulnerable? the dependencies scanner has not seen it'),
      },
    ]);
  });

  it('is whole for one in use where no path can come of what is unknown', async () => {
    const unread = { ...clean.gaps, code: [{ fact: 'weaknesses', reason: 'denied' }] };
    const blind: TargetStateReader = async (target) =>
      target === orders.roleArn ? clean : { ...clean, gaps: unread };
    const living = { activity: { known: true, value: used } } as const;

    expect((await read(blind, living))[0]).not.toHaveProperty('incomplete');
    expect((await read(blind))[0]).toHaveProperty('incomplete');
  });

  it('is unknown while it is not known who reaches the function', async () => {
    const denied = unknown('denied');

    expect(await read(async () => clean, { waysIn: denied })).toEqual([denied]);
  });

  it('is unknown while the findings cannot be read', async () => {
    expect(await read(() => Promise.reject(accessDenied()))).toEqual([
      { known: false, reason: 'AccessDeniedException: not authorised' },
    ]);
  });

  it('reads exactly what the fact declares of the findings', async () => {
    const dynamo = fakeDynamo();

    await read(dynamoTargetState(dynamo.client, 'findings'), {});

    const { attackSurface } = factSources.function;
    const ofFindings = attackSurface.filter(({ on }) => on === 'findings table');
    expect(dynamo.called()).toEqual(ofFindings.map(({ action, on }) => `${action} ${on}`));
  });
});
