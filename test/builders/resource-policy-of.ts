import {
  parseResourcePolicy,
  type ResourcePolicy,
} from '../../functions/engines/iam/resource-policy.ts';
import { functionNamed } from '../fakes/targets.ts';

/** The function whose policies `resourcePolicyOf` makes. */
export const orders = functionNamed('orders');

/** As Lambda writes one, but for what the statements say otherwise. */
export function resourcePolicyOf(Statement: unknown, qualifier?: string): ResourcePolicy {
  return parseResourcePolicy(JSON.stringify({ Version: '2012-10-17', Statement }), qualifier);
}

/** A statement's Condition. */
export function when(operator: string, key: string, value: string | readonly string[]) {
  return { Condition: { [operator]: { [key]: value } } };
}
