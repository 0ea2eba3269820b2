import { GetAccountSettingsCommand, LambdaClient } from '@aws-sdk/client-lambda';
import * as z from 'zod/mini';
import { type OnCall, observedCalls } from '../../functions/adapters/aws/observed-calls.ts';
import { attempt } from '../../functions/app/collectors.ts';

const settings = z.object({ AccountUsage: z.object({ FunctionCount: z.number() }) });

/**
 * How many functions there are in these regions, by one request each: what a progress is measured by.
 * A region that does not say is left out, for it will not list them either.
 *
 * @returns undefined where none says.
 */
export async function functionCount(
  regions: () => Promise<readonly string[]>,
  onCall: OnCall,
): Promise<number | undefined> {
  const names = await attempt(regions);
  if (!names.known) return undefined;

  const counts = await Promise.all(
    names.value.map((region) => attempt(() => countIn(region, onCall))),
  );
  const known = counts.flatMap((count) => (count.known ? [count.value] : []));
  return known.length === 0 ? undefined : known.reduce((sum, count) => sum + count, 0);
}

async function countIn(region: string, onCall: OnCall): Promise<number> {
  const lambda = observedCalls(new LambdaClient({ region, maxAttempts: 2 }), onCall);

  return settings.parse(await lambda.send(new GetAccountSettingsCommand({}))).AccountUsage
    .FunctionCount;
}
