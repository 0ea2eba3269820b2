import { describe, expect, it, vi } from 'vitest';
import { inMemoryFacts } from '../../../functions/adapters/tables/in-memory.ts';
import {
  type FunctionRoles,
  type ListedRole,
  type OrphanRoleSurveyProps,
  orphanRoleSurvey,
  surveyedOrphanRoles,
} from '../../../functions/facts/account/orphan-roles.ts';
import { accessDenied, account, functionNamed, roleNamed } from '../../fakes/targets.ts';

const old = '2024-01-01T00:00:00.000Z';
const used = '2025-02-01T00:00:00.000Z';
const recent = '2026-06-01T00:00:00.000Z';

describe('orphanRoleSurvey', () => {
  it('finds an old role that nothing runs as or has used of late', async () => {
    const managedPolicies = async () => ['arn:aws:iam::aws:policy/AdministratorAccess'];
    const roles = reader({
      list: listing(role('used'), role('unused')),
      lastUse: async (name) => ({ at: name === 'used' ? used : undefined }),
      managedPolicies,
    });

    expect(await found({ roles })).toMatchObject({
      known: true,
      value: [
        { arn: roleNamed('unused').arn, createdAt: old, managed: await managedPolicies() },
        { arn: roleNamed('used').arn, lastUsedAt: used },
      ],
    });
  });

  it.each<[string, Partial<FunctionRoles>]>([
    ['a function runs as', { list: listing(role('orders')) }],
    ['is younger than the window', { list: listing(role('a', recent)) }],
    ['something has used of late', { lastUse: async () => ({ at: recent }) }],
    ['is gone by now', { lastUse: async () => undefined }],
  ])('leaves alone a role that %s', async (_, more) => {
    expect(await found({ roles: reader(more) })).toMatchObject({ known: true, value: [] });
  });

  it('looks closer at candidates only', async () => {
    const lastUse = vi.fn(async () => ({}));
    const list = listing(role('orders'), role('young', recent), role('a'));

    await found({ roles: reader({ list, lastUse }) });

    expect(lastUse.mock.calls).toEqual([['a']]);
  });

  it('does not know while a region is not listed, for a function there may run as any', async () => {
    const gap = { fact: 'functions of eu-west-1', reason: 'denied' };

    expect(await found({}, [gap])).toEqual({
      known: false,
      reason: 'not listed: functions of eu-west-1',
    });
  });

  it('does not know, and asks nothing, while the settings leave out regions', async () => {
    const list = vi.fn(listing(role('a')));

    const answer = await found({ isEverywhere: false, roles: reader({ list }) });

    expect(answer).toMatchObject({
      known: false,
      reason: expect.stringContaining('setting regions'),
    });
    expect(list).not.toHaveBeenCalled();
  });

  it('does not know when the roles cannot be listed', async () => {
    const list = async () => {
      throw accessDenied();
    };

    expect(await found({ roles: reader({ list }) })).toMatchObject({
      known: false,
      reason: expect.stringContaining('AccessDenied'),
    });
  });

  it('is incomplete where one role cannot be read, and lists the others', async () => {
    const roles = reader({
      list: async () => ({ roles: [role('a'), role('b')], unread: ['c: malformed'] }),
      lastUse: async (name) => {
        if (name === 'a') throw accessDenied();
        return {};
      },
    });

    expect(await found({ roles })).toMatchObject({
      known: true,
      value: [{ arn: roleNamed('b').arn }],
      incomplete: 'cannot be read: a: AccessDeniedException: not authorised; c: malformed',
    });
  });

  it('looks at the same ones of too many, and says so', async () => {
    const many = Array.from({ length: 501 }, (_, index) => role(`r${String(index).padStart(3)}`));
    const answer = await found({ roles: reader({ list: listing(...many.toReversed()) }) });

    expect(answer).toMatchObject({
      known: true,
      incomplete: 'of 501 roles without a function, 500 were looked at',
    });
    expect(answer?.known && answer.value.at(0)?.arn).toBe(roleNamed('r  0').arn);
  });

  it('is unknown when the survey has not been made, or is damaged', async () => {
    const facts = inMemoryFacts();

    expect(await stored(facts)).toMatchObject({ known: false });

    await facts.write('orphan-roles', new Map([['account', { known: true, value: 1 }]]));
    expect(await stored(facts)).toMatchObject({
      known: false,
      reason: expect.stringContaining('damaged'),
    });
  });
});

async function found(
  props: Partial<OrphanRoleSurveyProps>,
  unlisted: readonly { fact: string; reason: string }[] = [],
) {
  const facts = inMemoryFacts();
  const orders = functionNamed('orders');
  const met = {
    functions: new Set([orders.arn]),
    functionsOfRole: new Map([[orders.roleArn, [orders.arn]]]),
    functionsOfLayer: new Map(),
    functionsOfLogGroup: new Map(),
    complete: new Set(['eu-west-1']),
  };

  await orphanRoleSurvey({
    roles: reader({}),
    facts,
    clock: () => new Date('2026-06-15T02:00:00Z'),
    days: 90,
    isEverywhere: true,
    ...props,
  }).survey(met, unlisted);

  return stored(facts);
}

async function stored(facts: ReturnType<typeof inMemoryFacts>) {
  return (await surveyedOrphanRoles(facts)([account])).get(account.arn);
}

function reader(more: Partial<FunctionRoles>): FunctionRoles {
  return {
    list: listing(role('a')),
    lastUse: async () => ({}),
    managedPolicies: async () => [],
    ...more,
  };
}

function listing(...roles: ListedRole[]): FunctionRoles['list'] {
  return async () => ({ roles, unread: [] });
}

function role(name: string, createdAt = old): ListedRole {
  return { name, arn: roleNamed(name).arn, createdAt };
}
