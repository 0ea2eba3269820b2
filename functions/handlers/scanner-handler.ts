import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SQSClient } from '@aws-sdk/client-sqs';
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { tableSlots } from '../adapters/aws/time-slots.ts';
import { queuedMessage, receivedMessage, sqsQueue } from '../adapters/delivery/sqs-queue.ts';
import { dynamoFacts } from '../adapters/tables/dynamo-facts.ts';
import { dynamoFindings, dynamoTargetState } from '../adapters/tables/dynamo-findings.ts';
import { nightLedger, nightReader } from '../adapters/tables/night-ledger.ts';
import { attempt } from '../app/collectors.ts';
import type { Deadline } from '../app/ports.ts';
import { takeMessage } from '../app/take-message.ts';
import { accountTarget } from '../core/target.ts';
import { kindsOf } from '../domain/registry.ts';
import { scannerEnvironment } from '../domain/scanner-environment.ts';
import { readScanSettings } from '../domain/settings/read-settings.ts';
import type { Assemble } from '../scanners/assembled-scanner.ts';

/** Time at the end of a run for storing what it has listed. */
const RESERVED_MS = 60_000;

/** The handler of a scanner: its schedule invokes it to begin a sweep, its queue to do the rest. */
export function scannerHandler(assemble: Assemble) {
  const environment = scannerEnvironment.parse(process.env);
  const dynamo = new DynamoDBClient({});
  const clock = () => new Date();
  const findings = dynamoFindings(dynamo, environment.FINDINGS_TABLE);
  const facts = dynamoFacts(dynamo, environment.FACTS_TABLE, clock);
  const account = accountTarget(environment.ACCOUNT, environment.PARTITION);
  const batch = new BatchProcessor(EventType.SQS);

  const { observer, inventory, surveys, chunk } = assemble({
    settings: readScanSettings(JSON.parse(environment.SETTINGS)),
    facts,
    findings,
    targetState: dynamoTargetState(dynamo, environment.FINDINGS_TABLE),
    slotsOf: tableSlots(dynamo, environment.FACTS_TABLE),
    clock,
  });

  const { name } = observer;
  const ledger = nightLedger(dynamo, environment.FACTS_TABLE, name, clock);
  const queue = sqsQueue(new SQSClient({}), environment.WORK_QUEUE_URL, { facts, ledger });

  const swept = {
    scanner: name,
    kinds: kindsOf(observer.checks),
    account,
    inventory,
    findings,
    queue,
    steps: queue,
    facts,
    ledger,
    night: nightReader(dynamo, environment.FACTS_TABLE),
    surveys,
    chunk,
    clock,
  };
  const take = async ({ body, attributes }: SQSRecord, isLate: Deadline) => {
    const message = await receivedMessage(body, { facts, account });
    const deliveries = Number(attributes.ApproximateReceiveCount);
    const queued = queuedMessage(body, message);

    return takeMessage(
      { observer, sweep: swept, findings, ledger },
      { message, queued, deliveries, isLate },
    );
  };
  const processRecord = (isLate: Deadline) => async (record: SQSRecord) => {
    const result = await attempt(() => take(record, isLate));

    if (!result.known) {
      // The response to the batch names the message that failed, and not the reason.
      console.error({ message: 'failed', reason: result.reason });
      throw new Error(result.reason);
    }
    console.info(result.value);
  };

  /** Only messages that fail are delivered again. */
  return async (
    event: SQSEvent | { readonly Records?: never },
    context: Context,
  ): Promise<SQSBatchResponse | undefined> => {
    if (event.Records) {
      const isLate = () => context.getRemainingTimeInMillis() < RESERVED_MS;

      return processPartialResponse(event, processRecord(isLate), batch, {
        context,
        processInParallel: false,
        throwOnFullBatchFailure: false,
      });
    }

    // As a message: SQS delivers it again when a sweep fails half-way, and no schedule repeats a wake-up.
    const sweep = clock().toISOString();
    await ledger.begin(sweep);
    await queue.sendStep({ step: 'begin', sweep });
    console.info({ message: 'woken', sweep });
    return undefined;
  };
}
