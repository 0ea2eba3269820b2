import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import * as z from 'zod/mini';
import type { OnCall } from '../../functions/adapters/aws/observed-calls.ts';
import { observedCalls } from '../../functions/adapters/aws/observed-calls.ts';
import { accountTarget, type Target } from '../../functions/core/target.ts';
import { NOT_DEPLOYED } from '../listing.ts';

/** The account of the credentials, and the region that is set. @throws without credentials. */
export async function callersAccount(
  onCall: OnCall,
): Promise<{ readonly account: Target<'account'>; readonly region: string }> {
  const client = observedCalls(new STSClient({}), onCall);
  const { Account, Arn } = await callerIdentity(client);
  const [, partition = 'aws'] = Arn.split(':');

  return { account: accountTarget(Account, partition), region: await regionOf(client) };
}

/** ARN of the user or the role's session that the credentials are of. It takes no permission. */
export async function callerArn(): Promise<string> {
  const { Arn } = await callerIdentity(new STSClient({}));

  return Arn;
}

/** Who the credentials are of, and the region that commands use. @throws without either. */
export async function callersIdentity() {
  const client = new STSClient({});
  const { Account, Arn } = await callerIdentity(client);

  return { account: Account, arn: Arn, region: await client.config.region() };
}

/** Where findings go of which a security service takes those of one region. */
async function regionOf({ config }: STSClient): Promise<string> {
  try {
    return await config.region();
  } catch {
    return NOT_DEPLOYED.region;
  }
}

async function callerIdentity(client: STSClient) {
  return identity.parse(await client.send(new GetCallerIdentityCommand({})));
}

const identity = z.object({ Account: z.string(), Arn: z.string() });
