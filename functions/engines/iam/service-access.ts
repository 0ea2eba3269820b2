import { choosesSource } from './caller-condition.ts';
import type { Access } from './resource-access.ts';

/** Whether a service may use a function in the name of any account (a confused deputy). */
export function isForAnyone({ principal, gates }: Access): boolean {
  if (principal.kind !== 'Service') return false;
  if (askTheirCaller.has(principal.name)) return false;

  return !gates.some((gate) => gate.every(choosesSource));
}

/**
 * Services that check whether their caller may use the function, so that they cannot be turned on
 * a function of another account.
 *
 * Source: "RotateSecret" (Secrets Manager API Reference); "Set up IAM permissions and roles for
 * Lambda@Edge" (CloudFront Developer Guide).
 */
const askTheirCaller: ReadonlySet<string> = new Set([
  'secretsmanager.amazonaws.com',
  'replicator.lambda.amazonaws.com',
]);

/**
 * Whether a service calls functions of its own resource's account only: who uses it cannot reach
 * those of others.
 *
 * Source: "Use Lambda functions as targets of an Application Load Balancer", Limits (Elastic Load
 * Balancing User Guide): function and target group are of the same account and region.
 */
export function staysInAccount({ principal }: Access): boolean {
  return principal.kind === 'Service' && principal.name === 'elasticloadbalancing.amazonaws.com';
}
