import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { EC2Client } from '@aws-sdk/client-ec2';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { S3Client } from '@aws-sdk/client-s3';
import { SNSClient } from '@aws-sdk/client-sns';
import { SQSClient } from '@aws-sdk/client-sqs';
import { awsClients } from '../adapters/aws/aws-clients.ts';
import { dailySeries } from '../adapters/aws/daily-series.ts';
import {
  edgeReplicas,
  mayBeReplicated,
  replicatedVersions,
} from '../adapters/aws/edge-replicas.ts';
import { auditedRegions, enabledRegions } from '../adapters/aws/enabled-regions.ts';
import { eventInvokeConfigs } from '../adapters/aws/event-invoke-configs.ts';
import { eventRules as ruleReader } from '../adapters/aws/event-rules.ts';
import { eventSourceMappings } from '../adapters/aws/event-source-mappings.ts';
import { functionActivity } from '../adapters/aws/function-activity.ts';
import { functionInvocations, invocationsByDay } from '../adapters/aws/function-invocations.ts';
import { functionRuns } from '../adapters/aws/function-runs.ts';
import { lambdaAliases } from '../adapters/aws/lambda-aliases.ts';
import { lambdaConcurrency } from '../adapters/aws/lambda-concurrency.ts';
import { lambdaInventory } from '../adapters/aws/lambda-inventory.ts';
import { lambdaRecursion } from '../adapters/aws/lambda-recursion.ts';
import { openSources } from '../adapters/aws/open-sources.ts';
import { accountBlocks } from '../adapters/aws/public-access-blocks.ts';
import { publishedVersions } from '../adapters/aws/published-versions.ts';
import { qualifiedInvocations } from '../adapters/aws/qualified-invocations.ts';
import { S3ControlAtAnyEndpoint } from '../adapters/aws/s3-control-client.ts';
import { sameHost } from '../adapters/aws/same-host.ts';
import { smallRegions } from '../adapters/aws/small-regions.ts';
import { smsSpendLimit } from '../adapters/aws/sms-spend-limit.ts';
import { defaultRules } from '../adapters/aws/trigger-listings.ts';
import { usableRegions } from '../adapters/aws/usable-regions.ts';
import { deployedCode } from '../adapters/tables/deployed-code.ts';
import { functionCalls } from '../adapters/tables/function-calls.ts';
import { oncePerChunk } from '../app/collectors.ts';
import { inTurn } from '../app/in-turn.ts';
import type { Scanner } from '../app/work.ts';
import * as ownChecks from '../checks/usage/index.ts';
import { SPIKE_DAYS } from '../domain/invocation-spike.ts';
import { checksAbout, enabledChecks, needsOf } from '../domain/registry.ts';
import { openByEntryPoints } from '../facts/code-of-open.ts';
import { edgeCandidates } from '../facts/edge-trust.ts';
import { activity as collectedActivity } from '../facts/function/activity.ts';
import { surveyedDeliveries } from '../facts/function/api-routes.ts';
import { attackSurfaces } from '../facts/function/attack-surface.ts';
import { openConcurrency } from '../facts/function/concurrency.ts';
import { dailyInvocations } from '../facts/function/daily-invocations.ts';
import { durations } from '../facts/function/durations.ts';
import { errors } from '../facts/function/errors.ts';
import { eventRules } from '../facts/function/event-rules.ts';
import { eventSourceSurvey, surveyedEventSources } from '../facts/function/event-sources.ts';
import { failureDestinations } from '../facts/function/failure-destinations.ts';
import { keyedTriggers } from '../facts/function/keyed-triggers.ts';
import { maxPublicUsdPerHour } from '../facts/function/max-public-usd-per-hour.ts';
import { memoryUse } from '../facts/function/memory-use.ts';
import { meteredCalls } from '../facts/function/metered-calls.ts';
import { openTriggers } from '../facts/function/open-triggers.ts';
import { idleProvisionedConcurrency } from '../facts/function/provisioned-concurrency.ts';
import { recursions } from '../facts/function/recursion.ts';
import { triggeredRoles } from '../facts/function/role-permissions.ts';
import { staleVersions } from '../facts/function/stale-versions.ts';
import { surveyedUsagePlans } from '../facts/function/usage-plans.ts';
import { verifiesSignature } from '../facts/function/verifies-signature.ts';
import { storedEntryPoints } from '../facts/function/ways-in.ts';
import { factWords } from '../facts/index.ts';
import { storedPartNotes } from '../facts/part-notes.ts';
import { reservedConcurrency } from '../facts/reserved-concurrency.ts';
import { latelySurveyedPermissions, latelySurveyedTrust } from '../facts/role-survey.ts';
import { configuration } from '../facts/several/configuration.ts';
import { now } from '../facts/several/now.ts';
import { trustedAccounts } from '../facts/several/trusted-accounts.ts';
import { targetOwners } from '../facts/target-owners.ts';
import { greatestThreshold, thresholdReaders } from '../facts/thresholds.ts';
import { triggers } from '../facts/triggers.ts';
import type { AssembledScanner, ScannerParts } from './assembled-scanner.ts';
import { addsUpNotes, leftBehind } from './left-behind.ts';

/** Of its own alone: the data of other scanners' checks would weigh on every start. */
const checks = Object.values(ownChecks);
type Checks = (typeof checks)[number];

/** Nearly as many as CloudWatch takes metrics in a call and SQS bytes in a message. */
const MOST_IN_CHUNK = 400;

/**
 * Each target takes none of most requests, and hardly any takes five, for what is idle is seldom
 * open and triggered as well. Metrics are asked for by the chunk, so that smaller ones would cost
 * more calls.
 */
const SECONDS_FOR_CHUNK = 50;

/** Chunks that are processed at once share the rate limit. */
const CHUNKS_AT_ONCE = 2;

export function usageScanner(parts: ScannerParts): AssembledScanner {
  const { settings, facts, targetState, clock } = parts;
  const aws = awsClients({ ...parts, perSecond: settings.apiRate });
  const lambda = aws.limitedIn(LambdaClient, sameHost);
  const regions = enabledRegions(aws.unlimited(EC2Client));
  // Not rate limited: 500 metrics a call are few calls.
  const read = dailySeries({ cloudwatch: aws.unlimitedIn(CloudWatchClient), clock });
  const days = settings.idleDays;
  const replicas = edgeReplicas({ lambda, regions });
  const candidates = edgeCandidates(latelySurveyedTrust(facts, clock));
  const enabled = enabledChecks(checks, settings);
  // What no check asks for is not granted either.
  const needs = new Set(needsOf(checksAbout('function', enabled)));
  const withVersions = needs.has('staleVersions');
  const invocations = oncePerChunk(
    functionInvocations({
      read,
      replicas,
      edgeCandidates: candidates,
      withVersions,
      days: Math.max(greatestThreshold(parts, 'idleDays'), SPIKE_DAYS),
    }),
  );
  const runs = oncePerChunk(functionRuns({ read, invocations, days }));
  const waysIn = oncePerChunk(storedEntryPoints(facts, clock));
  const concurrency = lambdaConcurrency(lambda);
  const events = aws.limitedIn(EventBridgeClient);
  const turns = {
    isReadWhole: parts.readsAll ? async () => true : smallRegions(lambda, clock),
    facts,
    clock,
  };
  const thresholds = thresholdReaders(parts);
  const reserved = reservedConcurrency({ ...turns, read: concurrency.reserved });
  const activity = collectedActivity(
    functionActivity({ invocations, reserved, days: thresholds('idleDays'), clock }),
  );

  const eventSources = oncePerChunk(surveyedEventSources(facts));
  const triggered = oncePerChunk(triggers(eventSources, waysIn));

  const writable = oncePerChunk(
    openTriggers(
      triggered,
      openSources({
        s3: aws.limitedIn(S3Client, { followRegionRedirects: true }),
        accountBlock: accountBlocks({ client: aws.limitedIn(S3ControlAtAnyEndpoint), clock }),
        sqs: aws.limitedIn(SQSClient),
      }),
      surveyedDeliveries(facts),
    ),
  );
  const rolePermissions = oncePerChunk(
    triggeredRoles(triggered, latelySurveyedPermissions(facts, clock)),
  );

  const { account, surveys } = leftBehind(parts, aws, enabled);

  const observer: Scanner<Checks> = {
    name: 'usage',
    checks: enabled,
    collectors: {
      function: {
        configuration: configuration(),
        activity,
        eventSources,
        recursion: recursions({ ...turns, triggers: triggered, read: lambdaRecursion(lambda) }),
        rolePermissions,
        eventRules: eventRules({
          eventSources,
          waysIn,
          rolePermissions,
          rule: ruleReader(events, defaultRules(events, clock)),
          clock,
        }),
        now: now(clock),
        waysIn,
        failureDestinations: failureDestinations({
          ...turns,
          waysIn,
          read: eventInvokeConfigs(lambda),
        }),
        staleVersions: staleVersions({
          aliases: ({ arn, region }) => lambdaAliases(lambda(region), arn),
          versions: ({ arn, region }) => publishedVersions(lambda(region), arn),
          replicated: async (target) =>
            mayBeReplicated(target, withVersions) && (await candidates([target])).has(target.arn)
              ? replicatedVersions(await replicas(), target)
              : new Set(),
          invocations: qualifiedInvocations(read, days),
          days,
          clock,
        }),
        dailyInvocations: dailyInvocations(invocationsByDay(invocations, clock)),
        errors: errors(runs),
        durations: durations(runs),
        memoryUse: memoryUse(runs),
        openTriggers: writable,
        keyedTriggers: keyedTriggers({
          triggers: triggered,
          deliveriesIn: surveyedDeliveries(facts),
          plansIn: surveyedUsagePlans(facts),
        }),
        concurrency: openConcurrency(
          { waysIn, openTriggers: writable },
          concurrency.ofAccount,
          reserved,
        ),
        meteredCalls: meteredCalls({
          waysIn,
          openTriggers: writable,
          calls: functionCalls(facts),
          smsLimit: smsSpendLimit(aws.limitedIn(SNSClient)),
        }),
        verifiesSignature: verifiesSignature(
          deployedCode(facts).verifiesSignature,
          openByEntryPoints({ waysIn, openTriggers: writable }),
        ),
        provisionedConcurrency: idleProvisionedConcurrency({
          ...turns,
          activity,
          read: concurrency.provisioned,
          withVersions,
        }),
        maxPublicUsdPerHour: maxPublicUsdPerHour(thresholds('maxPublicUsdPerHour')),
        trustedAccounts: trustedAccounts(settings, parts.watched),
        attackSurface: attackSurfaces(
          { activity, waysIn, openTriggers: writable },
          targetState,
          clock,
          factWords,
        ),
      },
      account,
    },
    // Notes of its own functions are a part of what the account adds up.
    accountLast: addsUpNotes(enabled),
    partNotes: storedPartNotes({ scanner: 'usage', facts, findings: parts.findings, clock }),
    ...targetOwners({ scanner: 'usage', facts, clock, settings }),
    clock,
    words: factWords,
  };

  return {
    observer,
    inventory: lambdaInventory({
      lambda,
      regions: usableRegions(auditedRegions(settings, regions), lambda),
      withVersions,
    }),
    surveys: {
      regions: inTurn(...surveys.regions),
      ...(needs.has('eventSources') && {
        populated: eventSourceSurvey(eventSourceMappings(lambda), facts),
      }),
      account: inTurn(...surveys.account),
    },
    chunk: Math.min(
      MOST_IN_CHUNK,
      Math.floor((settings.apiRate / CHUNKS_AT_ONCE) * SECONDS_FOR_CHUNK),
    ),
  };
}
