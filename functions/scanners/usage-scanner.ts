import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { dailySeries } from '../adapters/daily-series.ts';
import { edgeReplicas } from '../adapters/edge-replicas.ts';
import { auditedRegions, enabledRegions } from '../adapters/enabled-regions.ts';
import { functionActivity } from '../adapters/function-activity.ts';
import { dailyInvocations, functionInvocations } from '../adapters/function-invocations.ts';
import { functionRuns } from '../adapters/function-runs.ts';
import { lambdaClients } from '../adapters/lambda-clients.ts';
import { lambdaInventory } from '../adapters/lambda-inventory.ts';
import { overheard } from '../adapters/overheard.ts';
import { paceOf } from '../adapters/paced.ts';
import { perRegion } from '../adapters/per-region.ts';
import { attackSurfaces } from '../app/attack-surfaces.ts';
import { each, oncePerChunk, perChunkInPart, perTarget } from '../app/collectors.ts';
import { notedWaysIn } from '../app/ways-in.ts';
import type { Scanner } from '../app/work.ts';
import * as ownChecks from '../checks/usage/index.ts';
import { SPIKE_DAYS } from '../domain/invocation-spike.ts';
import { enabledChecks } from '../domain/registry.ts';
import type { AssembledScanner, ScannerParts } from './assembled-scanner.ts';

/** Of its own alone: the data of other scanners' checks would weigh on every start. */
const checks = Object.values(ownChecks);
type Checks = (typeof checks)[number];

/** Nearly as many as CloudWatch takes metrics in a call and SQS bytes in a message. */
const MOST_IN_CHUNK = 400;

/** Each target takes one request or, when it is idle, two: a worker has five minutes. */
const SECONDS_FOR_CHUNK = 80;

export function usageScanner(parts: ScannerParts): AssembledScanner {
  const { settings, facts, standing, clock, onCall } = parts;
  const pace = paceOf(settings.apiRate, onCall);
  const lambda = lambdaClients(pace);
  const everywhere = enabledRegions(onCall);
  const read = dailySeries({ cloudwatch: cloudwatchClients(onCall), clock });
  const days = settings.idleDays;
  const invocations = oncePerChunk(
    functionInvocations({
      read,
      replicas: edgeReplicas({ lambda, regions: everywhere }),
      days: Math.max(days, SPIKE_DAYS),
    }),
  );
  const runs = oncePerChunk(functionRuns({ read, invocations, days }));
  const activity = perChunkInPart(
    oncePerChunk(functionActivity({ invocations, lambda, days, clock })),
  );
  const waysIn = oncePerChunk(notedWaysIn(facts, clock));

  const observer: Scanner<Checks> = {
    name: 'usage',
    checks: enabledChecks(checks, settings),
    collectors: {
      function: {
        configuration: perTarget((target) => target),
        activity,
        dailyInvocations: perChunkInPart(dailyInvocations(invocations, clock)),
        errors: perChunkInPart(async (targets) =>
          each(await runs(targets), ({ errors }) => errors),
        ),
        durations: perChunkInPart(async (targets) =>
          each(await runs(targets), ({ durations }) => durations),
        ),
        memoryUse: perChunkInPart(async (targets) =>
          each(await runs(targets), ({ memoryUse }) => memoryUse),
        ),
        waysIn,
        trustedAccounts: perTarget(() => settings.trustedAccounts),
        attackSurface: attackSurfaces({ activity, waysIn }, standing, clock),
      },
    },
    clock,
  };

  return {
    observer,
    inventory: lambdaInventory({
      lambda,
      regions: auditedRegions(settings, everywhere),
      withVersions: false,
    }),
    chunk: Math.min(MOST_IN_CHUNK, Math.floor(settings.apiRate * SECONDS_FOR_CHUNK)),
  };
}

/** Adaptive: 500 metrics a call are many, and whoever watches the account asks for some too. */
function cloudwatchClients(onCall: ScannerParts['onCall']) {
  return perRegion((region) =>
    overheard(new CloudWatchClient({ region, retryMode: 'adaptive', maxAttempts: 6 }), onCall),
  );
}
