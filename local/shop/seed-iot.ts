import { CreateAuthorizerCommand, CreateTopicRuleCommand, IoTClient } from '@aws-sdk/client-iot';
import type { SeedContext } from './seed-context.ts';

/** Creates a rule of AWS IoT that runs a function, and a custom authorizer that asks for signed tokens. */
export async function seedIot(
  { client, account, region }: SeedContext,
  functionName: string,
  ruleName: string,
): Promise<void> {
  const iot = new IoTClient(client);
  const functionArn = `arn:aws:lambda:${region}:${account}:function:${functionName}`;

  await iot.send(
    new CreateTopicRuleCommand({
      ruleName,
      topicRulePayload: {
        sql: `SELECT * FROM 'shop/${ruleName}/+'`,
        actions: [{ lambda: { functionArn } }],
      },
    }),
  );
  await iot.send(
    new CreateAuthorizerCommand({
      authorizerName: ruleName,
      authorizerFunctionArn: functionArn,
      tokenKeyName: 'token',
      status: 'ACTIVE',
    }),
  );
}
