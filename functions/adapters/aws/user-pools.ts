import {
  type CognitoIdentityProviderClient,
  DescribeUserPoolCommand,
  ListUserPoolClientsCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { attempt } from '../../app/collectors.ts';
import type { Clock } from '../../app/ports.ts';
import { type SignUp, widest } from '../../domain/exposure/sign-up.ts';
import { onceASweep } from '../../facts/once-a-sweep.ts';

/** Who may sign up at the user pools of these ids; undefined where there is none. It never throws. */
export type SignUpReader = (userPools: readonly string[]) => Promise<SignUp | undefined>;

/** Asks a user pool who may sign up, in a call or two a sweep. */
export function signUpReader(
  clientIn: (region: string) => CognitoIdentityProviderClient,
  clock: Clock,
): SignUpReader {
  const ask = async (userPool: string): Promise<SignUp> => {
    const answer = await attempt(() => readPool(clientIn(regionOfPool(userPool)), userPool));
    if (answer.known) return { userPool, by: answer.value };

    return { userPool, by: 'unknown', reason: answer.reason };
  };
  const ofPool = onceASweep(ask, clock);

  return async (userPools) => widest(await Promise.all([...new Set(userPools)].map(ofPool)));
}

async function readPool(
  client: CognitoIdentityProviderClient,
  UserPoolId: string,
): Promise<SignUp['by']> {
  const { UserPool } = await client.send(new DescribeUserPoolCommand({ UserPoolId }));
  if (!UserPool) throw new Error('DescribeUserPool answered without one');
  const { AdminCreateUserConfig, LambdaConfig } = UserPool;

  // What is not said counts as AWS's default: self-service sign-up.
  if (AdminCreateUserConfig?.AllowAdminCreateUserOnly) return 'administrators';
  if (!(await hasClient(client, UserPoolId))) return 'no one';
  return LambdaConfig?.PreSignUp ? 'function' : 'anyone';
}

/** To sign up takes an app client. Source: "SignUp" (Amazon Cognito user pools API Reference). */
async function hasClient(
  client: CognitoIdentityProviderClient,
  UserPoolId: string,
): Promise<boolean> {
  const { UserPoolClients = [], NextToken } = await client.send(
    new ListUserPoolClientsCommand({ UserPoolId, MaxResults: 1 }),
  );

  return UserPoolClients.length > 0 || NextToken !== undefined;
}

/** Of `eu-west-1_AbCdEf`. */
function regionOfPool(userPool: string): string {
  return userPool.split('_')[0] ?? '';
}
