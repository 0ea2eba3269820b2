import {
  type CognitoIdentityProviderClient,
  DescribeUserPoolCommand,
  ListUserPoolClientsCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { attempt } from '../../app/collectors.ts';
import type { Clock } from '../../app/ports.ts';
import { type SignUp, widest } from '../../domain/exposure/sign-up.ts';
import { onceASweep } from '../../facts/once-a-sweep.ts';
import { listsOf, pagesOf } from './pages.ts';

/** Who may sign up at the user pools of these ids; undefined where there is none. It never throws. */
export type SignUpReader = (userPools: readonly string[]) => Promise<SignUp | undefined>;

/** Asks a user pool who may sign up, in a call or two a sweep. */
export function signUpReader(
  clientIn: (region: string) => CognitoIdentityProviderClient,
  clock: Clock,
): SignUpReader {
  const ask = async (userPool: string): Promise<SignUp> => {
    const client = clientIn(regionOfPool(userPool));
    const answer = await attempt(() => readPool(client, userPool));
    if (!answer.known) return { userPool, by: 'unknown', reason: answer.reason };
    const by = answer.value;
    if (by === 'administrators') return { userPool, by };

    // Where that cannot be seen, who may sign up is what the pool says.
    const clients = await attempt(() => hasClient(client, userPool));
    if (!clients.known) return { userPool, by, reason: clients.reason };
    return { userPool, by: clients.value ? by : 'no one' };
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
  return LambdaConfig?.PreSignUp ? 'function' : 'anyone';
}

/** To sign up takes an app client. Source: "SignUp" (Amazon Cognito user pools API Reference). */
async function hasClient(
  client: CognitoIdentityProviderClient,
  UserPoolId: string,
): Promise<boolean> {
  const pages = pagesOf('NextToken', (NextToken) =>
    client.send(new ListUserPoolClientsCommand({ UserPoolId, MaxResults: 1, NextToken })),
  );

  for await (const clients of listsOf(pages, 'UserPoolClients', 'NextToken')) {
    if (clients.length > 0) return true;
  }
  return false;
}

/** Of `eu-west-1_AbCdEf`. */
function regionOfPool(userPool: string): string {
  return userPool.split('_')[0] ?? '';
}
