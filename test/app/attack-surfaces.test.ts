import { describe, expect, it, vi } from 'vitest';
import { dynamoStanding } from '../../functions/adapters/dynamo-findings.ts';
import { attackSurfaces } from '../../functions/app/attack-surfaces.ts';
import { perTargetInPart } from '../../functions/app/collectors.ts';
import type { StandingReader } from '../../functions/app/ports.ts';
import type { Activity } from '../../functions/domain/activity.ts';
import { factSources, type Known } from '../../functions/domain/facts.ts';
import type { FunctionTarget } from '../../functions/domain/target.ts';
import { fakeDynamo } from '../fakes/fake-dynamo.ts';
import { accessDenied, functionNamed, layerNamed } from '../fakes/targets.ts';

const orders = functionNamed('orders');
const idle = { days: 90, since: '2026-03-17T00:00:00.000Z', invocations: 0, parked: false };
const seen = { open: [], gaps: { permissions: [], dependencies: [], code: [] } };

const read = async (activity: Known<Activity>, standing: StandingReader, target = orders) => {
  const collector = attackSurfaces(
    perTargetInPart<FunctionTarget, Activity>(async () => activity),
    standing,
    () => new Date('2026-06-15T12:00:00Z'),
  );

  return (await collector([target])).get(target.arn);
};

describe('attackSurfaces', () => {
  it.each([
    ['is in use', { ...idle, invocations: 1 }, orders],
    ['is young', idle, { ...orders, lastModified: '2026-06-01T00:00:00.000Z' }],
  ])('asks nothing about a function that %s', async (_, value, target) => {
    const standing = vi.fn<StandingReader>();

    expect(await read({ known: true, value }, standing, target)).toEqual({
      known: true,
      value: undefined,
    });
    expect(standing).not.toHaveBeenCalled();
  });

  it('joins what is held against an idle function and its role', async () => {
    const admin = { check: 'permissions/admin-role', subject: 'role', summary: 'an administrator' };
    const standing: StandingReader = async (target) =>
      target === orders.roleArn ? { ...seen, open: [{ ...admin, severity: 'critical' }] } : seen;

    expect(await read({ known: true, value: idle }, standing)).toMatchObject({
      known: true,
      value: {
        reachable: { state: 'absent' },
        privileged: { state: 'present', because: 'an administrator' },
      },
    });
  });

  it('joins what is held against its layers, and asks once about what functions share', async () => {
    const layer = layerNamed('common:3').arn;
    const weak = {
      check: 'dependencies/vulnerable-package',
      subject: 's',
      summary: 'a weak layer',
    };
    const standing = vi.fn<StandingReader>(async (target) =>
      target === layer ? { ...seen, open: [{ ...weak, severity: 'high' }] } : seen,
    );
    const sharers = ['a', 'b'].map((name) =>
      functionNamed(name, { layers: [layer], roleArn: orders.roleArn }),
    );
    const collector = attackSurfaces(
      perTargetInPart<FunctionTarget, Activity>(async () => ({ known: true, value: idle })),
      standing,
      () => new Date('2026-06-15T12:00:00Z'),
    );

    const surfaces = [...(await collector(sharers)).values()];

    const vulnerable = { state: 'present', because: 'a weak layer' };
    expect(surfaces).toMatchObject([{ value: { vulnerable } }, { value: { vulnerable } }]);
    expect(standing.mock.calls.map(([target]) => target).sort()).toEqual(
      [...sharers.map(({ arn }) => arn), layer, orders.roleArn].sort(),
    );
  });

  it('takes no look for news that is older than a night and a half', async () => {
    const standing = vi.fn<StandingReader>(async () => seen);

    await read({ known: true, value: idle }, standing);

    expect(standing).toHaveBeenCalledWith(orders.arn, '2026-06-14T00:00:00.000Z');
  });

  it('is incomplete while another scanner has not seen all', async () => {
    const standing: StandingReader = async () => ({ open: [], gaps: {} });

    expect(await read({ known: true, value: idle }, standing)).toMatchObject({
      known: true,
      incomplete: expect.stringContaining('vulnerable? the dependencies scanner has not seen it'),
    });
  });

  it('is unknown while it is not known whether the function is idle', async () => {
    const denied = { known: false, reason: 'denied' } as const;

    expect(await read(denied, async () => seen)).toEqual(denied);
  });

  it('is unknown while the findings cannot be read', async () => {
    expect(await read({ known: true, value: idle }, () => Promise.reject(accessDenied()))).toEqual({
      known: false,
      reason: 'AccessDeniedException: not authorised',
    });
  });

  it('reads exactly what the fact declares of the findings', async () => {
    const dynamo = fakeDynamo();

    await read({ known: true, value: idle }, dynamoStanding(dynamo.client, 'findings'));

    const { attackSurface, activity } = factSources.function;
    const own = attackSurface.filter((grant) => !activity.includes(grant));
    expect(dynamo.called()).toEqual(own.map(({ action, on }) => `${action} ${on}`));
  });
});
