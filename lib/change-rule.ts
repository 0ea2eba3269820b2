import { type EventBus, Match, Rule } from 'aws-cdk-lib/aws-events';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import {
  DETAIL_TYPE,
  EVENT_SOURCE,
  operationsFor,
  SOURCE,
} from '../functions/domain/change-event.ts';

export interface ChangeRuleProps {
  /** The scanner's name. */
  readonly scanner: string;
  /** Where it gets what it has to do. */
  readonly queue: Queue;
  /** Where events go that the queue does not take. */
  readonly deadLetters: Queue;
  /** Where the events are. @default what AWS reports of this account and region */
  readonly bus?: EventBus;
}

/**
 * Sends a scanner the calls, as CloudTrail reports them, that change a function. A call that was refused
 * has changed nothing. Without a trail that logs management events, no event ever comes.
 *
 * Source: "AWS service events delivered via AWS CloudTrail" (EventBridge User Guide).
 */
export class ChangeRule extends Rule {
  constructor(scope: Construct, id: string, props: ChangeRuleProps) {
    const { scanner, queue, deadLetters, bus } = props;

    super(scope, id, {
      description: `lambda-vigil: changes of functions, for the ${scanner} scanner`,
      ...(bus && { eventBus: bus }),
      eventPattern: {
        source: [SOURCE],
        detailType: [DETAIL_TYPE],
        detail: {
          eventSource: [EVENT_SOURCE],
          eventName: [...operationsFor(scanner)],
          errorCode: Match.doesNotExist(),
        },
      },
      targets: [new SqsQueue(queue, { deadLetterQueue: deadLetters })],
    });
  }
}
