import { APIGatewayClient } from '@aws-sdk/client-api-gateway';
import { CreateStateMachineCommand, SFNClient } from '@aws-sdk/client-sfn';
import { deployedRestApi } from './seed-api.ts';
import type { SeedContext } from './seed-context.ts';

/**
 * Creates a state machine that runs nothing, and an open route that starts it.
 *
 * @param role the name of one that is there.
 */
export async function seedStateMachine(
  { client, account, region }: SeedContext,
  name: string,
  role: string,
): Promise<void> {
  const roleArn = `arn:aws:iam::${account}:role/${role}`;
  const { stateMachineArn = '' } = await new SFNClient(client).send(
    new CreateStateMachineCommand({
      name,
      roleArn,
      definition: JSON.stringify({ StartAt: 'Done', States: { Done: { Type: 'Succeed' } } }),
    }),
  );

  await deployedRestApi(new APIGatewayClient(client), {
    api: { name },
    method: { httpMethod: 'POST', authorizationType: 'NONE' },
    integration: {
      type: 'AWS',
      uri: `arn:aws:apigateway:${region}:states:action/StartExecution`,
      credentials: roleArn,
      requestTemplates: {
        'application/json': JSON.stringify({ stateMachineArn, input: "$input.json('$')" }),
      },
    },
  });
}
