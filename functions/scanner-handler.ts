import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SQSClient } from '@aws-sdk/client-sqs';
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { dynamoFacts } from './adapters/dynamo-facts.ts';
import { dynamoFindings, dynamoStanding } from './adapters/dynamo-findings.ts';
import { receivedChunk, sqsQueue } from './adapters/sqs-queue.ts';
import { tableSlots } from './adapters/time-slots.ts';
import { settle } from './app/collectors.ts';
import { isFirstSweep } from './app/first-sweep.ts';
import { sweep } from './app/sweep.ts';
import { work } from './app/work.ts';
import { kindsOf } from './domain/registry.ts';
import { scanSettings } from './domain/scan-settings.ts';
import { scannerEnvironment } from './domain/scanner-environment.ts';
import { accountTarget } from './domain/target.ts';
import type { Assemble } from './scanners/assembled-scanner.ts';

/** The handler of a scanner: its schedule wakes it to sweep, its queue to work. */
export function scannerHandler(assemble: Assemble) {
  const environment = scannerEnvironment.parse(process.env);
  const dynamo = new DynamoDBClient({});
  const clock = () => new Date();
  const findings = dynamoFindings(dynamo, environment.FINDINGS_TABLE);
  const facts = dynamoFacts(dynamo, environment.FACTS_TABLE, clock);
  const queue = sqsQueue(new SQSClient({}), environment.WORK_QUEUE_URL, facts);
  const account = accountTarget(environment.ACCOUNT, environment.PARTITION);
  const batch = new BatchProcessor(EventType.SQS);

  const { observer, inventory, surveys, chunk } = assemble({
    settings: scanSettings.parse(JSON.parse(environment.SETTINGS)),
    facts,
    findings,
    standing: dynamoStanding(dynamo, environment.FINDINGS_TABLE),
    slotsOf: tableSlots(dynamo, environment.FACTS_TABLE),
    clock,
  });

  const sweepAll = () =>
    sweep({
      scanner: observer.name,
      kinds: kindsOf(observer.checks),
      account,
      inventory,
      findings,
      queue,
      surveys,
      chunk,
      clock,
    });
  const workOff = async ({ body }: SQSRecord) => {
    const worked = await settle(async () => {
      const chunk = await receivedChunk(body, { facts, account });
      const swept = { scanner: observer.name, account, findings };

      return work(observer, chunk, findings, await isFirstSweep(swept, chunk.sweep));
    });

    if (!worked.known) {
      // The batch only tells which chunk failed: nobody else would say why.
      console.error({ message: 'failed', reason: worked.reason });
      throw new Error(worked.reason);
    }
    console.info({ message: 'worked', ...worked.value });
  };

  /** Only chunks that fail are delivered again. */
  return async (
    event: SQSEvent | { readonly Records?: never },
    context: Context,
  ): Promise<SQSBatchResponse | undefined> => {
    if (event.Records) {
      return processPartialResponse(event, workOff, batch, {
        context,
        processInParallel: false,
        throwOnFullBatchFailure: false,
      });
    }

    console.info({ message: 'swept', ...(await sweepAll()) });
    return undefined;
  };
}
