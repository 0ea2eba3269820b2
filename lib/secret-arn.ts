import { Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';

/**
 * Of one secret alone: by its ARN or, by its name, in the account and region of the stack. To a name
 * Secrets Manager adds a dash and six characters.
 */
export function secretArn(scope: Construct, nameOrArn: string): string {
  if (nameOrArn.startsWith('arn:')) return nameOrArn;

  return Stack.of(scope).formatArn({
    service: 'secretsmanager',
    resource: `secret:${nameOrArn}-??????`,
  });
}
