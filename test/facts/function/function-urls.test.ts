import { describe, expect, it } from 'vitest';
import { perTargetKnown } from '../../../functions/app/collectors.ts';
import { type Known, unknown } from '../../../functions/core/known.ts';
import type { FunctionUrl } from '../../../functions/domain/exposure/function-url.ts';
import { parseResourcePolicy, type ResourcePolicy } from '../../../functions/engines/iam/index.ts';
import { functionUrls } from '../../../functions/facts/function/function-urls.ts';
import { recordedFacts } from '../../fakes/fact-store.ts';
import { accessDenied, functionNamed } from '../../fakes/targets.ts';

const url = { url: 'https://x.lambda-url.eu-west-1.on.aws/', authType: 'NONE' };
const orders = functionNamed('orders');
const others = Array.from({ length: 40 }, (_, index) => functionNamed(`f${index}`));

describe('function URLs', () => {
  it.each<[string, object, string?]>([
    ['by its name', { Action: 'lambda:InvokeFunctionUrl' }],
    ['in another spelling', { Action: 'LAMBDA:invokefunctionURL' }],
    ['among others', { Action: ['lambda:GetFunction', 'lambda:InvokeFunctionUrl'] }],
    ['by a wildcard', { Action: 'lambda:Invoke*' }],
    ['by one within it', { Action: 'lambda:*Url' }],
    ['with all of Lambda', { Action: 'lambda:*' }],
    ['with everything', { Action: '*' }],
    ['as what is not left out', { NotAction: 'lambda:GetFunction' }],
    ['to one account', { Action: 'lambda:InvokeFunctionUrl', Principal: { AWS: '444455556666' } }],
    [
      'under a condition',
      {
        Action: 'lambda:InvokeFunctionUrl',
        Condition: { StringEquals: { 'lambda:FunctionUrlAuthType': 'AWS_IAM' } },
      },
    ],
    ['on an alias', { Action: 'lambda:InvokeFunctionUrl' }, 'live'],
  ])('are read every night where a policy grants them: %s', async (_, statement, qualifier) => {
    const policies: Known<readonly ResourcePolicy[]> = {
      known: true,
      value: [policy({ Action: 'lambda:GetFunction' }), policy(statement, qualifier)],
    };

    for (let night = 1; night <= 8; night += 1) {
      expect(await urlsOn(night, policies)).toEqual({ known: true, value: [url] });
    }
  });

  it('are read every night where the policies are not known', async () => {
    expect(await urlsOn(1, unknown('denied'))).toEqual({ known: true, value: [url] });
  });

  it.each<[string, object]>([
    ['nothing', { Action: 'lambda:InvokeFunction' }],
    ['all but them', { NotAction: 'lambda:InvokeFunctionUrl' }],
    ['them to no one', { Effect: 'Deny', Action: 'lambda:*' }],
  ])(
    'are read in turn where policies grant %s, and until then said to be unread',
    async (_, it) => {
      const policies = { known: true, value: [policy(it)] } as const;
      const { collect, asked } = collector(policies);

      const answers = await collect(1, others);

      expect(asked.length).toBeGreaterThan(0);
      expect(asked.length).toBeLessThan(20);
      for (const [arn, answer] of answers) {
        expect(answer).toEqual(
          asked.includes(arn)
            ? { known: true, value: [url] }
            : { known: true, value: [], incomplete: expect.stringContaining('in turn') },
        );
      }
    },
  );

  it('that members of the account may call are seen within a week, with their CORS setting', async () => {
    const { collect } = collector({ known: true, value: [] });
    for (let night = 1; night <= 6; night += 1) await collect(night, others);

    for (const [, answer] of await collect(7, others)) {
      expect(answer).toEqual({ known: true, value: [url] });
    }
  });

  it('that no policy grants are read once a week, though there is one', async () => {
    const { collect, asked } = collector({ known: true, value: [] });
    for (let night = 1; night <= 7; night += 1) await collect(night, others);
    asked.length = 0;

    for (let night = 8; night <= 14; night += 1) await collect(night, others);

    expect(asked.toSorted()).toEqual(others.map(({ arn }) => arn).toSorted());
  });

  it('that a policy comes to grant are read the same night', async () => {
    let policies: Known<readonly ResourcePolicy[]> = { known: true, value: [] };
    const { collect, asked } = collector(() => policies);
    for (let night = 1; night <= 7; night += 1) await collect(night, others);
    asked.length = 0;
    policies = { known: true, value: [policy({ Action: 'lambda:InvokeFunctionUrl' })] };

    await collect(8, others);

    expect(asked).toHaveLength(others.length);
  });

  it('with a CORS setting are read every night: it may be put right', async () => {
    const shared = { ...url, cors: { origins: ['*'], credentials: false } };
    const { collect, asked } = collector({ known: true, value: [] }, async () => [shared]);
    for (let night = 1; night <= 7; night += 1) await collect(night, others);
    asked.length = 0;

    await collect(8, others);

    expect(asked).toHaveLength(others.length);
  });

  it('are unknown where they are due and cannot be read', async () => {
    const granted = { known: true, value: [policy({ Action: 'lambda:*' })] } as const;
    const { collect } = collector(granted, () => Promise.reject(accessDenied()));

    expect((await collect(1, [orders])).get(orders.arn)).toMatchObject({ known: false });
  });
});

async function urlsOn(night: number, policies: Known<readonly ResourcePolicy[]>) {
  return (await collector(policies).collect(night, [orders])).get(orders.arn);
}

type Policies = Known<readonly ResourcePolicy[]>;

function collector(
  policies: Policies | (() => Policies),
  read: () => Promise<readonly FunctionUrl[]> = async () => [url],
) {
  const asked: string[] = [];
  let day = 1;
  const urls = functionUrls({
    policies: perTargetKnown(async () => (typeof policies === 'function' ? policies() : policies)),
    read: ({ arn }) => {
      asked.push(arn);
      return read();
    },
    isReadWhole: async () => false,
    facts: recordedFacts(),
    clock: () => new Date(Date.UTC(2026, 10, day, 3)),
  });

  return {
    asked,
    collect(night: number, targets: readonly (typeof orders)[]) {
      day = night;
      return urls([...targets]);
    },
  };
}

function policy(statement: object, qualifier?: string): ResourcePolicy {
  const Statement = [{ Effect: 'Allow', Principal: '*', Resource: '*', ...statement }];

  return parseResourcePolicy(JSON.stringify({ Version: '2012-10-17', Statement }), qualifier);
}
