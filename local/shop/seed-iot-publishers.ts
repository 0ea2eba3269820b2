import {
  CognitoIdentityClient,
  CreateIdentityPoolCommand,
  SetIdentityPoolRolesCommand,
} from '@aws-sdk/client-cognito-identity';
import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { AttachPolicyCommand, CreatePolicyCommand, IoTClient } from '@aws-sdk/client-iot';
import type { SeedContext } from './seed-context.ts';

/** An identity of a pool: a target of a policy that takes no certificate. */
const IDENTITY = '0d5f8c1e-2b7a-4f60-9c3d-6e1a2b3c4d5e';

/**
 * Creates a policy by which each client publishes below its own name, to topics that a rule takes, and an identity pool for
 * guests, which gives them another role than one that may publish there and still lets them in.
 */
export async function seedIotPublishers(context: SeedContext, ruleName: string): Promise<void> {
  const { client, account, region } = context;
  const topics = `arn:aws:iot:${region}:${account}:topic/shop/${ruleName}`;
  const iot = new IoTClient(client);
  await iot.send(
    new CreatePolicyCommand({
      policyName: ruleName,
      policyDocument: documentOf({
        Effect: 'Allow',
        Action: 'iot:Publish',
        Resource: `${topics}/\${iot:ClientId}`,
      }),
    }),
  );
  await iot.send(
    new AttachPolicyCommand({ policyName: ruleName, target: `${region}:${IDENTITY}` }),
  );

  const pools = new CognitoIdentityClient(client);
  const { IdentityPoolId = '' } = await pools.send(
    new CreateIdentityPoolCommand({
      IdentityPoolName: ruleName,
      AllowUnauthenticatedIdentities: true,
    }),
  );
  const former = `${ruleName}-former-guests`;
  await new IAMClient(client).send(
    new CreateRoleCommand({
      RoleName: former,
      AssumeRolePolicyDocument: documentOf({
        Effect: 'Allow',
        Principal: { Federated: 'cognito-identity.amazonaws.com' },
        Action: 'sts:AssumeRoleWithWebIdentity',
        Condition: {
          StringEquals: { 'cognito-identity.amazonaws.com:aud': IdentityPoolId },
          'ForAnyValue:StringLike': { 'cognito-identity.amazonaws.com:amr': 'unauthenticated' },
        },
      }),
    }),
  );
  await new IAMClient(client).send(
    new PutRolePolicyCommand({
      RoleName: former,
      PolicyName: 'inline',
      PolicyDocument: documentOf({
        Effect: 'Allow',
        Action: 'iot:Publish',
        Resource: `${topics}/*`,
      }),
    }),
  );
  await pools.send(
    new SetIdentityPoolRolesCommand({
      IdentityPoolId,
      Roles: { unauthenticated: `arn:aws:iam::${account}:role/${ruleName}-guests` },
    }),
  );
}

function documentOf(statement: object): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
}
