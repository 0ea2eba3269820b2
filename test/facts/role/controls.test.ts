import { describe, expect, it } from 'vitest';
import type { RoleReader } from '../../../functions/app/account-readers.ts';
import { noControls } from '../../../functions/engines/iam/index.ts';
import { controlSurvey, controls } from '../../../functions/facts/role/controls.ts';
import { accountOfRoles, withoutUsers } from '../../builders/account-roles.ts';
import { controlsOf, fullAccess } from '../../builders/controls-of.ts';
import { recordedFacts } from '../../fakes/fact-store.ts';
import { accessDenied, roleNamed } from '../../fakes/targets.ts';

const roles = new Map(
  accountOfRoles({ orders: {} }).map(({ target, ...role }) => [
    target.arn,
    {
      ...role,
      createdAt: { known: false, reason: 'not read' } as const,
      lastUsedAt: { known: false, reason: 'not read' } as const,
    },
  ]),
);
const reader: RoleReader = { read: async () => withoutUsers(roles) };
const limits = controlsOf({ root: [fullAccess, [{ Effect: 'Deny', Action: 'iam:*' }]] });

describe('what an organization leaves to the roles of an account', () => {
  it('is stored once a sweep, and read for each role', async () => {
    const facts = recordedFacts();
    const asked: string[] = [];
    const survey = controlSurvey(
      reader,
      async (account) => {
        asked.push(account);
        return limits;
      },
      facts,
    );

    expect(await survey.survey(undefined, [])).toEqual([]);
    expect(asked).toEqual(['111122223333']);
    expect(await factOf(facts)).toEqual({ known: true, value: limits });
  });

  it('is a gap of the account where it is denied, and takes nothing from its roles', async () => {
    const facts = recordedFacts();
    const survey = controlSurvey(reader, () => Promise.reject(accessDenied()), facts);

    const gaps = await survey.survey(undefined, []);

    expect(gaps).toMatchObject([{ fact: 'service and resource control policies' }]);
    expect(gaps[0]?.reason).toContain('not authorised');
    expect(await factOf(facts)).toMatchObject({
      known: true,
      value: { levels: [], resources: [], unread: [expect.stringContaining('not authorised')] },
    });
  });

  it('names policies that could not be read beside those that were', async () => {
    const facts = recordedFacts();
    const partly = { ...limits, unread: ['own (p-1): denied'] };
    const gaps = await controlSurvey(reader, async () => partly, facts).survey(undefined, []);

    expect(gaps[0]?.reason).toContain('own (p-1): denied');
    expect(await factOf(facts)).toEqual({ known: true, value: partly });
  });

  it.each([
    ['nothing', undefined],
    ['what is damaged', { known: true, value: { levels: 'x' } }],
  ])('is named as not known where %s is stored', async (_, stored) => {
    const facts = recordedFacts();
    if (stored) await facts.write('controls', new Map([['account', stored]]));

    expect(await factOf(facts)).toMatchObject({
      known: true,
      value: { unread: [expect.any(String)] },
    });
  });

  it('is nothing without an organization, and reads nothing', async () => {
    const facts = { ...recordedFacts(), read: () => Promise.reject(new Error('not asked')) };
    const role = roleNamed('orders');

    expect(await controls(facts, false)([role])).toEqual(
      new Map([[role.arn, { known: true, value: noControls }]]),
    );
  });
});

async function factOf(facts: Parameters<typeof controls>[0]) {
  const role = roleNamed('orders');

  return (await controls(facts, true)([role])).get(role.arn);
}
