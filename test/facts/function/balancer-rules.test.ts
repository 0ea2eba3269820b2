import { describe, expect, it } from 'vitest';
import type { BalancerReader } from '../../../functions/app/account-readers.ts';
import { perTarget, perTargetKnown } from '../../../functions/app/collectors.ts';
import { type Known, unknown } from '../../../functions/core/known.ts';
import type { ResourcePolicy } from '../../../functions/engines/iam/resource-policy.ts';
import {
  balancerSurvey,
  surveyedBalancerRules,
} from '../../../functions/facts/function/balancer-rules.ts';
import { balancerRuleOf } from '../../builders/balancer-rule-of.ts';
import { factSources } from '../../builders/fact-sources.ts';
import { resourcePolicyOf } from '../../builders/resource-policy-of.ts';
import { recordedFacts } from '../../fakes/fact-store.ts';
import { functionNamed } from '../../fakes/targets.ts';

const orders = functionNamed('orders');
const rule = balancerRuleOf();
const toOrders: BalancerReader = async () => ({
  rules: [{ leadsTo: orders.arn, rule }],
  unseen: [],
});
const failing: BalancerReader = async () => {
  throw new Error('denied');
};

describe('the load balancers that lead to a function', () => {
  it('are those of the survey', async () => {
    expect(await surveyed(toOrders)).toEqual({ known: true, value: [rule] });
  });

  it('are unknown where the target groups cannot be listed', async () => {
    expect(await surveyed(failing)).toEqual(unknown('denied'));
  });

  it('are incomplete where one cannot be read, and names the first of many', async () => {
    const unseen = Array.from({ length: 7 }, (_, index) => `load balancer ${index}`);

    expect(await surveyed(async () => ({ rules: [], unseen }))).toEqual({
      known: true,
      value: [],
      incomplete:
        'not covered: load balancer 0; load balancer 1; load balancer 2; load balancer 3; load balancer 4; and 2 more',
    });
  });

  it('are unknown where nothing was written down, or what was is damaged', async () => {
    const facts = recordedFacts();
    const collect = surveyedBalancerRules(
      facts,
      perTarget(() => [policyFor(BALANCERS)]),
    );
    const reason = async () => (await collect([orders])).get(orders.arn);

    expect(await reason()).toMatchObject({ known: false });
    await facts.write('balancer-rules', new Map([[orders.region, { known: true, value: [1] }]]));
    expect(await reason()).toMatchObject({ reason: expect.stringContaining('damaged') });
  });

  it.each<[string, boolean, Known<readonly ResourcePolicy[]>]>([
    ['without a policy', false, { known: true, value: [] }],
    ['whose policy names other services', false, policies({ Service: 's3.amazonaws.com' })],
    ['whose policy names an account', false, policies({ AWS: '999999999999' })],
    ['whose policy names load balancers', true, policies(BALANCERS)],
    ['whose policy names everyone', true, policies('*')],
    ['whose policies are not known', true, unknown('denied')],
    ['whose aliases wait for their night', true, { known: true, value: [], incomplete: 'aliases' }],
  ])('of a function %s may be unknown: %s', async (_, mayBe, ofFunction) => {
    const answer = await surveyed(failing, ofFunction);

    expect(answer).toEqual(mayBe ? unknown('denied') : { known: true, value: [] });
  });

  it('calls of the table what the fact declares, and nothing for functions that none leads to', async () => {
    const facts = recordedFacts();
    await surveyedBalancerRules(
      facts,
      perTarget(() => []),
    )([orders]);
    expect(facts.called()).toEqual([]);

    await balancerSurvey(toOrders, facts).survey(['eu-west-1'], []);
    await surveyedBalancerRules(
      facts,
      perTarget(() => [policyFor(BALANCERS)]),
    )([orders]);

    const declared = factSources.function.balancerRules.map(({ action }) => action);
    expect(declared).toEqual(expect.arrayContaining([...facts.called()]));
    expect(facts.called()).toHaveLength(2);
  });
});

const BALANCERS = { Service: 'elasticloadbalancing.amazonaws.com' };

function policyFor(Principal: unknown): ResourcePolicy {
  const Action = 'lambda:InvokeFunction';

  return resourcePolicyOf([{ Effect: 'Allow', Action, Resource: '*', Principal }]);
}

function policies(principal: unknown): Known<readonly ResourcePolicy[]> {
  return { known: true, value: [policyFor(principal)] };
}

async function surveyed(read: BalancerReader, ofFunction = policies(BALANCERS)) {
  const facts = recordedFacts();
  await balancerSurvey(read, facts).survey(['eu-west-1'], []);

  const collect = surveyedBalancerRules(
    facts,
    perTargetKnown(async () => ofFunction),
  );
  return (await collect([orders])).get(orders.arn);
}
