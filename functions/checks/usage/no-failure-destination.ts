import { asynchronousWays, type FailureDestination } from '../../domain/asynchronous.ts';
import { type Detail, defineCheck, failIfAny, lines } from '../../domain/check.ts';
import { compareTexts } from '../../domain/compare-texts.ts';
import {
  type EventSource,
  isStream,
  isSwitchedOff,
  nameOfSource,
} from '../../domain/event-source.ts';
import { awsCommand, functionOptions } from '../../domain/remedy/aws-command.ts';
import { placeholder } from '../../domain/remedy/placeholder.ts';
import { remedyText } from '../../domain/remedy/remedy-text.ts';
import { type FunctionTarget, regionOf } from '../../domain/target.ts';
import type { WayIn } from '../../domain/way-in.ts';

const LEAD =
  'Give what it fails at a place to go, a queue or a topic, allow its role to write there, and have somebody told when something lies there.';

export const noFailureDestination = defineCheck({
  id: 'usage/no-failure-destination',
  target: 'function',
  title: 'What the function fails at is lost',
  severity: 'medium',
  practice: 'bill',
  rationale:
    'A bucket, a topic or a rule hands over its event and does not wait. When the function fails ' +
    'at it three times, Lambda drops it, and nobody hears of it: neither of an order that is lost, ' +
    'nor of an attack that makes it fail. A stream waits for a record that fails, for as long as ' +
    'it keeps records, with everything behind it. Of queues that are polled nothing is told: what ' +
    'fails goes back to the queue, and its own redrive policy, which is not looked at, says where ' +
    'to. A function that only somebody calls who waits for the answer is no finding.',
  remediation: LEAD,
  references: [
    'https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html',
    'https://docs.aws.amazon.com/lambda/latest/dg/kinesis-on-failure-destination.html',
  ],
  suppression: { covers: 'what hands over events that would be lost' },
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
  waysIn: readonly WayIn[],
  destinations: readonly FailureDestination[],
  { arn }: FunctionTarget,
): readonly Detail[] {
  const kept = new Set(destinations.map(({ qualifier }) => qualifier));
  const lost = asynchronousWays(waysIn).filter(({ qualifier }) => !kept.has(qualifier));
  const byQualifier = Map.groupBy(lost, ({ qualifier }) => qualifier);

  return [...byQualifier].map(([qualifier, ways]) => {
    const names = [...new Set(ways.map(({ source, service }) => source ?? service))];
    const whom = qualifier === undefined ? 'it' : `its ${qualifier}`;

    return {
      subject: qualifier ?? 'function',
      mark: names,
      summary: `What ${whom} fails at of ${names[0]}${names.length > 1 ? ` and ${names.length - 1} more` : ''} is dropped`,
      evidence: lines(
        ...names
          .toSorted(compareTexts)
          .slice(0, 10)
          .map((name) => `hands over and does not wait: ${name}`),
        'no dead-letter queue, and no destination on failure',
      ),
      remediation: remedyText(LEAD, [
        {
          title: 'To keep what it fails at (where tries or their age are set, set them here again)',
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
    summary: `A record of ${name} that it fails at holds up the others, and then is lost`,
    evidence: lines(`event source mapping ${source.uuid} has no destination on failure`),
    remediation: remedyText(LEAD, [
      {
        title: 'To give up after three times, and keep what it fails at',
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
