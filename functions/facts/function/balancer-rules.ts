import * as z from 'zod/mini';
import type { BalancerReader } from '../../app/account-readers.ts';
import { attempt, perChunkKnown } from '../../app/collectors.ts';
import type { Collector, FactStore } from '../../app/ports.ts';
import type { Survey } from '../../app/surveys.ts';
import type { Gap } from '../../core/gap.ts';
import type { Known } from '../../core/known.ts';
import type { FunctionTarget } from '../../core/target.ts';
import { type BalancerRule, balancerRule } from '../../domain/exposure/balancer-rule.ts';
import {
  isEveryone,
  type ResourcePolicy,
  type ResourceStatement,
} from '../../engines/iam/index.ts';
import { type ByFunction, byFunction, leadingTo, unseenOf } from '../by-function.ts';
import { defineFact, typed } from '../define-fact.ts';
import { storedFact } from '../stored-fact.ts';
import { keepsStored } from '../table-grants.ts';
import { resourcePoliciesFact } from './resource-policies.ts';

/** Of Application Load Balancers, those that run it. */
export const balancerRulesFact = defineFact({
  key: 'balancerRules',
  about: ['function'],
  value: typed<readonly BalancerRule[]>(),
  words: 'the load balancers that lead to it',
  grants: [
    { action: 'elasticloadbalancing:DescribeTargetGroups', on: 'everything' },
    { action: 'elasticloadbalancing:DescribeTargetHealth', on: 'everything' },
    { action: 'elasticloadbalancing:DescribeLoadBalancers', on: 'everything' },
    { action: 'elasticloadbalancing:DescribeListeners', on: 'everything' },
    { action: 'elasticloadbalancing:DescribeRules', on: 'everything' },
    { action: 'ec2:DescribeSecurityGroups', on: 'everything' },
    { action: 'cognito-idp:DescribeUserPool', on: 'any user pool' },
    { action: 'cognito-idp:ListUserPoolClients', on: 'any user pool' },
    { action: 'wafv2:GetIPSet', on: 'any IP set' },
    // AWS asks for both what it stands before, and the ACL.
    { action: 'wafv2:GetWebACLForResource', on: 'any load balancer' },
    { action: 'wafv2:GetWebACLForResource', on: 'any regional web ACL' },
    // Both use the facts table.
    ...resourcePoliciesFact.grants.filter(({ on }) => on !== 'facts table'),
    ...keepsStored,
  ],
});

const KIND = 'balancer-rules';

/**
 * Stores, once a sweep, which rules of load balancers lead to the functions of each region. What cannot
 * be read is stored as unknown, so that the rules of an earlier night do not pass for today's.
 */
export function balancerSurvey(
  read: BalancerReader,
  facts: FactStore,
): Survey<readonly string[], readonly Gap[]> {
  return {
    async survey(regions) {
      const answers = new Map<string, Known<Rules>>();
      for (const region of regions) answers.set(region, await attemptRules(read, region));

      await facts.write(KIND, answers);
      // A gap is reported at each function that a rule might lead to.
      return [];
    },
  };
}

/**
 * The collector of what the survey stored. To a function whose policies name no load balancers none
 * leads, whether they could be read or not.
 */
export function surveyedBalancerRules(
  facts: FactStore,
  policies: Collector<FunctionTarget, readonly ResourcePolicy[]>,
): Collector<FunctionTarget, readonly BalancerRule[]> {
  return perChunkKnown(async (targets: readonly FunctionTarget[]) => {
    const policiesOf = await policies(targets);
    const named = new Set(targets.filter(({ arn }) => mayNameBalancers(policiesOf.get(arn))));
    const regions = [...new Set([...named].map(({ region }) => region))];
    const stored = regions.length > 0 ? await facts.read(KIND, regions) : new Map();
    const byRegion = new Map(regions.map((region) => [region, rulesIn(stored.get(region))]));

    return new Map(
      targets.map((target) => [
        target.arn,
        named.has(target)
          ? leadingTo(target.arn, byRegion.get(target.region) ?? rulesIn(undefined))
          : none,
      ]),
    );
  });
}

const none: Known<readonly BalancerRule[]> = { known: true, value: [] };

function mayNameBalancers(policies: Known<readonly ResourcePolicy[]> | undefined): boolean {
  if (!policies?.known || policies.incomplete !== undefined) return true;

  return policies.value.some(({ statements }) => statements.some(namesBalancers));
}

function namesBalancers({ effect, principals }: ResourceStatement): boolean {
  if (effect !== 'Allow') return false;

  return (
    principals.scope !== 'only' ||
    principals.named.some(
      (principal) =>
        isEveryone(principal) ||
        (principal.kind === 'Service' && principal.name.startsWith('elasticloadbalancing.')),
    )
  );
}

const rules = z.record(z.string(), z.array(balancerRule));

type Rules = ByFunction<BalancerRule>;

async function attemptRules(read: BalancerReader, region: string): Promise<Known<Rules>> {
  const answer = await attempt(() => read(region));
  if (!answer.known) return answer;

  const { rules: found, unseen } = answer.value;
  return { known: true, value: byFunction(found, ({ rule }) => rule), ...unseenOf(unseen) };
}

function rulesIn(stored: unknown): Known<Rules> {
  return storedFact(stored, rules, 'the load balancers of this region');
}
