import {
  CognitoIdentityProviderClient,
  CreateUserPoolClientCommand,
  CreateUserPoolCommand,
  type LambdaConfigType,
} from '@aws-sdk/client-cognito-identity-provider';
import type { SeedContext } from './seed-context.ts';

/** Creates a user pool at which anyone may sign up. @param triggers functions that it runs. */
export async function seedUserPool(
  { client }: SeedContext,
  PoolName: string,
  triggers?: LambdaConfigType,
): Promise<{ readonly id: string; readonly arn: string }> {
  const cognito = new CognitoIdentityProviderClient(client);
  const { UserPool } = await cognito.send(
    new CreateUserPoolCommand({
      PoolName,
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: false },
      ...(triggers && { LambdaConfig: triggers }),
    }),
  );
  await cognito.send(
    new CreateUserPoolClientCommand({ UserPoolId: UserPool?.Id, ClientName: PoolName }),
  );

  return { id: UserPool?.Id ?? '', arn: UserPool?.Arn ?? '' };
}
