import {
  type CognitoIdentityProviderClient,
  DescribeUserPoolCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { attempt } from '../../app/collectors.ts';
import type { Clock } from '../../app/ports.ts';
import { type SignUp, widest } from '../../domain/exposure/sign-up.ts';
import { onceEach } from '../../facts/once-each.ts';

/** Who may sign up at the user pools of these ids; undefined where there is none. It never throws. */
export type SignUpReader = (userPools: readonly string[]) => Promise<SignUp | undefined>;

/** For how long an answer holds: a pool is asked once a sweep, however many entry points admit its users. */
const FRESH_MS = 10 * 60 * 1000;

/** Asks a user pool who may sign up, in one call. */
export function signUpReader(
  clientIn: (region: string) => CognitoIdentityProviderClient,
  clock: Clock,
): SignUpReader {
  const ask = async (userPool: string): Promise<SignUp> => {
    const answer = await attempt(() => readPool(clientIn(regionOfPool(userPool)), userPool));
    if (answer.known) return { userPool, by: answer.value };

    return { userPool, by: 'unknown', reason: answer.reason };
  };
  let asked = { at: Number.NEGATIVE_INFINITY, ofPool: onceEach(ask) };

  return async (userPools) => {
    const now = clock().getTime();
    if (now - asked.at >= FRESH_MS) asked = { at: now, ofPool: onceEach(ask) };

    return widest(await Promise.all([...new Set(userPools)].map(asked.ofPool)));
  };
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

/** Of `eu-west-1_AbCdEf`. */
function regionOfPool(userPool: string): string {
  return userPool.split('_')[0] ?? '';
}
