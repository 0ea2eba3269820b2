/** Data of which an account has much, and what reads it. */
export interface DataKind {
  readonly name: string;
  readonly actions: readonly string[];
  /** Template of its ARN. */
  readonly resource: string;
}

/** What an intruder looks for first. */
export const accountData: readonly DataKind[] = [
  {
    name: 'secrets',
    actions: ['secretsmanager:GetSecretValue'],
    resource: 'arn:{partition}:secretsmanager:{region}:{account}:secret:{name}',
  },
  {
    name: 'parameters',
    actions: ['ssm:GetParameter', 'ssm:GetParameters', 'ssm:GetParametersByPath'],
    resource: 'arn:{partition}:ssm:{region}:{account}:parameter/{name}',
  },
  {
    name: 'objects',
    actions: ['s3:GetObject'],
    resource: 'arn:{partition}:s3:::{name}/{name}',
  },
  {
    name: 'keys',
    actions: ['kms:Decrypt'],
    resource: 'arn:{partition}:kms:{region}:{account}:key/{name}',
  },
];
