import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { beforeEach, describe, expect, it } from 'vitest';
import { memberCredentials } from '../../../functions/adapters/aws/member-credentials.ts';
import { memberRoleArn } from '../../../functions/domain/member-role.ts';
import { mockClient } from '../../fakes/mock-client.ts';
import { accessDenied } from '../../fakes/targets.ts';

const sts = mockClient(STSClient);
const start = Date.parse('2026-11-28T02:00:00Z');
const MINUTE = 60 * 1000;
let now = start;
let assumed = 0;

beforeEach(() => {
  now = start;
  assumed = 0;
  sts.reset();
  sts.on(AssumeRoleCommand).callsFake(() => {
    assumed += 1;
    return {
      Credentials: {
        AccessKeyId: `KEY${assumed}`,
        SecretAccessKey: 'secret',
        SessionToken: 'token',
        Expiration: new Date(now + 60 * MINUTE),
      },
    };
  });
});

describe('memberCredentials', () => {
  it('are those of the one role of the scanner, under a name that the member reads', async () => {
    const credentials = credentialsOf();

    expect(await credentials()).toEqual({
      accessKeyId: 'KEY1',
      secretAccessKey: 'secret',
      sessionToken: 'token',
      expiration: new Date(start + 60 * MINUTE),
    });
    expect(sts.commandCalls(AssumeRoleCommand).map(({ args: [{ input }] }) => input)).toEqual([
      {
        RoleArn: 'arn:aws:iam::222233334444:role/lambda-vigil-usage',
        RoleSessionName: 'lambda-vigil-usage',
        DurationSeconds: 3_600,
      },
    ]);
  });

  it('carry the external id where one is agreed', async () => {
    await credentialsOf('agreed')();

    expect(sts.commandCalls(AssumeRoleCommand, { ExternalId: 'agreed' })).toHaveLength(1);
  });

  it('are asked for once by however many, and again shortly before they end', async () => {
    const credentials = credentialsOf();
    const keyAt = async (minutes: number) => {
      now = start + minutes * MINUTE;
      return (await credentials()).accessKeyId;
    };

    expect(await Promise.all([keyAt(0), keyAt(0), keyAt(0)])).toEqual(['KEY1', 'KEY1', 'KEY1']);
    expect(await keyAt(54)).toBe('KEY1');
    expect(await keyAt(56)).toBe('KEY2');
    expect(assumed).toBe(2);
  });

  it('say which account cannot be entered, why and what to do, and do not ask for each call', async () => {
    sts.on(AssumeRoleCommand).rejects(accessDenied());
    const credentials = credentialsOf();

    await expect(credentials()).rejects.toThrow(
      /^the account cannot be entered as arn:aws:iam::222233334444:role\/lambda-vigil-usage: deploy .*member-template.*suspended.*AccessDenied/,
    );
    await expect(credentials()).rejects.toThrow('cannot be entered');
    expect(sts.calls()).toHaveLength(1);

    now = start + 6 * MINUTE;
    await expect(credentials()).rejects.toThrow('cannot be entered');
    expect(sts.calls()).toHaveLength(2);
  });

  it('are unknown where STS answers none', async () => {
    sts.on(AssumeRoleCommand).resolves({});

    await expect(credentialsOf()()).rejects.toThrow('the answer is not as documented');
  });
});

function credentialsOf(externalId?: string) {
  return memberCredentials({
    sts: new STSClient({ region: 'eu-west-1' }),
    role: memberRoleArn({
      partition: 'aws',
      account: '222233334444',
      memberRole: 'lambda-vigil',
      scanner: 'usage',
    }),
    scanner: 'usage',
    externalId,
    clock: () => new Date(now),
  });
}
