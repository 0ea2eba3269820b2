import type { BalancerRule } from '../../functions/domain/exposure/balancer-rule.ts';

/** An open one, but for what is said otherwise. */
export function balancerRuleOf(some: Partial<BalancerRule> = {}): BalancerRule {
  return {
    arn: 'arn:aws:elasticloadbalancing:eu-west-1:111122223333:listener-rule/app/shop/50dc/f2f7/9683',
    balancerName: 'shop',
    region: 'eu-west-1',
    address: 'http://shop-1.eu-west-1.elb.amazonaws.com',
    takes: 'path /orders/*',
    isInternal: false,
    isBarred: false,
    authentication: 'none',
    ...some,
  };
}
