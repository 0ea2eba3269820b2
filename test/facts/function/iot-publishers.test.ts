import { describe, expect, it, vi } from 'vitest';
import { perTargetKnown } from '../../../functions/app/collectors.ts';
import { type Known, unknown } from '../../../functions/core/known.ts';
import type { IotPublishers } from '../../../functions/domain/exposure/iot-publishers.ts';
import type { TriggerSource } from '../../../functions/domain/exposure/trigger-source.ts';
import type { ResourcePolicy } from '../../../functions/engines/iam/resource-policy.ts';
import { publishedRules } from '../../../functions/facts/function/iot-publishers.ts';
import { resourcePolicyOf } from '../../builders/resource-policy-of.ts';
import { functionNamed } from '../../fakes/targets.ts';

const orders = functionNamed('orders');
const rule = 'arn:aws:iot:eu-west-1:111122223333:rule/daily';
const publishers: IotPublishers = { guests: [], policies: [{ name: 'fleet' }] };
const known = <T>(value: T) => ({ known: true, value }) as const;
const letsIn = (source: string) =>
  resourcePolicyOf([
    {
      Effect: 'Allow',
      Resource: '*',
      Principal: { Service: 'iot.amazonaws.com' },
      Action: 'lambda:InvokeFunction',
      Condition: { ArnLike: { 'AWS:SourceArn': source } },
    },
  ]);
const on = { isOff: false, runs: [{ arn: orders.arn }], topic: 'orders/+' };
const source = (iot: TriggerSource['iot'] = on): TriggerSource => ({
  arn: rule,
  exists: true,
  ...(iot && { iot }),
});

describe('who may publish', () => {
  it('is asked of a rule that runs the function', async () => {
    const { answer, read } = await asked({});

    expect(answer).toEqual(known([{ rule, topic: 'orders/+', qualifier: undefined, publishers }]));
    expect(read).toHaveBeenCalledExactlyOnceWith(rule, 'orders/+');
  });

  it.each<[string, Partial<Given>]>([
    ['is off', { sources: known([source({ ...on, isOff: true })]) }],
    ['is gone', { sources: known([{ arn: rule, exists: false }]) }],
    [
      'runs another function',
      { sources: known([source({ ...on, runs: [{ arn: `${orders.arn}2` }] })]) },
    ],
    [
      'is an authorizer',
      {
        policies: known([letsIn(rule.replace('rule/', 'authorizer/'))]),
        sources: known([{ ...source(), arn: rule.replace('rule/', 'authorizer/') }]),
      },
    ],
    ['may not run it', { policies: known([]) }],
  ])('is not asked of one that %s', async (_, given) => {
    const { answer, read } = await asked(given);

    expect(answer).toEqual(known([]));
    expect(read).not.toHaveBeenCalled();
  });

  it.each<[string, Partial<Given>, object]>([
    ['the publishers', { publishers: unknown('denied') }, { value: [], incomplete: 'denied' }],
    [
      'a part of them',
      { publishers: { ...known(publishers), incomplete: 'denied' } },
      { value: [{ rule }], incomplete: 'denied' },
    ],
    [
      'whom else they let in',
      { publishers: { ...known(publishers), understated: 'tokens' } },
      { value: [{ rule }], understated: 'tokens' },
    ],
    [
      'the rule',
      { sources: { ...known([]), incomplete: 'denied' } },
      { value: [], incomplete: 'the rules and authorizers of AWS IoT that may run it: denied' },
    ],
    ['the policies', { policies: unknown('denied') }, { known: false, reason: 'denied' }],
  ])('is said to be unread where it is %s', async (_, given, expected) => {
    expect((await asked(given)).answer).toMatchObject(expected);
  });

  it('lacks nothing where no rule may run it, whatever else was not read', async () => {
    const { answer } = await asked({ policies: known([]), sources: unknown('denied') });

    expect(answer).toEqual(known([]));
  });
});

interface Given {
  readonly policies: Known<readonly ResourcePolicy[]>;
  readonly sources: Known<readonly TriggerSource[]>;
  readonly publishers: Known<IotPublishers>;
}

async function asked(given: Partial<Given>) {
  const read = vi.fn(async () => given.publishers ?? known(publishers));
  const collect = publishedRules(
    perTargetKnown(async () => given.policies ?? known([letsIn(rule)])),
    perTargetKnown(async () => given.sources ?? known([source()])),
    read,
  );

  return { answer: (await collect([orders])).get(orders.arn), read };
}
