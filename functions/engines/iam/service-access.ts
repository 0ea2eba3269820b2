import { choosesSource } from './caller-condition.ts';
import type { Access } from './resource-access.ts';

/** Whether a service may use a function in the name of any account (a confused deputy). */
export function isForAnyone({ principal, gates }: Access): boolean {
  if (principal.kind !== 'Service') return false;
  if (askTheirCaller.has(principal.name) || stayInAccount.has(principal.name)) return false;

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
 * Services that call no function of another account than that of the resource that calls.
 *
 * Source: "Use Lambda functions as targets of an Application Load Balancer", Limits (Elastic Load
 * Balancing User Guide): function and target group are of the same account and region.
 */
const stayInAccount: ReadonlySet<string> = new Set(['elasticloadbalancing.amazonaws.com']);
