import { describe, expect, it } from 'vitest';
import type { ConcurrencyReader } from '../../../functions/app/account-readers.ts';
import { type Known, unknown } from '../../../functions/core/known.ts';
import type { FunctionTarget } from '../../../functions/core/target.ts';
import type { Activity } from '../../../functions/domain/activity.ts';
import type { AccountConcurrency } from '../../../functions/domain/concurrency.ts';
import type { EntryPoint } from '../../../functions/domain/exposure/entry-point.ts';
import type { Trigger } from '../../../functions/domain/exposure/trigger.ts';
import { openConcurrency } from '../../../functions/facts/function/concurrency.ts';
import { idleProvisionedConcurrency } from '../../../functions/facts/function/provisioned-concurrency.ts';
import {
  type ReservedConcurrencyProps,
  reservedConcurrency,
} from '../../../functions/facts/reserved-concurrency.ts';
import { everyNight } from '../../builders/every-night.ts';
import { accessDenied, functionNamed } from '../../fakes/targets.ts';

const open = functionNamed('open');
const alsoOpen = functionNamed('also-open');
const abroad = functionNamed('abroad', { region: 'us-east-1' });
const closed = functionNamed('closed');
const lost = functionNamed('lost');
const targets = [open, alsoOpen, abroad, closed, lost];
const anyone: EntryPoint = { kind: 'anyone', statement: 'All' };

describe('the concurrency of what is open', () => {
  const ways = new Map<string, Known<readonly EntryPoint[]>>([
    [open.arn, { known: true, value: [anyone] }],
    [alsoOpen.arn, { known: true, value: [anyone] }],
    [abroad.arn, { known: true, value: [anyone] }],
    [closed.arn, { known: true, value: [{ kind: 'account', principal: '444455556666' }] }],
    [lost.arn, unknown('denied')],
  ]);

  it('asks once of a region, and of no function that no stranger gets in to', async () => {
    const { asked, reader } = recorded();

    const answers = await concurrencyOf(readersOf(ways), reader)(targets);

    const account = { total: 1000, unreserved: 900 };
    expect([...answers.values()]).toEqual([
      { known: true, value: { reserved: 5, account } },
      { known: true, value: { reserved: 5, account } },
      { known: true, value: { reserved: 5, account } },
      { known: true, value: undefined },
      { known: false, reason: 'denied' },
    ]);
    expect(asked.toSorted()).toEqual([
      'account eu-west-1',
      'account us-east-1',
      'reserved abroad',
      'reserved also-open',
      'reserved open',
    ]);
  });

  it('asks of a function that anyone writes to a trigger of', async () => {
    const { asked, reader } = recorded();
    const openTriggers = new Map<string, Known<readonly Trigger[]>>([
      [closed.arn, { known: true, value: [{ source: 'arn:aws:sns:eu-west-1:111122223333:in' }] }],
    ]);

    await concurrencyOf(readersOf(ways, openTriggers), reader)([closed]);

    expect(asked).toContain('reserved closed');
  });

  it('is not known where the account is not', async () => {
    const { reader } = recorded();
    const denied = { ...reader, ofAccount: () => Promise.reject(accessDenied()) };

    const answers = await concurrencyOf(readersOf(ways), denied)(targets);

    expect(answers.get(open.arn)).toMatchObject({ known: false });
    expect(answers.get(closed.arn)).toEqual({ known: true, value: undefined });
  });
});

describe('what is kept ready of what is idle', () => {
  const since = '2026-08-01T00:00:00.000Z';
  const used = (invocations: number): Known<Activity> => ({
    known: true,
    value: { days: 90, since, invocations, parked: false },
  });
  const activities = new Map<string, Known<Activity>>([
    [open.arn, used(0)],
    [closed.arn, used(3)],
    [lost.arn, unknown('denied')],
  ]);

  it('asks of no function that is in use', async () => {
    const { asked, reader } = recorded();

    const answers = await idleProvisionedConcurrency({
      ...everyNight(),
      activity: async () => activities,
      read: reader.provisioned,
      withVersions: true,
    })([published(open), published(closed), lost]);

    expect([...answers.values()]).toEqual([
      { known: true, value: [{ qualifier: 'live', requested: 2 }] },
      { known: true, value: undefined },
      { known: false, reason: 'denied' },
    ]);
    expect(asked).toEqual(['provisioned open']);
  });

  it.each<[string, FunctionTarget, boolean, number]>([
    ['has never published a version, for then it has none', open, true, 0],
    ['has published one', published(open), true, 1],
    ['does not show whether it has published one', open, false, 1],
    ['may have more versions than were listed', { ...open, cut: 'no time' }, true, 1],
  ])('asks of an idle function that %s', async (_, target, withVersions, calls) => {
    const { asked, reader } = recorded();

    await idleProvisionedConcurrency({
      ...everyNight(),
      activity: async () => activities,
      read: reader.provisioned,
      withVersions,
    })([target]);

    expect(asked).toHaveLength(calls);
  });
});

describe('what is reserved of what is open', () => {
  const ways = new Map<string, Known<readonly EntryPoint[]>>([
    [open.arn, { known: true, value: [anyone] }],
  ]);

  it('is asked every night where the account has reserved some', async () => {
    expect(await nightsAsked({ total: 1000, unreserved: 900 })).toBe(7);
  });

  it('is asked once a week where it has not, for 0 takes from nothing and is seen by no sum', async () => {
    expect(await nightsAsked({ total: 1000, unreserved: 1000 })).toBe(1);
  });

  it('is asked every night where the account does not say', async () => {
    expect(await nightsAsked(undefined)).toBe(7);
  });

  it('is 0 of one that is switched off, although the account has reserved nothing', async () => {
    const { reader } = recorded();
    const account = { total: 1000, unreserved: 1000 };
    const off = { ...reader, ofAccount: async () => account, reserved: async () => 0 };

    const answers = await concurrencyOf(readersOf(ways), off)([open]);

    expect(answers.get(open.arn)).toEqual({ known: true, value: { reserved: 0, account } });
  });

  /** Of seven nights after the first, on which it is asked in any case. */
  async function nightsAsked(account: AccountConcurrency | undefined): Promise<number> {
    let day = 1;
    let asked = 0;
    const turns = {
      ...everyNight(),
      isReadWhole: async () => false,
      clock: () => new Date(Date.UTC(2026, 10, day, 3)),
    };
    const reader = {
      ...recorded().reader,
      ofAccount: async () => account ?? Promise.reject(accessDenied()),
      reserved: async () => {
        asked += 1;
        return undefined;
      },
    };
    const collect = concurrencyOf(readersOf(ways), reader, turns);

    await collect([open]);
    asked = 0;
    for (day = 2; day <= 8; day += 1) await collect([open]);
    return asked;
  }
});

function published(target: FunctionTarget): FunctionTarget {
  return { ...target, versions: ['1'] };
}

function concurrencyOf(
  readers: Parameters<typeof openConcurrency>[0],
  { ofAccount, reserved }: ConcurrencyReader,
  turns: Omit<ReservedConcurrencyProps, 'read'> = everyNight(),
) {
  return openConcurrency(readers, ofAccount, reservedConcurrency({ ...turns, read: reserved }));
}

function readersOf(
  ways: ReadonlyMap<string, Known<readonly EntryPoint[]>>,
  triggers: ReadonlyMap<string, Known<readonly Trigger[]>> = new Map(),
) {
  return { waysIn: async () => ways, openTriggers: async () => triggers };
}

function recorded() {
  const asked: string[] = [];
  const nameOf = ({ arn }: { readonly arn: string }) => arn.split(':')[6];
  const reader: ConcurrencyReader = {
    async ofAccount(region) {
      asked.push(`account ${region}`);
      return { total: 1000, unreserved: 900 };
    },
    async reserved(target) {
      asked.push(`reserved ${nameOf(target)}`);
      return 5;
    },
    async provisioned(target) {
      asked.push(`provisioned ${nameOf(target)}`);
      return [{ qualifier: 'live', requested: 2 }];
    },
  };

  return { asked, reader };
}
