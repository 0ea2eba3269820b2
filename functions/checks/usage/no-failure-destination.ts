import { compareTexts } from '../../core/compare-texts.ts';
import { firstOf, lines } from '../../core/evidence.ts';
import { type FunctionTarget, regionOf } from '../../core/target.ts';
import { type Detail, failIfAny } from '../../domain/check.ts';
import { asynchronousWays, type FailureDestination } from '../../domain/exposure/asynchronous.ts';
import type { EntryPoint } from '../../domain/exposure/entry-point.ts';
import {
  type EventSource,
  isStream,
  isSwitchedOff,
  nameOfSource,
} from '../../domain/exposure/event-source.ts';
import { awsCommand, functionOptions } from '../../domain/remediation/aws-command.ts';
import { placeholder } from '../../domain/remediation/placeholder.ts';
import { remediationText } from '../../domain/remediation/remediation-text.ts';
import { defineCheck } from '../define-check.ts';

const LEAD =
  'Give failed events a destination, a queue or a topic, allow the role of the function to write to it, and set an alarm on it.';

export const noFailureDestination = defineCheck({
  id: 'usage/no-failure-destination',
  target: 'function',
  title: 'Asynchronous events have no failure destination',
  severity: 'low',
  practice: 'cost',
  rationale:
    'A bucket, a topic or a rule invokes the function asynchronously, or an API does whose ' +
    'integration sends the header X-Amz-Invocation-Type: Event, or whose channels hand events over ' +
    '(an Event API of AppSync). When all retries of an ' +
    'event have failed, Lambda discards it without a trace: neither a lost order nor an attack ' +
    'that makes the function fail is noticed. A stream retries a failing record until it ' +
    'expires, and blocks the records behind it. Queues are not reported: a failed message goes ' +
    'back to the queue, and its redrive policy, which is not read, decides where it goes. A ' +
    'function with synchronous callers only is no finding.',
  remediation: LEAD,
  references: [
    'https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html',
    'https://docs.aws.amazon.com/lambda/latest/dg/kinesis-on-failure-destination.html',
  ],
  suppression: { covers: 'the sources whose failed events would be lost' },
  cwe: 'CWE-755',
  needs: ['waysIn', 'eventSources', 'failureDestinations', 'configuration'],

  evaluate({ waysIn, eventSources, failureDestinations, configuration }) {
    return failIfAny([
      ...(failureDestinations ? dropped(waysIn, failureDestinations, configuration) : []),
      ...eventSources
        .filter((each) => isStream(each) && !isSwitchedOff(each) && !each.failureDestination)
        .map((each) => blocking(each, configuration)),
    ]);
  },
});

/** By the function itself or an alias: each has a destination of its own. */
function dropped(
  waysIn: readonly EntryPoint[],
  destinations: readonly FailureDestination[],
  { arn }: FunctionTarget,
): readonly Detail[] {
  const kept = new Set(destinations.map(({ qualifier }) => qualifier));
  const lost = asynchronousWays(waysIn).filter(({ qualifier }) => !kept.has(qualifier));
  const byQualifier = Map.groupBy(lost, ({ qualifier }) => qualifier);

  return [...byQualifier].map(([qualifier, ways]) => {
    const names = [...new Set(ways.map(({ name }) => name))];
    const where = qualifier === undefined ? 'the function' : `its alias or version ${qualifier}`;

    return {
      subject: qualifier ?? 'function',
      mark: names,
      summary: `Events of ${names[0]}${names.length > 1 ? ` and ${names.length - 1} more` : ''} that fail in ${where} are discarded after the last retry`,
      evidence: lines(
        ...firstOf(
          names.toSorted(compareTexts).map((name) => `invokes it asynchronously: ${name}`),
          10,
        ),
        'no dead-letter queue, and no destination on failure',
      ),
      remediation: remediationText(LEAD, [
        {
          title:
            'To keep failed events (where retries or the age of events are set, set them here again)',
          text: awsCommand('lambda', 'put-function-event-invoke-config', {
            ...functionOptions(arn, qualifier),
            'destination-config': onFailure,
          }),
        },
      ]),
    };
  });
}

function blocking(source: EventSource, { arn }: FunctionTarget): Detail {
  const name = nameOfSource(source);

  return {
    subject: name,
    mark: [name],
    summary: `A failing record of ${name} blocks those behind it until it expires, and is then discarded`,
    evidence: lines(`event source mapping ${source.uuid} has no destination on failure`),
    remediation: remediationText(LEAD, [
      {
        title: 'To give up after three retries, and keep what failed',
        text: awsCommand('lambda', 'update-event-source-mapping', {
          uuid: source.uuid,
          'maximum-retry-attempts': '3',
          'destination-config': onFailure,
          region: regionOf(arn),
        }),
      },
    ]),
  };
}

const onFailure = JSON.stringify({
  OnFailure: { Destination: placeholder('ARN of a queue or topic') },
});
