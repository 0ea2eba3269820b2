import {
  ApiGatewayV2Client,
  CreateApiCommand,
  CreateIntegrationCommand,
  CreateRouteCommand,
  CreateStageCommand,
} from '@aws-sdk/client-apigatewayv2';
import { CreateStateMachineCommand, SFNClient } from '@aws-sdk/client-sfn';
import type { SeedContext } from './seed-context.ts';

/**
 * Creates a state machine that runs nothing, and an open route that starts it.
 *
 * @param role the name of one that is there.
 */
export async function seedStateMachine(
  { client, account }: SeedContext,
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

  const http = new ApiGatewayV2Client(client);
  const { ApiId } = await http.send(new CreateApiCommand({ Name: name, ProtocolType: 'HTTP' }));
  const { IntegrationId } = await http.send(
    new CreateIntegrationCommand({
      ApiId,
      IntegrationType: 'AWS_PROXY',
      IntegrationSubtype: 'StepFunctions-StartExecution',
      PayloadFormatVersion: '1.0',
      CredentialsArn: roleArn,
      RequestParameters: { StateMachineArn: stateMachineArn, Input: '$request.body' },
    }),
  );
  await http.send(
    new CreateRouteCommand({
      ApiId,
      RouteKey: 'POST /start',
      Target: `integrations/${IntegrationId}`,
      AuthorizationType: 'NONE',
    }),
  );
  await http.send(new CreateStageCommand({ ApiId, StageName: 'live' }));
}
