import { AddPermissionCommand, LambdaClient } from '@aws-sdk/client-lambda';
import type { SeedContext } from './seed-context.ts';
import { seedUserPool } from './seed-user-pool.ts';

/** Creates a user pool at which anyone may sign up, and that runs a function when someone has. */
export async function seedPoolTrigger(
  context: SeedContext,
  functionName: string,
  poolName: string,
): Promise<void> {
  const { client, account, region } = context;
  const PostConfirmation = `arn:aws:lambda:${region}:${account}:function:${functionName}`;
  const { arn } = await seedUserPool(context, poolName, { PostConfirmation });

  await new LambdaClient(client).send(
    new AddPermissionCommand({
      FunctionName: functionName,
      StatementId: 'Members',
      Action: 'lambda:InvokeFunction',
      Principal: 'cognito-idp.amazonaws.com',
      SourceArn: arn,
    }),
  );
}
