import { beforeEach, describe, expect, it } from 'vitest';
import type { RoleReader } from '../../functions/app/account-readers.ts';
import type { Gap } from '../../functions/core/gap.ts';
import type { RolePermissions } from '../../functions/engines/iam/role-permissions.ts';
import { exists } from '../../functions/facts/role/exists.ts';
import { onward } from '../../functions/facts/role/onward.ts';
import { permissions as permissionsFrom } from '../../functions/facts/role/permissions.ts';
import { trust as trustFrom } from '../../functions/facts/role/trust.ts';
import {
  creationTimes,
  lastUses,
  latelySurveyedTrust,
  type RoleFacts,
  roleSurvey,
  storedRoles,
  waitingRoles,
} from '../../functions/facts/role-survey.ts';
import { roleSharers } from '../../functions/facts/several/sharers.ts';
import { withoutUsers } from '../builders/account-roles.ts';
import { factSources } from '../builders/fact-sources.ts';
import { roleOf } from '../builders/role-of.ts';
import { trustOf } from '../builders/trust-of.ts';
import { type RecordedFacts, recordedFacts } from '../fakes/fact-store.ts';
import { accessDenied, roleNamed } from '../fakes/targets.ts';

const [a, b, unseen] = [roleNamed('a'), roleNamed('b'), roleNamed('unseen')];
const functions = new Map([
  [a.arn, ['f1', 'f2']],
  [b.arn, ['f3']],
]);
const permissions: RolePermissions = {
  policies: [{ name: 'p', source: 'inline', statements: [] }],
};
const trust = trustOf([{ Sid: 'S', Principal: { Service: 'lambda.amazonaws.com' } }]);
const readsOnly =
  (...roles: readonly string[]): RoleReader['read'] =>
  async () =>
    withoutUsers(
      new Map(
        roles.map((role) => [
          role,
          {
            permissions: known(permissions),
            trust: known(trust),
            createdAt: known('2020-01-01T00:00:00.000Z'),
            lastUsedAt: known('2026-11-24T00:00:00.000Z'),
          },
        ]),
      ),
    );

let isGone: (role: string) => Promise<boolean>;
const clock = () => new Date('2026-11-25T03:00:00Z');
let facts: RecordedFacts;
const survey = (read: RoleReader['read'], unlisted: readonly Gap[] = []) =>
  roleSurvey({ reader: { read }, isGone, facts, clock }).survey(functions, unlisted);
const collect = async () => {
  const stored = storedRoles(facts);
  const targets = [a, b, unseen];
  const [existing, sharers, allowed, trusted, created, chains] = [
    await exists(stored)(targets),
    await roleSharers(stored)(targets),
    await permissionsFrom(stored)(targets),
    await trustFrom(stored)(targets),
    await creationTimes(stored)(targets),
    await onward(stored)(targets),
  ];

  return targets.map(({ arn }) => ({
    exists: existing.get(arn),
    sharers: sharers.get(arn),
    permissions: allowed.get(arn),
    trust: trusted.get(arn),
    createdAt: created.get(arn),
    onward: chains.get(arn),
  }));
};

beforeEach(() => {
  facts = recordedFacts();
  isGone = async () => true;
});

describe('the survey of roles', () => {
  it('stores who shares a role, and what it may do, for its checks', async () => {
    await survey(readsOnly(a.arn, b.arn));

    expect(await collect()).toEqual([
      { sharers: known(['f1', 'f2']), ...allKnown },
      { sharers: known(['f3']), ...allKnown },
      {
        exists: notWritten,
        sharers: notWritten,
        permissions: notWritten,
        trust: notWritten,
        createdAt: notWritten,
        onward: notWritten,
      },
    ]);
  });

  it('knows who shares a role also when IAM is denied, and forgets what it once allowed', async () => {
    await survey(readsOnly(a.arn, b.arn));
    await survey(() => Promise.reject(accessDenied()));

    const denied = unknown('AccessDeniedException: not authorised');
    const allDenied = {
      exists: denied,
      permissions: denied,
      trust: denied,
      createdAt: denied,
      onward: denied,
    };
    expect(await collect()).toMatchObject([
      { sharers: known(['f1', 'f2']), ...allDenied },
      { sharers: known(['f3']), ...allDenied },
      {},
    ]);
  });

  it('knows that a role is gone which IAM leaves out and does not know, and allows nothing', async () => {
    await survey(readsOnly(b.arn));

    expect(await collect()).toMatchObject([
      {
        exists: known(false),
        sharers: known(['f1', 'f2']),
        permissions: known({ policies: [] }),
        trust: known({ statements: [] }),
        createdAt: { known: true },
        onward: known([]),
      },
      allKnown,
      {},
    ]);
  });

  it.each<[string, typeof isGone, string]>([
    ['it is there', async () => false, 'though it is there'],
    ['IAM is denied', () => Promise.reject(accessDenied()), 'not authorised'],
  ])('does not take a role for gone that IAM leaves out while %s', async (_, answer, reason) => {
    isGone = answer;
    await survey(readsOnly(b.arn));

    const nothing = { known: false, reason: expect.stringContaining(reason) };
    expect(await collect()).toMatchObject([
      {
        exists: nothing,
        sharers: known(['f1', 'f2']),
        permissions: nothing,
        trust: nothing,
        createdAt: nothing,
        onward: nothing,
      },
      allKnown,
      {},
    ]);
  });

  it.each([
    ['many on the first night', 151, 0, true],
    ['many when that night is repeated', 151, 0.5, true],
    ['few on the first night', 150, 0, false],
    ['many on a later night', 151, 1, false],
    ['many a month later', 151, 30, false],
  ])('has roles wait for their turn that are %s', async (_, count, night, expected) => {
    const names = Array.from({ length: count }, (_, index) => roleNamed(`r${index}`));
    const users = new Map(names.map(({ arn }) => [arn, ['f']]));
    const reader = { read: readsOnly(...users.keys()) };
    for (const at of new Set([0, night >= 30 ? 15 : 0, night])) {
      const then = () => new Date(clock().getTime() + at * 86_400_000);
      await roleSurvey({ reader, isGone, facts, clock: then }).survey(users, []);
    }

    const waiting = await waitingRoles(storedRoles(facts))(names);
    expect(new Set([...waiting.values()].map((known) => known.known && known.value))).toEqual(
      new Set([expected]),
    );
  });

  it('asks for no more than a hundred roles by name: of more, the list is what is wrong', async () => {
    const asked: string[] = [];
    isGone = async (role) => asked.push(role) > 0;
    const many = Array.from({ length: 101 }, (_, index) => [roleNamed(`r${index}`).arn, ['f']]);
    const users = new Map(many as [string, string[]][]);

    await roleSurvey({ reader: { read: readsOnly(b.arn) }, isGone, facts, clock }).survey(
      users,
      [],
    );

    const existing = await exists(storedRoles(facts))([roleNamed('r0'), roleNamed('r100')]);
    expect(asked).toHaveLength(100);
    expect([...existing.values()]).toMatchObject([known(false), { known: false }]);
  });

  it('knows what a role can become by one that no function runs as, and by its functions', async () => {
    const administrator = roleNamed('administrator').arn;
    const all = rolesOf({ [administrator]: '*', [a.arn]: 'sts:AssumeRole', [b.arn]: updateCode });
    const reader = { read: async () => withoutUsers(all) };
    await roleSurvey({ reader, isGone, facts, clock }).survey(
      new Map([
        ...functions,
        [administrator, ['arn:aws:lambda:eu-west-1:111122223333:function:f4']],
      ]),
      [],
    );

    expect((await collect()).map(({ onward }) => onward)).toMatchObject([
      { value: [{ to: administrator, hops: [{ steps: [{ action: 'sts:AssumeRole' }] }] }] },
      { value: [{ to: administrator, hops: [{ steps: [{ action: updateCode }] }] }] },
      { known: false },
    ]);
  });

  it('does not know all that a role can become while a region could not be listed', async () => {
    const all = rolesOf({ [a.arn]: updateCode, [b.arn]: '*' });
    await survey(
      async () => withoutUsers(all),
      [{ fact: 'functions of eu-west-1', reason: 'denied' }],
    );

    expect((await collect())[0]?.onward).toMatchObject({
      value: [{ to: b.arn, presumes: { that: 'runs' } }],
      incomplete: 'not listed: functions of eu-west-1',
    });
  });

  it('knows what a role can do by itself where its paths are not known (attack S5)', async () => {
    await survey(readsOnly(a.arn));
    const [stored] = (await storedRoles(facts)([a])).values();
    if (!stored) throw new Error('nothing is stored');
    const tooLarge = { known: false, reason: 'too many roles' } as const;

    const pathsAlone = onward(async () => new Map([[a.arn, { ...stored, onward: tooLarge }]]));

    expect((await pathsAlone([a])).get(a.arn)).toEqual({
      known: true,
      value: [],
      incomplete: 'too many roles',
    });
  });

  it('calls a list of sharers incomplete while a region could not be listed', async () => {
    await survey(readsOnly(a.arn, b.arn), [{ fact: 'functions of eu-west-1', reason: 'denied' }]);

    expect((await collect())[0]?.sharers).toEqual({
      ...known(['f1', 'f2']),
      incomplete: 'not listed: functions of eu-west-1',
    });
  });

  it('does not know a role whose facts are damaged, and harms no other', async () => {
    await survey(readsOnly(a.arn, b.arn));
    await facts.write('role', new Map([[a.arn, { sharers: 'everybody' }]]));

    expect(await collect()).toMatchObject([
      {
        exists: { known: false },
        sharers: { known: false },
        permissions: { known: false },
        trust: { known: false },
      },
      { sharers: known(['f3']), ...allKnown },
      {},
    ]);
  });

  it.each([
    ['in the same night', 19, { known: true, value: '2026-11-24T00:00:00.000Z' }],
    ['in the next', 20, unknown('the sweep of this night has not seen the role')],
  ])('says when a role was last used %s', async (_, hours, used) => {
    await survey(readsOnly(a.arn, b.arn));

    const later = () => new Date(clock().getTime() + hours * 3_600_000);
    expect((await lastUses(storedRoles(facts), later)([a])).get(a.arn)).toEqual(used);
  });

  it('says for another scanner who may assume a role, while that is not too long ago', async () => {
    await survey(readsOnly(a.arn, b.arn));
    const trustAfter = async (hours: number) => {
      const later = () => new Date(clock().getTime() + hours * 3_600_000);
      return (await latelySurveyedTrust(facts, later)([a])).get(a.arn);
    };

    expect(await trustAfter(1)).toEqual(known(trust));
    expect(await trustAfter(1_000)).toMatchObject({ known: false });
    expect((await latelySurveyedTrust(facts, clock)([unseen])).get(unseen.arn)).toMatchObject({
      known: false,
    });
  });

  it('does not know when a role was used of which an earlier release stored the rest', async () => {
    await survey(readsOnly(a.arn, b.arn));
    const { lastUsedAt, ...rest } = (await facts.read('role', [a.arn])).get(a.arn) as RoleFacts;
    await facts.write('role', new Map([[a.arn, rest]]));

    expect(lastUsedAt.known).toBe(true);
    expect((await lastUses(storedRoles(facts), clock)([a])).get(a.arn)).toMatchObject({
      known: false,
    });
    expect((await collect())[0]).toMatchObject(allKnown);
  });

  it('reads and writes exactly what the facts declare', async () => {
    await survey(readsOnly());
    await collect();

    expect(facts.called()).toEqual(factSources.role.sharers.map(({ action }) => action));
  });
});

const notWritten = unknown('the service left it out of its answer');

const allKnown = {
  exists: known(true),
  permissions: known(permissions),
  trust: known(trust),
  createdAt: known('2020-01-01T00:00:00.000Z'),
  onward: known([]),
};

function known<T>(value: T) {
  return { known: true, value } as const;
}

function unknown(reason: string) {
  return { known: false, reason };
}

const updateCode = 'lambda:UpdateFunctionCode';

/** Each may do one thing on everything but for functions, and lets in its account and Lambda. */
function rolesOf(actions: Readonly<Record<string, string>>) {
  const open = trustOf([{ Principal: { AWS: '111122223333', Service: 'lambda.amazonaws.com' } }]);
  const Resource = 'arn:aws:lambda:eu-west-1:111122223333:function:f4';

  return new Map(
    Object.entries(actions).map(([arn, Action]) => [
      arn,
      {
        permissions: known(roleOf([[{ Action, ...(Action === updateCode && { Resource }) }]])),
        trust: known(open),
        createdAt: known('2020-01-01T00:00:00.000Z'),
        lastUsedAt: known('2026-11-24T00:00:00.000Z'),
      },
    ]),
  );
}
