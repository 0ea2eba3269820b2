import { beforeEach, describe, expect, it } from 'vitest';
import { perTargetKnown } from '../../../functions/app/collectors.ts';
import type { Known } from '../../../functions/core/known.ts';
import type { Target } from '../../../functions/core/target.ts';
import type { ServiceAccess } from '../../../functions/engines/iam/last-access.ts';
import type { RolePermissions } from '../../../functions/engines/iam/role-permissions.ts';
import type { AccessMemory } from '../../../functions/facts/access-memory.ts';
import { lastAccessInTurn } from '../../../functions/facts/role/last-access.ts';
import { factSources } from '../../builders/fact-sources.ts';
import { roleOf, type Written } from '../../builders/role-of.ts';
import { type RecordedFacts, recordedFacts } from '../../fakes/fact-store.ts';
import { roleNamed } from '../../fakes/targets.ts';

const DAY_MS = 86_400_000;
const first = Date.parse('2026-11-02T03:00:00.000Z');
const roles = Array.from({ length: 70 }, (_, index) => roleNamed(`r${index}`));
const [role] = roles as [Target<'role'>];
const services: readonly ServiceAccess[] = [{ service: 's3', actions: [] }];
const reads: Written = { Action: 's3:GetObject' };

interface Account {
  readonly permissions: Known<RolePermissions>;
  readonly sharers: readonly string[];
  readonly createdAt: string | undefined;
  /** @default tonight */
  readonly lastUsedAt?: Known<string | undefined>;
}

let facts: RecordedFacts;
let asked: string[];
let answer: Known<readonly ServiceAccess[]>;
let account: Account;
let mayWait: boolean;

beforeEach(() => {
  mayWait = false;
  facts = recordedFacts();
  asked = [];
  answer = { known: true, value: services };
  account = {
    permissions: allowing(reads),
    sharers: ['f1'],
    createdAt: '2020-01-01T00:00:00.000Z',
  };
});

describe('when a role last used what it is allowed', () => {
  it('is asked of every role on the first night, then of each once a week', async () => {
    const nights = [];
    for (let night = 0; night < 15; night += 1) nights.push(await askedOn(night, roles));

    expect(nights[0]).toHaveLength(roles.length);
    for (const night of nights.slice(1)) expect(night.length).toBeLessThan(roles.length / 3);
    for (const week of [nights.slice(1, 8), nights.slice(8, 15)]) {
      expect(week.flat().toSorted()).toEqual(roles.map(({ arn }) => arn).toSorted());
    }
  });

  it('is asked of a seventh of very many on the first night, and of all within the week', async () => {
    const nights = [];
    for (let night = 0; night < 7; night += 1) {
      mayWait = night === 0;
      nights.push(await askedOn(night, roles));
    }

    for (const night of nights) expect(night.length).toBeLessThan(roles.length / 3);
    expect(nights.flat().toSorted()).toEqual(roles.map(({ arn }) => arn).toSorted());
  });

  it('is said to wait for its turn until then, and passes nothing', async () => {
    mayWait = true;
    const answers = await collect(0, roles);

    const waiting = roles.filter(({ arn }) => !asked.includes(arn));
    for (const { arn } of waiting) {
      expect(answers.get(arn)).toEqual({
        known: false,
        reason: expect.stringContaining('in turn'),
      });
    }
    expect(answers.get(asked[0] ?? '')).toMatchObject({ known: true, value: { services } });
  });

  it('is asked at once of a role that comes after the first night', async () => {
    mayWait = true;
    await collect(0, roles.slice(1));
    mayWait = false;

    expect(await askedOn(1)).toEqual([role.arn]);
  });

  it('is asked at once of a role that changed while it waits', async () => {
    mayWait = true;
    await collect(0, roles);
    const waiting = roles.filter(({ arn }) => !asked.includes(arn)).slice(0, 3);
    account = { ...account, permissions: allowing({ Action: 's3:PutObject' }) };

    expect(await askedOn(0.1, waiting)).toEqual(waiting.map(({ arn }) => arn));
  });

  it('is asked at the latest a week later, whatever nights were missed', async () => {
    mayWait = true;
    const first = await askedOn(0, roles);

    const later = await askedOn(7.5, roles);
    expect([...new Set([...first, ...later])].toSorted()).toEqual(
      roles.map(({ arn }) => arn).toSorted(),
    );
  });

  it('is asked again the night after its turn where IAM had no answer then', async () => {
    mayWait = true;
    await collect(0, roles);
    mayWait = false;
    answer = { known: false, reason: 'denied' };
    const denied = await askedOn(1, roles);
    expect(denied.length).toBeGreaterThan(0);
    answer = { known: true, value: services };

    expect(await askedOn(2, roles)).toEqual(expect.arrayContaining([...denied]));
  });

  it('comes from what was kept on the other nights', async () => {
    await factOn(0);
    answer = { known: false, reason: 'denied' };

    for (const night of [1, 2, 3, 4, 5, 6]) {
      const fact = await factOn(night);
      if (asked.length > 0) expect(fact).toEqual({ known: false, reason: 'denied' });
      else expect(fact).toMatchObject({ value: { since: '2026-08-04T03:00:00.000Z', services } });
    }
  });

  it('is not asked again when a night is repeated', async () => {
    await factOn(0);

    expect(await askedOn(0.1, roles.slice(0, 1))).toEqual([]);
  });

  it('is asked again the next night where IAM had no answer', async () => {
    answer = { known: false, reason: 'denied' };

    expect(await factOn(0)).toEqual({ known: false, reason: 'denied' });
    expect(await askedOn(1)).toEqual([role.arn]);
  });

  it('is asked at once when it is allowed something else', async () => {
    await factOn(0);
    account = { ...account, permissions: allowing({ Action: 's3:PutObject' }) };

    expect(await askedOn(0.1)).toEqual([role.arn]);
    expect(await askedOn(0.2)).toEqual([]);
  });

  it('leaves out what it has been allowed only of late', async () => {
    await factOn(0);
    account = { ...account, permissions: allowing(reads, { Action: 'sqs:SendMessage' }) };

    expect(await factOn(10)).toMatchObject({ value: { recent: ['sqs'] } });
    expect(await factOn(99)).toMatchObject({ value: { recent: ['sqs'] } });
    expect(await factOn(110)).toMatchObject({ value: { recent: [] } });
  });

  it.each<[string, Partial<Account>]>([
    ['a role that is younger than the window', { createdAt: '2026-08-10T00:00:00.000Z' }],
    ['a role that is gone', { createdAt: undefined }],
    ['an administrator', { permissions: allowing({ Action: '*' }) }],
    ['what any function needs', { permissions: allowing({ Action: 'logs:PutLogEvents' }) }],
    ['what IAM never sees', { permissions: allowing({ Action: 'iam:PassRole' }) }],
    ['a role that is allowed nothing', { permissions: allowing() }],
  ])('is not asked of %s', async (_, some) => {
    account = { ...account, ...some };

    expect(await factOn(0)).toEqual({ known: true, value: undefined });
    expect(asked).toEqual([]);
  });

  it('is not asked while a function is younger than the window', async () => {
    await factOn(0);
    asked = [];
    account = { ...account, sharers: ['f1', 'f2'] };

    expect(await factOn(10)).toEqual({ known: true, value: undefined });
    expect(await factOn(90)).toEqual({ known: true, value: undefined });
    expect(asked).toEqual([]);
    expect(await factOn(110)).toMatchObject({ value: { services } });
  });

  it('is not known of a role whose policies were read in part', async () => {
    const inPart = {
      known: true,
      value: roleOf([[reads]]),
      incomplete: 'one is malformed',
    } as const;
    account = { ...account, permissions: inPart };

    expect(await factOn(0)).toEqual({ known: false, reason: 'one is malformed' });
    expect(asked).toEqual([]);
  });

  it('keeps in mind a role that it does not ask about, until it does', async () => {
    account = { ...account, permissions: allowing({ Action: 'logs:PutLogEvents' }) };
    await factOn(0);
    account = { ...account, permissions: allowing(reads) };

    expect(await factOn(5)).toMatchObject({ value: { recent: ['s3'] } });
  });

  it('is not known where what it is allowed is not', async () => {
    account = { ...account, permissions: { known: false, reason: 'denied' } };

    expect(await factOn(0)).toEqual({ known: false, reason: 'denied' });
    expect(asked).toEqual([]);
  });

  it('is asked anew where what was kept is damaged', async () => {
    await facts.write('last-access', new Map([[role.arn, { at: 7 }]]));

    expect(await askedOn(0)).toEqual([role.arn]);
  });

  it('writes nothing on a night on which nothing is asked, nor changes', async () => {
    await factOn(0);
    const before = facts.written();

    await factOn(0.1);

    expect(facts.written()).toBe(before);
  });

  describe('is not asked again while IAM could say nothing else:', () => {
    const writes: Written = { Action: ['s3:GetObject', 'sqs:SendMessage'] };
    const sqs = { service: 'sqs', actions: [] };
    /** On which of so many nights after the first IAM is asked. */
    const nightsOf = async (nights: number) => {
      await factOn(0);
      const asking = [];
      for (let night = 1; night <= nights; night += 1) {
        if ((await askedOn(night)).length > 0) asking.push(night);
      }
      return asking;
    };
    /** Days before the first night. */
    const usedS3 = (days: number) => ({ service: 's3', lastAt: timeOf(-days), actions: [] });

    it('all that the role is allowed is in use, until the window has moved past a use', async () => {
      answer = { known: true, value: [usedS3(10)] };

      // 80 days and some hours: then it may be unused, and its first night after that is its own turn or not.
      expect((await nightsOf(85))[0]).toBe(81);
    });

    it('not when a service of it is not in use, and the role is', async () => {
      account = { ...account, permissions: allowing(writes) };
      answer = { known: true, value: [usedS3(10), sqs] };

      expect(await nightsOf(30)).toHaveLength(4);
    });

    it('not when IAM leaves a service of it out', async () => {
      account = { ...account, permissions: allowing(writes) };
      answer = { known: true, value: [usedS3(10)] };

      expect(await nightsOf(30)).toHaveLength(4);
    });

    it('not when a single action that IAM tracks is not in use, whether it lists it or not', async () => {
      account = { ...account, permissions: allowing({ Action: 'sqs:PurgeQueue' }) };
      const used = { service: 'sqs', lastAt: timeOf(-10) };
      answer = { known: true, value: [{ ...used, actions: [] }] };
      expect(await nightsOf(30)).toHaveLength(4);

      facts = recordedFacts();
      answer = { known: true, value: [{ ...used, actions: [{ name: 'sqs:PurgeQueue' }] }] };
      expect(await nightsOf(30)).toHaveLength(4);
    });

    it('all of it is in use, single actions too', async () => {
      account = { ...account, permissions: allowing({ Action: 'sqs:PurgeQueue' }) };
      const actions = [{ name: 'sqs:PurgeQueue', lastAt: timeOf(-10) }];
      answer = { known: true, value: [{ service: 'sqs', lastAt: timeOf(-10), actions }] };

      expect(await nightsOf(30)).toEqual([]);
    });

    it('a role with unused permissions was not used since, for four weeks', async () => {
      account = {
        ...account,
        permissions: allowing(writes),
        lastUsedAt: { known: true, value: timeOf(-10) },
      };
      answer = { known: true, value: [usedS3(10), sqs] };

      expect(await nightsOf(30)).toEqual([28]);
    });

    it.each<[string, Known<string | undefined>, number]>([
      ['was used two days before', { known: true, value: timeOf(-2) }, 0],
      ['was used when the report says', { known: true, value: timeOf(-10) }, 0],
      ['was used a little before the report says', { known: true, value: timeOf(-12) }, 0],
      ['was used long before the report says', { known: true, value: timeOf(-12.1) }, 1],
      ['was never used, which the report denies', { known: true, value: undefined }, 1],
      [
        'was used so shortly before that IAM may not have known',
        { known: true, value: timeOf(-1.9) },
        1,
      ],
      ['was used after it', { known: true, value: timeOf(1) }, 1],
      ['was used at a time that is not known', { known: false, reason: 'denied' }, 1],
    ])('one that %s', async (_, lastUsedAt, times) => {
      account = { ...account, permissions: allowing(writes), lastUsedAt };
      answer = { known: true, value: [usedS3(10), sqs] };

      expect(await nightsOf(7)).toHaveLength(times);
    });

    it('one that was never used, by its report neither', async () => {
      account = { ...account, lastUsedAt: { known: true, value: undefined } };

      expect(await nightsOf(7)).toEqual([]);
    });

    it('not when the report has an action that was used later than the role', async () => {
      account = {
        ...account,
        permissions: allowing(writes),
        lastUsedAt: { known: true, value: timeOf(-60) },
      };
      const actions = [{ name: 'sqs:PurgeQueue', lastAt: timeOf(-10) }];
      answer = { known: true, value: [usedS3(60), { ...sqs, actions }] };

      expect(await nightsOf(7)).toHaveLength(1);
    });

    it('not when what was in use may be no longer, though the role was not used since', async () => {
      account = { ...account, lastUsedAt: { known: true, value: timeOf(-88) } };
      answer = { known: true, value: [usedS3(88), sqs] };

      expect(await nightsOf(9)).toHaveLength(1);
    });

    it('not when what it is allowed of late has been allowed for the whole window', async () => {
      await factOn(-1);
      account = {
        ...account,
        permissions: allowing(writes),
        lastUsedAt: { known: true, value: timeOf(-60) },
      };
      await factOn(0);
      expect(asked).toEqual([role.arn]);
      await facts.write('last-access', new Map([[role.arn, await cameOn(-88, 'sqs')]]));

      expect(await nightsOf(9)).toHaveLength(1);
    });
  });

  it('takes of the facts table exactly what the fact declares', async () => {
    await factOn(0);

    const declared = factSources.role.lastAccess.map(({ action }) => action);
    expect(facts.called()).toEqual(declared.filter((name) => name.startsWith('dynamodb:')));
  });
});

async function factOn(night: number) {
  asked = [];

  return (await collect(night, [role])).get(role.arn);
}

async function askedOn(night: number, some: readonly Target<'role'>[] = [role]) {
  asked = [];
  await collect(night, some);

  return asked;
}

function collect(night: number, some: readonly Target<'role'>[]) {
  return lastAccessInTurn({
    reader: {
      read: async (arns) => {
        asked.push(...arns);
        return new Map(arns.map((arn) => [arn, answer]));
      },
    },
    facts,
    clock: () => new Date(timeOf(night)),
    days: 90,
    permissions: perTargetKnown(async () => account.permissions),
    sharers: perTargetKnown(async () => ({ known: true, value: account.sharers })),
    createdAt: perTargetKnown(async () => ({ known: true, value: account.createdAt })),
    lastUsedAt: perTargetKnown(
      async () => account.lastUsedAt ?? { known: true, value: timeOf(night) },
    ),
    mayWait: perTargetKnown(async () => ({ known: true, value: mayWait })),
  })(some);
}

/** What is kept of the role, with a service that came on another night. */
async function cameOn(night: number, service: string): Promise<AccessMemory> {
  const kept = (await facts.read('last-access', [role.arn])).get(role.arn) as AccessMemory;

  return { ...kept, services: { ...kept.services, [service]: timeOf(night) } };
}

function timeOf(night: number): string {
  return new Date(first + night * DAY_MS).toISOString();
}

function allowing(...statements: readonly Written[]): Known<RolePermissions> {
  return { known: true, value: roleOf([statements]) };
}
