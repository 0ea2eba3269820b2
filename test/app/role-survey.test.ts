import { beforeEach, describe, expect, it } from 'vitest';
import type { RoleReader } from '../../functions/app/ports.ts';
import { roleSurvey, surveyedRoles } from '../../functions/app/role-survey.ts';
import { factSources } from '../../functions/domain/facts.ts';
import type { Gap } from '../../functions/domain/finding.ts';
import type { RolePermissions } from '../../functions/domain/iam/role-permissions.ts';
import { type RecordedFacts, recordedFacts } from '../fakes/fact-store.ts';
import { accessDenied, roleNamed } from '../fakes/targets.ts';
import { trustOf } from '../trust-of.ts';

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
    new Map(
      roles.map((role) => [
        role,
        {
          permissions: known(permissions),
          trust: known(trust),
          createdAt: known('2020-01-01T00:00:00.000Z'),
        },
      ]),
    );

let facts: RecordedFacts;
const survey = (read: RoleReader['read'], unlisted: readonly Gap[] = []) =>
  roleSurvey({ read }, facts).survey(functions, unlisted);
const collect = async () => {
  const collectors = surveyedRoles(facts);
  const targets = [a, b, unseen];
  const [exists, sharers, allowed, trusted, created] = [
    await collectors.exists(targets),
    await collectors.sharers(targets),
    await collectors.permissions(targets),
    await collectors.trust(targets),
    await collectors.createdAt(targets),
  ];

  return targets.map(({ arn }) => ({
    exists: exists.get(arn),
    sharers: sharers.get(arn),
    permissions: allowed.get(arn),
    trust: trusted.get(arn),
    createdAt: created.get(arn),
  }));
};

beforeEach(() => {
  facts = recordedFacts();
});

describe('the survey of roles', () => {
  it('brings who shares a role, and what it may do, to whoever takes it up', async () => {
    await survey(readsOnly(a.arn, b.arn));

    expect(await collect()).toEqual([
      { sharers: known(['f1', 'f2']), ...told },
      { sharers: known(['f3']), ...told },
      {
        exists: notWritten,
        sharers: notWritten,
        permissions: notWritten,
        trust: notWritten,
        createdAt: notWritten,
      },
    ]);
  });

  it('knows who shares a role also when IAM is denied, and forgets what it once allowed', async () => {
    await survey(readsOnly(a.arn, b.arn));
    await survey(() => Promise.reject(accessDenied()));

    const denied = unknown('AccessDeniedException: not authorised');
    const notTold = { exists: denied, permissions: denied, trust: denied, createdAt: denied };
    expect(await collect()).toMatchObject([
      { sharers: known(['f1', 'f2']), ...notTold },
      { sharers: known(['f3']), ...notTold },
      {},
    ]);
  });

  it('knows that a role which IAM leaves out is gone, and allows nothing any more', async () => {
    await survey(readsOnly(b.arn));

    expect(await collect()).toMatchObject([
      {
        exists: known(false),
        sharers: known(['f1', 'f2']),
        permissions: known({ policies: [] }),
        trust: known({ statements: [] }),
        createdAt: { known: true },
      },
      told,
      {},
    ]);
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
      { sharers: known(['f3']), ...told },
      {},
    ]);
  });

  it('reads and writes exactly what the facts declare', async () => {
    await survey(readsOnly());
    await collect();

    expect(facts.called()).toEqual(factSources.role.sharers.map(({ action }) => action));
  });
});

const notWritten = unknown('the service left it out of its answer');

const told = {
  exists: known(true),
  permissions: known(permissions),
  trust: known(trust),
  createdAt: known('2020-01-01T00:00:00.000Z'),
};

function known<T>(value: T) {
  return { known: true, value } as const;
}

function unknown(reason: string) {
  return { known: false, reason };
}
