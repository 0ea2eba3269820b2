import {
  CognitoIdentityProviderClient,
  CreateUserPoolClientCommand,
  CreateUserPoolCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { AddPermissionCommand, LambdaClient } from '@aws-sdk/client-lambda';
import type { SeedContext } from './seed-context.ts';

/** Creates a user pool at which anyone may sign up, and that runs a function when someone has. */
export async function seedPoolTrigger(
  { client, account, region }: SeedContext,
  functionName: string,
  PoolName: string,
): Promise<void> {
  const cognito = new CognitoIdentityProviderClient(client);
  const PostConfirmation = `arn:aws:lambda:${region}:${account}:function:${functionName}`;

  const { UserPool } = await cognito.send(
    new CreateUserPoolCommand({
      PoolName,
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: false },
      LambdaConfig: { PostConfirmation },
    }),
  );
  await cognito.send(
    new CreateUserPoolClientCommand({ UserPoolId: UserPool?.Id, ClientName: PoolName }),
  );
  await new LambdaClient(client).send(
    new AddPermissionCommand({
      FunctionName: functionName,
      StatementId: 'Members',
      Action: 'lambda:InvokeFunction',
      Principal: 'cognito-idp.amazonaws.com',
      SourceArn: UserPool?.Arn,
    }),
  );
}
