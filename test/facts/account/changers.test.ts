import { describe, expect, it, vi } from 'vitest';
import type {
  AccountRole,
  AccountRoles,
  RoleReader,
} from '../../../functions/app/account-readers.ts';
import { inTurn } from '../../../functions/app/in-turn.ts';
import type { Gap } from '../../../functions/core/gap.ts';
import { parsePolicy } from '../../../functions/engines/iam/policy-document.ts';
import type { AcceptedReader } from '../../../functions/facts/accepted-targets.ts';
import {
  changeCandidateSurvey,
  changerSurvey,
  surveyedChangers,
} from '../../../functions/facts/account/changers.ts';
import { sharingRoles } from '../../../functions/facts/sharing-roles.ts';
import { withoutUsers } from '../../builders/account-roles.ts';
import { factSources } from '../../builders/fact-sources.ts';
import { sampleFinding } from '../../cli/samples.ts';
import { recordedFacts } from '../../fakes/fact-store.ts';
import { account, functionNamed, metBySweep, roleNamed } from '../../fakes/targets.ts';

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
  lastUsedAt: { known: true, value: '2020-01-01T00:00:00.000Z' },
});
const unreadable: AccountRole = {
  permissions: { known: false, reason: 'malformed' },
  trust: { known: false, reason: 'malformed' },
  createdAt: { known: false, reason: 'malformed' },
  lastUsedAt: { known: false, reason: 'malformed' },
};
const dev = roleNamed('dev').arn;

describe('the surveys of who can change functions', () => {
  it('bring to the account each role with the functions that it can change', async () => {
    const changer = {
      role: dev,
      may: ['code'],
      isConditional: false,
      count: 1,
      functions: [orders.arn],
    };

    expect(
      await surveyed(async () => withoutUsers(new Map([[dev, mayUpdate(orders.arn)]]))),
    ).toEqual({ known: true, value: { administrators: 0, of: 2, roles: [changer] } });
  });

  it('bring users too, and say where these cannot be read', async () => {
    const anna = 'arn:aws:iam::111122223333:user/anna';
    const { permissions } = mayUpdate('*');
    const identities = {
      known: true,
      value: { users: [{ arn: anna, permissions }], groups: [] },
    } as const;

    expect(await surveyed(async () => ({ roles: new Map(), identities }))).toMatchObject({
      value: { roles: [{ role: anna, count: 2 }] },
    });
    expect(
      await surveyed(async () => ({
        roles: new Map(),
        identities: unreadable.permissions as never,
      })),
    ).toMatchObject({ incomplete: 'some cannot be read: users: malformed' });
  });

  it('leave out a function whose own finding, of an earlier version, is suppressed', async () => {
    const read = async () => withoutUsers(new Map([[dev, mayUpdate('*')]]));
    const accepted = async () => [sampleFinding({ target: orders.arn })];

    expect(await surveyed(read, { accepted })).toMatchObject({
      value: { of: 1, roles: [{ functions: [mails.arn] }] },
    });
  });

  it('keep what was found where a role cannot be read, and name it', async () => {
    const roles = new Map([
      [dev, mayUpdate('*')],
      [roleNamed('ops').arn, unreadable],
    ]);

    expect(await surveyed(async () => withoutUsers(roles))).toMatchObject({
      value: { roles: [{ role: dev }] },
      incomplete: `some cannot be read: ${roleNamed('ops').arn}: malformed`,
    });
  });

  it('count what is more than a reader wants', async () => {
    const names = ['a', 'b', 'c', 'd', 'e'].map((name) => roleNamed(name).arn);
    const read = async () => withoutUsers(new Map(names.map((arn) => [arn, unreadable])));

    expect(await surveyed(read)).toMatchObject({
      incomplete: expect.stringMatching(/role\/a: malformed; .*role\/c: malformed; and 2 more$/),
    });
  });

  it('say that functions were not all listed', async () => {
    const read = async () => withoutUsers(new Map());
    const unlisted = [{ fact: 'functions of us-east-1', reason: 'denied' }];

    expect(await surveyed(read, { unlisted })).toMatchObject({
      incomplete: 'not listed: functions of us-east-1',
    });
  });

  it('know nothing where the roles, or what is suppressed, cannot be read', async () => {
    const denied = () => Promise.reject(new Error('not authorised'));
    const read = async () => withoutUsers(new Map());

    expect(await surveyed(denied)).toMatchObject({ known: false, reason: 'not authorised' });
    expect(await surveyed(read, { accepted: denied })).toMatchObject({ reason: 'not authorised' });
  });

  it('know nothing where nothing was written down, or what was is damaged', async () => {
    const facts = recordedFacts();
    const reason = async () => (await surveyedChangers(facts)([account])).get(account.arn);

    expect(await reason()).toMatchObject({ known: false });
    await facts.write('changers', new Map([['account', { known: true, value: 1 }]]));
    expect(await reason()).toMatchObject({ reason: expect.stringContaining('damaged') });
  });

  it('call of the facts table exactly what the fact declares', async () => {
    const facts = recordedFacts();

    await surveyed(async () => withoutUsers(new Map()), { facts });

    expect(facts.called()).toEqual(
      factSources.account.changers
        .filter(({ action, on }) => action.startsWith('dynamodb') && on === 'facts table')
        .map(({ action }) => action),
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

interface Surveyed {
  readonly facts: ReturnType<typeof recordedFacts>;
  readonly accepted: AcceptedReader;
  readonly unlisted: readonly Gap[];
}

async function surveyed(
  read: () => Promise<AccountRoles>,
  { facts = recordedFacts(), accepted = async () => [], unlisted = [] }: Partial<Surveyed> = {},
) {
  await changeCandidateSurvey({ read }, facts).survey([], []);
  await changerSurvey({ facts, accepted, clock }).survey(metBySweep([orders, mails]), unlisted);

  return (await surveyedChangers(facts)([account])).get(account.arn);
}
