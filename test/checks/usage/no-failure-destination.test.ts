import { expect, it } from 'vitest';
import { noFailureDestination } from '../../../functions/checks/usage/no-failure-destination.ts';
import type { FailureDestination } from '../../../functions/domain/exposure/asynchronous.ts';
import type { EntryPoint } from '../../../functions/domain/exposure/entry-point.ts';
import type { EventSource } from '../../../functions/domain/exposure/event-source.ts';
import { appsyncApiOf } from '../../builders/appsync-api-of.ts';
import { describeCheck } from '../../builders/describe-check.ts';
import { wayByRoute } from '../../builders/way-of.ts';
import { pushedBy } from '../../fakes/entry-points.ts';
import { eventSourceOf } from '../../fakes/event-sources.ts';
import { functionNamed } from '../../fakes/targets.ts';

const here = 'eu-west-1:111122223333';
const topic = `arn:aws:sns:${here}:orders`;
const queue = `arn:aws:sqs:${here}:failed`;
const stream = `arn:aws:kinesis:${here}:stream/orders`;
const byTopic = pushedBy(topic);

interface Given {
  readonly ways?: readonly EntryPoint[];
  readonly sources?: readonly EventSource[];
  /** @default none, and it was asked */
  readonly destinations?: readonly FailureDestination[] | 'not asked';
}

describeCheck(noFailureDestination, {
  passes: [
    passing('a topic, with a destination', {
      ways: [byTopic],
      destinations: [{ destination: queue }],
    }),
    passing('a topic, with a dead-letter queue, so that it was not looked up', {
      ways: [byTopic],
      destinations: 'not asked',
    }),
    passing('who calls and waits', {
      ways: [
        pushedBy(`arn:aws:execute-api:${here}:a1`),
        { kind: 'url', url: 'https://x', authType: 'NONE', isOpen: true },
        { kind: 'service', service: 'cognito-idp.amazonaws.com', isForAnyone: false },
      ],
      destinations: 'not asked',
    }),
    passing('an API that waits', { ways: [wayByRoute()] }),
    passing('a queue, which takes back what failed', { sources: [eventSourceOf(queue)] }),
    passing('a stream with a destination', {
      sources: [eventSourceOf(stream, { failureDestination: queue })],
    }),
    passing('a stream that is switched off', {
      sources: [eventSourceOf(stream, { state: 'Disabled' })],
    }),
    passing('an alias with a destination of its own', {
      ways: [{ ...byTopic, qualifier: 'live' }],
      destinations: [{ qualifier: 'live', destination: queue }],
    }),
  ],
  fails: [
    failing(
      'channels that do not wait',
      {
        ways: [
          {
            kind: 'appsync',
            api: appsyncApiOf({ isEvents: true, namespaces: ['orders'], isAsynchronous: true }),
          },
        ],
      },
      ['function'],
    ),
    failing('an API that does not wait', { ways: [wayByRoute({ isAsynchronous: true })] }, [
      'function',
    ]),
    failing('a topic', { ways: [byTopic] }, ['function']),
    failing(
      'a bucket and a rule',
      {
        ways: [pushedBy('arn:aws:s3:::orders'), pushedBy(`arn:aws:events:${here}:rule/daily`)],
      },
      ['function'],
    ),
    failing(
      'logs of a region',
      {
        ways: [{ kind: 'service', service: 'logs.eu-west-1.amazonaws.com', isForAnyone: false }],
      },
      ['function'],
    ),
    failing(
      'an alias, although the function itself has a destination',
      {
        ways: [byTopic, { ...byTopic, qualifier: 'live' }],
        destinations: [{ destination: queue }],
      },
      ['live'],
    ),
    failing('a stream', { sources: [eventSourceOf(stream)] }, [stream]),
    failing(
      'a cluster outside of AWS',
      {
        sources: [{ ...eventSourceOf(''), source: undefined, uuid: 'u-1' }],
      },
      ['a Kafka cluster of event source mapping u-1'],
    ),
    failing('a topic and a stream', { ways: [byTopic], sources: [eventSourceOf(stream)] }, [
      'function',
      stream,
    ]),
  ],
});

it('names what hands over its events, and the commands that keep them', () => {
  const verdict = noFailureDestination.evaluate(
    facts({ ways: [{ ...byTopic, qualifier: 'live' }], sources: [eventSourceOf(stream)] }),
  );

  expect(verdict).toMatchObject({
    details: [
      {
        summary: `Events of ${topic} that fail in its alias or version live are discarded after the last retry`,
        remediation: expect.stringContaining(
          `aws lambda put-function-event-invoke-config --function-name arn:aws:lambda:${here}:function:orders --qualifier live --region eu-west-1 --destination-config '{"OnFailure":`,
        ),
      },
      {
        remediation: expect.stringMatching(
          /aws lambda update-event-source-mapping --uuid .* --maximum-retry-attempts 3 --destination-config/,
        ),
      },
    ],
  });
});

function facts({ ways = [], sources = [], destinations = [] }: Given) {
  return {
    waysIn: ways,
    eventSources: sources,
    failureDestinations: destinations === 'not asked' ? undefined : destinations,
    configuration: functionNamed('orders'),
  };
}

function passing(name: string, given: Given) {
  return { name, facts: facts(given) };
}

function failing(name: string, given: Given, subjects: readonly string[]) {
  return { name, facts: facts(given), subjects };
}
