import {
  type CognitoIdentityProviderClient,
  DescribeUserPoolCommand,
  type LambdaConfigType,
  ListUserPoolClientsCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import type { SourceReader } from '../../app/account-readers.ts';
import { attempt } from '../../app/collectors.ts';
import type { Clock } from '../../app/ports.ts';
import {
  type PoolTriggers,
  type SignUp,
  type UserPool,
  userPoolIn,
  widest,
} from '../../domain/exposure/sign-up.ts';
import { onceASweep } from '../../facts/once-a-sweep.ts';
import { notFoundAsNone } from './not-found-as-none.ts';
import { listsOf, pagesOf } from './pages.ts';

/** Who may sign up at the user pools of these ids; undefined where there is none. It never throws. */
export type SignUpReader = (userPools: readonly string[]) => Promise<SignUp | undefined>;

export interface UserPools {
  readonly signUpOf: SignUpReader;
  /** Whether a user pool is there, and who runs its triggers. */
  readonly source: SourceReader;
}

/** Asks a user pool who may sign up, in a call or two a sweep. */
export function userPools(
  clientIn: (region: string) => CognitoIdentityProviderClient,
  clock: Clock,
): UserPools {
  const ask = async (userPool: string): Promise<ReadUserPool> => {
    const client = clientIn(regionOfPool(userPool));
    const answer = await attempt(() => readPool(client, userPool));
    if (!answer.known) return { signUp: { userPool, by: 'unknown', reason: answer.reason } };
    if (answer.value === undefined) {
      // One of another account is none of this one.
      return { isGone: true, signUp: { userPool, by: 'unknown', reason: NOT_HERE } };
    }
    const { by, triggers } = answer.value;
    if (by === 'administrators') return { signUp: { userPool, by }, triggers };

    // Where that cannot be seen, who may sign up is what the pool says.
    const clients = await attempt(() => hasClient(client, userPool));
    if (!clients.known) return { signUp: { userPool, by, reason: clients.reason }, triggers };
    return { signUp: { userPool, by: clients.value ? by : 'no one' }, triggers };
  };
  const ofPool = onceASweep(ask, clock);

  return {
    signUpOf: async (ids) => {
      const read = await Promise.all([...new Set(ids)].map(ofPool));
      return widest(read.map(({ signUp }) => signUp));
    },
    source: async (arn) => {
      const userPool = userPoolIn(arn);
      if (userPool === undefined) return undefined;
      const { isGone, ...read } = await ofPool(userPool);

      return isGone ? { exists: false } : { exists: true, userPool: read };
    },
  };
}

const NOT_HERE = 'this account has no user pool of that id';

interface ReadUserPool extends UserPool {
  readonly isGone?: true;
}

/** Undefined where there is none of that id. */
async function readPool(
  client: CognitoIdentityProviderClient,
  UserPoolId: string,
): Promise<{ readonly by: SignUp['by']; readonly triggers: PoolTriggers } | undefined> {
  const answer = await notFoundAsNone(
    () => client.send(new DescribeUserPoolCommand({ UserPoolId })),
    'ResourceNotFoundException',
  );
  if (!answer) return undefined;
  const { UserPool } = answer;
  if (!UserPool) throw new Error('DescribeUserPool answered without one');
  const { AdminCreateUserConfig, LambdaConfig } = UserPool;

  // What is not said counts as AWS's default: self-service sign-up.
  const isLeft = AdminCreateUserConfig?.AllowAdminCreateUserOnly !== true;
  const preSignUp = LambdaConfig?.PreSignUp;
  const decided = preSignUp ? 'function' : 'anyone';
  return {
    by: isLeft ? decided : 'administrators',
    triggers: { arns: arnsIn(LambdaConfig), ...(preSignUp && { preSignUp }) },
  };
}

/** Of older triggers the value is the ARN, of newer ones an object that has it. */
function arnsIn(triggers: LambdaConfigType = {}): readonly string[] {
  const arns = Object.values(triggers).flatMap((trigger) =>
    typeof trigger === 'object' ? (trigger.LambdaArn ?? []) : (trigger ?? []),
  );

  return [...new Set(arns)].filter((arn) => arn.startsWith('arn:') && arn.includes(':lambda:'));
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
