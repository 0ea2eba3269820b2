import {
  parseResourcePolicy,
  type ResourcePolicy,
} from '../functions/domain/iam/resource-policy.ts';
import type { FunctionTarget } from '../functions/domain/target.ts';

/** The function whose policies `resourcePolicyOf` makes. */
export const orders: FunctionTarget = {
  kind: 'function',
  account: '111122223333',
  region: 'eu-west-1',
  arn: 'arn:aws:lambda:eu-west-1:111122223333:function:orders',
  name: 'orders',
  roleArn: 'arn:aws:iam::111122223333:role/orders',
  runtime: 'nodejs24.x',
  packageType: 'Zip',
  handler: 'index.handler',
  codeSha256: 'q83vEjRWeJA=',
  codeSize: 1_000,
  layers: [],
  lastModified: '2026-11-24T00:00:00Z',
  revisionId: '1',
  versions: [],
};

/** As Lambda writes one, but for what the statements say otherwise. */
export function resourcePolicyOf(Statement: unknown, qualifier?: string): ResourcePolicy {
  return parseResourcePolicy(JSON.stringify({ Version: '2012-10-17', Statement }), qualifier);
}

/** A statement's Condition. */
export function when(operator: string, key: string, value: string | readonly string[]) {
  return { Condition: { [operator]: { [key]: value } } };
}
