import {
  CognitoIdentityClient,
  CreateIdentityPoolCommand,
  SetIdentityPoolRolesCommand,
} from '@aws-sdk/client-cognito-identity';
import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { AttachPolicyCommand, CreatePolicyCommand, IoTClient } from '@aws-sdk/client-iot';
import type { SampleIotRule } from './sample-function.ts';
import type { SeedContext } from './seed-context.ts';

/** An identity of a pool: a target of a policy that takes no certificate. */
const IDENTITY = '0d5f8c1e-2b7a-4f60-9c3d-6e1a2b3c4d5e';

/**
 * Creates a policy by which each client publishes below its own name, to topics that a rule takes, and an identity pool for
 * guests, which gives them another role than one that may publish there and still lets them in. Of an open rule the policy
 * allows any topic, and the pool gives guests the role that may publish.
 */
export async function seedIotPublishers(
  context: SeedContext,
  { name, isOpen }: SampleIotRule,
): Promise<void> {
  const { account, region } = context;
  const topics = `arn:aws:iot:${region}:${account}:topic/shop/${name}`;

  await seedPolicy(context, name, isOpen ? '*' : `${topics}/\${iot:ClientId}`);
  await seedGuests(context, name, {
    publishing: `${name}-${isOpen ? 'guests' : 'former-guests'}`,
    topics: `${topics}/*`,
  });
}

async function seedPolicy(
  { client, region }: SeedContext,
  policyName: string,
  Resource: string,
): Promise<void> {
  const iot = new IoTClient(client);
  const policyDocument = documentOf({ Effect: 'Allow', Action: 'iot:Publish', Resource });

  await iot.send(new CreatePolicyCommand({ policyName, policyDocument }));
  await iot.send(new AttachPolicyCommand({ policyName, target: `${region}:${IDENTITY}` }));
}

/** @param role that may publish to the topics; the pool gives guests that of its own name. */
async function seedGuests(
  { client, account }: SeedContext,
  name: string,
  role: { readonly publishing: string; readonly topics: string },
): Promise<void> {
  const pools = new CognitoIdentityClient(client);
  const { IdentityPoolId = '' } = await pools.send(
    new CreateIdentityPoolCommand({
      IdentityPoolName: name,
      AllowUnauthenticatedIdentities: true,
    }),
  );
  const iam = new IAMClient(client);
  await iam.send(
    new CreateRoleCommand({
      RoleName: role.publishing,
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
  await iam.send(
    new PutRolePolicyCommand({
      RoleName: role.publishing,
      PolicyName: 'inline',
      PolicyDocument: documentOf({
        Effect: 'Allow',
        Action: 'iot:Publish',
        Resource: role.topics,
      }),
    }),
  );
  await pools.send(
    new SetIdentityPoolRolesCommand({
      IdentityPoolId,
      Roles: { unauthenticated: `arn:aws:iam::${account}:role/${name}-guests` },
    }),
  );
}

function documentOf(statement: object): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
}
