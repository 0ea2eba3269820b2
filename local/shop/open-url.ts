import {
  AddPermissionCommand,
  CreateFunctionUrlConfigCommand,
  LambdaClient,
} from '@aws-sdk/client-lambda';
import type { SeedContext } from './seed-context.ts';

/** Lets anyone on the internet run a function, as the console does. */
export async function openUrl(
  { client }: Pick<SeedContext, 'client'>,
  FunctionName: string,
): Promise<void> {
  const lambda = new LambdaClient(client);
  const anyone = { FunctionName, Principal: '*' };

  await lambda.send(new CreateFunctionUrlConfigCommand({ FunctionName, AuthType: 'NONE' }));
  await lambda.send(
    new AddPermissionCommand({
      ...anyone,
      StatementId: 'Url',
      Action: 'lambda:InvokeFunctionUrl',
      FunctionUrlAuthType: 'NONE',
    }),
  );
  await lambda.send(
    new AddPermissionCommand({
      ...anyone,
      StatementId: 'ThroughUrl',
      Action: 'lambda:InvokeFunction',
      InvokedViaFunctionUrl: true,
    }),
  );
}
