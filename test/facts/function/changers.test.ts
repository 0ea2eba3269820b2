import { describe, expect, it, vi } from 'vitest';
import { inTurn } from '../../../functions/app/in-turn.ts';
import type { AccountRole, AccountRoles, RoleReader } from '../../../functions/app/ports.ts';
import { parsePolicy } from '../../../functions/engines/iam/policy-document.ts';
import { changerSurvey, surveyedChangers } from '../../../functions/facts/function/changers.ts';
import { sharingRoles } from '../../../functions/facts/sharing-roles.ts';
import { withoutUsers } from '../../builders/account-roles.ts';
import { factSources } from '../../builders/fact-sources.ts';
import { recordedFacts } from '../../fakes/fact-store.ts';
import { functionNamed, roleNamed } from '../../fakes/targets.ts';

const [orders, mails] = [functionNamed('orders'), functionNamed('mails')];
const clock = () => new Date('2026-11-24T02:00:00Z');
const mayUpdate = (Resource: string): AccountRole => ({
  permissions: {
    known: true,
    value: {
      policies: [
        {
          name: 'p',
          source: 'inline',
          statements: parsePolicy(
            JSON.stringify({
              Statement: { Effect: 'Allow', Action: 'lambda:UpdateFunctionCode', Resource },
            }),
            'p',
          ),
        },
      ],
    },
  },
  trust: { known: true, value: { statements: [] } },
  createdAt: { known: true, value: '2020-01-01T00:00:00.000Z' },
});
const unreadable: AccountRole = {
  permissions: { known: false, reason: 'malformed' },
  trust: { known: false, reason: 'malformed' },
  createdAt: { known: false, reason: 'malformed' },
};
const dev = roleNamed('dev').arn;

describe('the survey of who can change functions', () => {
  it('brings to each function the roles that can change it', async () => {
    const changer = { role: dev, may: ['code'], isConditional: false };

    expect(
      await surveyed(async () => withoutUsers(new Map([[dev, mayUpdate(orders.arn)]]))),
    ).toEqual([
      { known: true, value: { administrators: 0, roles: [changer] } },
      { known: true, value: { administrators: 0, roles: [] } },
    ]);
  });

  it('names a role that cannot be read once, and keeps what was found of each function', async () => {
    const read = async () => withoutUsers(new Map([[dev, unreadable]]));

    const incomplete = `some cannot be read: ${dev}: malformed`;
    expect(await surveyed(read)).toMatchObject([
      { incomplete, isAccountGap: true },
      { incomplete, isAccountGap: true },
    ]);
    expect(await changerSurvey({ read }, recordedFacts()).survey([], [])).toEqual([
      { fact: 'roles that can change functions', reason: incomplete },
    ]);
  });

  it('counts what is more than a reader wants', async () => {
    const names = ['a', 'b', 'c', 'd', 'e'].map((name) => roleNamed(name).arn);
    const read = async () => withoutUsers(new Map(names.map((arn) => [arn, unreadable])));

    expect(await changerSurvey({ read }, recordedFacts()).survey([], [])).toMatchObject([
      { reason: expect.stringMatching(/role\/a: malformed; .*role\/c: malformed; and 2 more$/) },
    ]);
  });

  it('has no gap of the account where all can be read, or none', async () => {
    const survey = (read: () => Promise<AccountRoles>) =>
      changerSurvey({ read }, recordedFacts()).survey([], []);

    expect(await survey(async () => withoutUsers(new Map([[dev, mayUpdate(orders.arn)]])))).toEqual(
      [],
    );
    expect(await survey(() => Promise.reject(new Error('not authorised')))).toEqual([]);
  });

  it('is unknown where the roles cannot be listed', async () => {
    const answers = await surveyed(async () => {
      throw new Error('not authorised');
    });

    expect(answers).toMatchObject([{ known: false, reason: 'not authorised' }, {}]);
  });

  it('is unknown where nothing was written down, or what was is damaged', async () => {
    const facts = recordedFacts();
    const reason = async () => (await surveyedChangers(facts, clock)([orders])).get(orders.arn);

    expect(await reason()).toMatchObject({ known: false });
    await facts.write('changers', new Map([['account', { known: true, value: 1 }]]));
    expect(await reason()).toMatchObject({ reason: expect.stringContaining('damaged') });
  });

  it('calls of the table exactly what the fact declares', async () => {
    const facts = recordedFacts();

    await changerSurvey({ read: async () => withoutUsers(new Map()) }, facts).survey([], []);
    await surveyedChangers(facts, clock)([orders]);

    expect(facts.called()).toEqual(
      factSources.function.changers
        .map(({ action }) => action)
        .filter((action) => action.startsWith('dynamodb')),
    );
  });
});

describe('several surveys', () => {
  it('share what one of them reads of roles, and each sweep reads anew', async () => {
    const read = vi.fn(async () => withoutUsers(new Map()));
    const reading = (reader: RoleReader) => ({
      survey: async () => {
        await reader.read();
        return [];
      },
    });
    const shared = sharingRoles({ read }, [reading, reading]);

    await shared.survey([], []);
    expect(read).toHaveBeenCalledTimes(1);

    await shared.survey([], []);
    expect(read).toHaveBeenCalledTimes(2);
  });

  it('are made in turn', async () => {
    const surveyed: string[] = [];
    const noting = (name: string) => ({
      survey: async () => {
        surveyed.push(name);
        return [{ fact: name, reason: 'denied' }];
      },
    });

    const gaps = await inTurn(noting('a'), noting('b')).survey(undefined, []);

    expect(surveyed).toEqual(['a', 'b']);
    expect(gaps.map(({ fact }) => fact)).toEqual(surveyed);
  });
});

async function surveyed(read: () => Promise<AccountRoles>) {
  const facts = recordedFacts();
  await changerSurvey({ read }, facts).survey([], []);
  const answers = await surveyedChangers(facts, clock)([orders, mails]);

  return [orders, mails].map(({ arn }) => answers.get(arn));
}
