import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import * as z from 'zod/mini';
import { type OnCall, overheard } from '../../functions/adapters/overheard.ts';
import { accountTarget, type Target } from '../../functions/domain/target.ts';

/** The account of the credentials. @throws without credentials or a region. */
export async function callersAccount(onCall: OnCall): Promise<Target<'account'>> {
  const client = overheard(new STSClient({}), onCall);
  const { Account, Arn } = identity.parse(await client.send(new GetCallerIdentityCommand({})));
  const [, partition = 'aws'] = Arn.split(':');

  return accountTarget(Account, partition);
}

const identity = z.object({ Account: z.string(), Arn: z.string() });
