import { describe, expect, it, vi } from 'vitest';
import type { SourceReader } from '../../../functions/app/account-readers.ts';
import { perTargetKnown } from '../../../functions/app/collectors.ts';
import type { Known } from '../../../functions/core/known.ts';
import type { ResourcePolicy } from '../../../functions/engines/iam/resource-policy.ts';
import { triggerSources } from '../../../functions/facts/function/trigger-sources.ts';
import { resourcePolicyOf, when } from '../../builders/resource-policy-of.ts';
import { functionNamed } from '../../fakes/targets.ts';

const [orders, mails] = [functionNamed('orders'), functionNamed('mails')];
const bucket = 'arn:aws:s3:::invoices';
const rule = 'arn:aws:events:eu-west-1:111122223333:rule/nightly';
const pool = 'arn:aws:cognito-idp:eu-west-1:111122223333:userpool/x';
const foreign = 'arn:aws:sns:eu-west-1:444455556666:news';

describe('the sources of triggers', () => {
  it('are asked of once, however many functions name them', async () => {
    const exists = vi.fn(async (arn: string) => ({ exists: arn === rule }));

    const answers = await collect(policyFor(bucket, rule), exists);

    const value = [
      { arn: bucket, exists: false },
      { arn: rule, exists: true },
    ];
    expect(answers).toEqual([
      { known: true, value },
      { known: true, value },
    ]);
    expect(exists.mock.calls).toEqual([
      [bucket, 'eu-west-1'],
      [rule, 'eu-west-1'],
    ]);
  });

  it('leave out what is of another account or not asked about, and lack nothing for that', async () => {
    const exists = vi.fn(async (arn: string) => (arn === pool ? undefined : { exists: true }));

    expect(await collect(policyFor(foreign, pool, rule), exists)).toContainEqual({
      known: true,
      value: [{ arn: rule, exists: true }],
    });
    expect(exists.mock.calls.map(([arn]) => arn)).toEqual([pool, rule]);
  });

  it('are incomplete where one is not known', async () => {
    const [answer] = await collect(policyFor(bucket, rule), async (arn) => {
      if (arn === bucket) throw new Error('Access Denied');
      return { exists: false };
    });

    expect(answer).toEqual({
      known: true,
      value: [{ arn: rule, exists: false }],
      incomplete: `not known to be there or gone: ${bucket} (Access Denied)`,
    });
  });

  it('are as incomplete as the policies', async () => {
    const partly: Known<readonly ResourcePolicy[]> = {
      known: true,
      value: [],
      incomplete: 'version 3 was not read',
    };

    expect(await collect(partly, async () => ({ exists: true }))).toContainEqual({
      known: true,
      value: [],
      incomplete: 'version 3 was not read',
    });
  });

  describe('of a policy that names no rule of AWS IoT', () => {
    const atLarge = known({ Principal: { Service: 'iot.amazonaws.com' } });
    const iotRule = 'arn:aws:iot:eu-west-1:111122223333:rule/daily';

    it('are all of them', async () => {
      const all = async (region: string) => (region === 'eu-west-1' ? [iotRule] : []);

      expect(await collect(atLarge, async () => ({ exists: true }), all)).toContainEqual({
        known: true,
        value: [{ arn: iotRule, exists: true }],
      });
    });

    it('are incomplete where they cannot be listed', async () => {
      const denied = async () => {
        throw new Error('Access Denied');
      };

      expect(await collect(atLarge, async () => ({ exists: true }), denied)).toContainEqual({
        known: true,
        value: [],
        incomplete: 'the rules and authorizers of AWS IoT: Access Denied',
      });
    });
  });

  it('are unknown where the policies are', async () => {
    const denied = { known: false, reason: 'denied' } as const;

    expect(await collect(denied, async () => ({ exists: true }))).toEqual([denied, denied]);
  });
});

function policyFor(...arns: readonly string[]): Known<readonly ResourcePolicy[]> {
  return known({
    Principal: { Service: 'x.amazonaws.com' },
    ...when('ArnLike', 'aws:SourceArn', arns),
  });
}

function known(statement: object): Known<readonly ResourcePolicy[]> {
  const whole = { Effect: 'Allow', Action: 'lambda:InvokeFunction', ...statement };

  return { known: true, value: [resourcePolicyOf([whole])] };
}

async function collect(
  policies: Known<readonly ResourcePolicy[]>,
  exists: SourceReader,
  allOfIot: (region: string) => Promise<readonly string[]> = async () => {
    throw new Error('no policy lets all of AWS IoT in');
  },
) {
  const answers = await triggerSources(
    perTargetKnown(async () => policies),
    { one: exists, allOfIot },
  )([orders, mails]);

  return [...answers.values()];
}
