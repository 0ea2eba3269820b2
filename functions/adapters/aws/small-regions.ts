import { GetAccountSettingsCommand } from '@aws-sdk/client-lambda';
import * as z from 'zod/mini';
import type { IsReadWhole } from '../../app/account-readers.ts';
import { attempt } from '../../app/collectors.ts';
import type { Clock } from '../../app/ports.ts';
import { FEW } from '../../facts/turns.ts';
import { memoizedFor } from '../calls/memoized-for.ts';
import type { LambdaClients } from './lambda-clients.ts';

/** For how long an answer holds: a process may live on from night to night. */
const FRESH_MS = 60 * 60 * 1000;

/**
 * Whether a region has so few functions that reading all of it every night is no burden. Where Lambda
 * does not say how many, nothing is left for another night.
 *
 * Source: `AccountUsage` in "GetAccountSettings" (Lambda API Reference).
 */
export function smallRegions(clientIn: LambdaClients, clock: Clock): IsReadWhole {
  return memoizedFor(FRESH_MS, clock, async (region) => (await countIn(clientIn, region)) <= FEW);
}

async function countIn(clientIn: LambdaClients, region: string): Promise<number> {
  const count = await attempt(async () => {
    const answer = await clientIn(region).send(new GetAccountSettingsCommand({}));

    return usage.parse(answer).AccountUsage.FunctionCount;
  });

  return count.known ? count.value : 0;
}

const usage = z.object({ AccountUsage: z.object({ FunctionCount: z.number() }) });
