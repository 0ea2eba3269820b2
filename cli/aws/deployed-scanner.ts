import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { GetQueueAttributesCommand, type QueueAttributeName, SQSClient } from '@aws-sdk/client-sqs';
import type { OnCall } from '../../functions/adapters/aws/observed-calls.ts';
import { observedCalls } from '../../functions/adapters/aws/observed-calls.ts';
import { attempt } from '../../functions/app/collectors.ts';
import type { ScannerName } from '../../functions/checks/index.ts';
import { Failure } from '../failure.ts';
import type { RunningScanner } from '../run-scanner.ts';
import type { Deployment } from './deployment.ts';

/** Handles on the deployed functions, which run as if their schedules had woken them. */
export function deployedScanners(deployment: Deployment, onCall: OnCall) {
  const lambda = observedCalls(new LambdaClient({}), onCall);
  const sqs = observedCalls(new SQSClient({}), onCall);
  const { scanners, digestFunction, findings, account, readNight } = deployment;

  return {
    scanner(name: ScannerName): RunningScanner {
      const { functionName, queueUrl, deadLettersUrl } = scanners[name];

      return {
        start: async () => {
          await lambda.send(invocation(functionName, 'Event'));
        },
        waiting: () => messagesIn(sqs, queueUrl),
        failed: () => messagesIn(sqs, deadLettersUrl),
        lastRun: () => findings.lastRun(name, account.arn),
        sweep: async () => {
          const progress = await attempt(() => readNight([name]));
          return progress.known ? progress.value[0] : undefined;
        },
      };
    },

    /** @throws Failure when it fails. */
    async digest(): Promise<void> {
      const { FunctionError } = await lambda.send(invocation(digestFunction, 'RequestResponse'));

      if (FunctionError !== undefined) {
        throw new Failure(`the digest failed: look into the logs of ${digestFunction}`);
      }
    },
  };
}

function invocation(FunctionName: string, InvocationType: 'Event' | 'RequestResponse') {
  return new InvokeCommand({ FunctionName, InvocationType, Payload: '{}' });
}

const counts = [
  'ApproximateNumberOfMessages',
  'ApproximateNumberOfMessagesNotVisible',
  'ApproximateNumberOfMessagesDelayed',
] as const satisfies readonly QueueAttributeName[];

async function messagesIn(sqs: SQSClient, QueueUrl: string): Promise<number> {
  const { Attributes = {} } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl, AttributeNames: [...counts] }),
  );
  const messages = counts.map((count) => Number(Attributes[count]));

  if (messages.some(Number.isNaN)) {
    throw new Failure(`SQS does not say how many messages are in ${QueueUrl}`);
  }
  return messages.reduce((sum, count) => sum + count, 0);
}
