import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { cloudwatchActivity } from '../adapters/cloudwatch-activity.ts';
import { auditedRegions, enabledRegions } from '../adapters/enabled-regions.ts';
import { eventInvokeConfigs } from '../adapters/event-invoke-configs.ts';
import { eventSourceMappings } from '../adapters/event-source-mappings.ts';
import { lambdaClients } from '../adapters/lambda-clients.ts';
import { lambdaInventory } from '../adapters/lambda-inventory.ts';
import { lambdaRecursion } from '../adapters/lambda-recursion.ts';
import { overheard } from '../adapters/overheard.ts';
import { paceOf } from '../adapters/paced.ts';
import { perRegion } from '../adapters/per-region.ts';
import { attackSurfaces } from '../app/attack-surfaces.ts';
import { oncePerChunk, perChunkInPart, perTarget } from '../app/collectors.ts';
import { eventSourceSurvey, surveyedEventSources } from '../app/event-source-survey.ts';
import { failureDestinations } from '../app/failure-destinations.ts';
import { inTurn } from '../app/read-ahead.ts';
import { recursions } from '../app/recursion.ts';
import { latelySurveyedPermissions } from '../app/role-survey.ts';
import { triggeredRoles } from '../app/triggered-roles.ts';
import { triggers } from '../app/triggers.ts';
import { notedWaysIn } from '../app/ways-in.ts';
import type { Scanner } from '../app/work.ts';
import * as ownChecks from '../checks/usage/index.ts';
import { checksAbout, enabledChecks, needsOf } from '../domain/registry.ts';
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
  const activity = perChunkInPart(
    oncePerChunk(
      cloudwatchActivity({
        cloudwatch: perRegion((region) => overheard(new CloudWatchClient({ region }), onCall)),
        lambda,
        regions: everywhere,
        days: settings.idleDays,
        clock,
      }),
    ),
  );

  const eventSources = oncePerChunk(surveyedEventSources(facts));
  const waysIn = oncePerChunk(notedWaysIn(facts, clock));
  const triggered = oncePerChunk(triggers(eventSources, waysIn));

  const observer: Scanner<Checks> = {
    name: 'usage',
    checks: enabledChecks(checks, settings),
    collectors: {
      function: {
        configuration: perTarget((target) => target),
        activity,
        eventSources,
        recursion: recursions(triggered, lambdaRecursion(lambda)),
        rolePermissions: triggeredRoles(triggered, latelySurveyedPermissions(facts, clock)),
        now: perTarget(() => clock().toISOString()),
        waysIn,
        failureDestinations: failureDestinations(waysIn, eventInvokeConfigs(lambda)),
        attackSurface: attackSurfaces(activity, standing, clock),
      },
    },
    clock,
  };

  // What no check asks for is not granted either.
  const needs = new Set(needsOf(checksAbout('function', observer.checks)));

  return {
    observer,
    inventory: lambdaInventory({
      lambda,
      regions: auditedRegions(settings, everywhere),
      withVersions: false,
    }),
    surveys: {
      regions: inTurn(
        ...(needs.has('eventSources')
          ? [eventSourceSurvey(eventSourceMappings(lambda), facts)]
          : []),
      ),
    },
    chunk: Math.min(MOST_IN_CHUNK, Math.floor(settings.apiRate * SECONDS_FOR_CHUNK)),
  };
}
