import {
  APIGatewayClient,
  CreateDeploymentCommand,
  CreateRestApiCommand,
  GetResourcesCommand,
  PutIntegrationCommand,
  PutMethodCommand,
} from '@aws-sdk/client-api-gateway';
import { CreateStateMachineCommand, SFNClient } from '@aws-sdk/client-sfn';
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

  const rest = new APIGatewayClient(client);
  const { id: restApiId } = await rest.send(new CreateRestApiCommand({ name }));
  const { items = [] } = await rest.send(new GetResourcesCommand({ restApiId }));
  const method = { restApiId, resourceId: items[0]?.id, httpMethod: 'POST' };
  await rest.send(new PutMethodCommand({ ...method, authorizationType: 'NONE' }));
  await rest.send(
    new PutIntegrationCommand({
      ...method,
      type: 'AWS',
      integrationHttpMethod: 'POST',
      uri: `arn:aws:apigateway:${region}:states:action/StartExecution`,
      credentials: roleArn,
      requestTemplates: {
        'application/json': JSON.stringify({ stateMachineArn, input: "$input.json('$')" }),
      },
    }),
  );
  await rest.send(new CreateDeploymentCommand({ restApiId, stageName: 'live' }));
}
