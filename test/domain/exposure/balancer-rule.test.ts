import { expect, it } from 'vitest';
import {
  type BalancerRule,
  callersOf,
  isOpenRule,
} from '../../../functions/domain/exposure/balancer-rule.ts';
import { balancerRuleOf } from '../../builders/balancer-rule-of.ts';

it.each<[Partial<BalancerRule>, boolean, string]>([
  [{}, true, 'anyone on the internet'],
  [{ isInternal: true }, false, 'a caller in the network of the load balancer'],
  [{ isBarred: true }, false, 'a caller from the addresses that the load balancer admits'],
  [{ authentication: 'JWT' }, false, 'a caller whom the load balancer authenticates (JWT)'],
  [
    { authentication: 'certificate', isInternal: true },
    false,
    'a caller whom the load balancer authenticates (certificate)',
  ],
  [{ header: 'x-origin' }, false, 'a caller that sends the header x-origin'],
])('a rule with %o is open: %s', (some, isOpen, callers) => {
  const rule = balancerRuleOf(some);

  expect(isOpenRule(rule)).toBe(isOpen);
  expect(callersOf(rule)).toBe(callers);
});
