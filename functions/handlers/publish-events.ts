import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { SQSClient } from '@aws-sdk/client-sqs';
import { deadLetters } from '../adapters/delivery/dead-letters.ts';
import { eventBus } from '../adapters/delivery/event-bus.ts';
import { findingEvent } from '../domain/finding-event.ts';
import { publishEventsEnvironment } from '../domain/notifier-environment.ts';
import { checkOf } from '../scanners/known-check.ts';
import { streamHandler } from './stream-handler.ts';

const environment = publishEventsEnvironment.parse(process.env);
const publish = eventBus(new EventBridgeClient({}), { bus: environment.EVENT_BUS_ARN });

/** Invoked by changes of the findings table: each that is reported is an event on the default bus. */
export const handler = streamHandler({
  deliver: (changes) =>
    publish(
      changes.flatMap(
        (change) => findingEvent(change, checkOf(change.finding.check)?.frameworks) ?? [],
      ),
    ),
  putAside: deadLetters(new SQSClient({}), environment.DEAD_LETTERS_URL, 'publish-events'),
});
