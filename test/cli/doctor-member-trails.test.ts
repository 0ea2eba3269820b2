import {
  CloudTrailClient,
  DescribeTrailsCommand,
  GetEventSelectorsCommand,
  GetTrailStatusCommand,
} from '@aws-sdk/client-cloudtrail';
import { beforeEach, describe, expect, it } from 'vitest';
import { type EntersAccounts, memberTrailsDiagnosis } from '../../cli/doctor/member-trails.ts';
import { mockClient } from '../fakes/mock-client.ts';
import { accessDenied } from '../fakes/targets.ts';

const cloudtrail = mockClient(CloudTrailClient);
const shop = { account: '222233334444', name: 'shop', unit: 'ou-ab12-1' };
const named = { account: '333344445555' };
const shared = { Name: 'all', TrailARN: 'trail/all', IsOrganizationTrail: true };
const local = { Name: 'local', TrailARN: 'trail/local' };

beforeEach(() => {
  cloudtrail.reset();
  cloudtrail.on(GetTrailStatusCommand).resolves({ IsLogging: true });
  cloudtrail.on(GetEventSelectorsCommand).resolves({
    EventSelectors: [{ IncludeManagementEvents: true, ReadWriteType: 'All' }],
  });
});

describe('the diagnosis of trails in other accounts', () => {
  it('takes the trail of the organization for accounts of it, and asks in no other', async () => {
    trailsAre({ own: [shared] });

    expect(await memberTrailsDiagnosis([shop, named], undefined)).toMatchObject({
      state: 'unknown',
      detail: expect.stringContaining('the changes of 1 of 2 other accounts'),
      each: ['222233334444, shop: trail all of the organization', '333344445555: not asked'],
      toDo: [expect.stringContaining('doctor --assume ROLE')],
    });
  });

  it('does not take the trail of its own account for that of others', async () => {
    trailsAre({ own: [local] });

    expect((await memberTrailsDiagnosis([shop], undefined)).state).toBe('unknown');
  });

  it('does not take a trail of the organization that does not log', async () => {
    trailsAre({ own: [shared] });
    cloudtrail.on(GetTrailStatusCommand).resolves({ IsLogging: false });

    expect((await memberTrailsDiagnosis([shop], undefined)).state).toBe('unknown');
  });

  it('asks in each account, as the role that is named', async () => {
    trailsAre({ own: [], '222233334444': [local], '333344445555': [] });

    expect(await memberTrailsDiagnosis([shop, named], entering)).toMatchObject({
      state: 'not ok',
      each: ['222233334444, shop: trail local', '333344445555: no trail records management events'],
      toDo: [expect.stringContaining('create-trail'), expect.any(String)],
    });
  });

  it('is ok where each has one', async () => {
    trailsAre({ own: [shared], '333344445555': [local] });

    const found = await memberTrailsDiagnosis([shop, named], entering);

    expect(found).toMatchObject({ state: 'ok' });
    expect(found.toDo).toBeUndefined();
  });

  it('does not know of one that cannot be entered', async () => {
    trailsAre({ own: [] });
    const refused: EntersAccounts = () => () => Promise.reject(accessDenied());

    const found = await memberTrailsDiagnosis([named], refused);

    expect(found.state).toBe('unknown');
    expect(found.each?.[0]).toContain('333344445555: ');
    expect(found.toDo).toBeUndefined();
  });
});

/** The credentials of an account are its number. */
const entering: EntersAccounts = (account) => async () => ({
  accessKeyId: account,
  secretAccessKey: 'x',
  sessionToken: 'x',
  expiration: new Date('2027-01-01T00:00:00Z'),
});

interface SomeTrail {
  readonly Name: string;
  readonly TrailARN: string;
  readonly IsOrganizationTrail?: boolean;
}

function trailsAre(trails: Readonly<Record<string, readonly SomeTrail[]>>): void {
  cloudtrail.on(DescribeTrailsCommand).callsFake(async (_, clientOf) => {
    // A test has no credentials of its own.
    const given = await clientOf()
      .config.credentials()
      .catch((error: Error) => {
        if (error.name !== 'CredentialsProviderError') throw error;
        return { accessKeyId: 'own' };
      });

    return { trailList: trails[given.accessKeyId] };
  });
}
