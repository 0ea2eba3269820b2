import { SetSMSAttributesCommand, SNSClient } from '@aws-sdk/client-sns';
import type { SeedContext } from './seed-context.ts';

/** What text messages may cost in US dollars a month, as an account has it that sends them to its users. */
export async function raiseSpendLimit(
  { client }: Pick<SeedContext, 'client'>,
  usd: number,
): Promise<void> {
  await new SNSClient(client).send(
    new SetSMSAttributesCommand({ attributes: { MonthlySpendLimit: `${usd}` } }),
  );
}
