import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { OrganizationsClient } from '@aws-sdk/client-organizations';
import { SQSClient } from '@aws-sdk/client-sqs';
import { STSClient } from '@aws-sdk/client-sts';
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { adaptiveRetry } from '../adapters/aws/adaptive-retry.ts';
import { organizationUnits } from '../adapters/aws/organization-units.ts';
import { tableSlots } from '../adapters/aws/time-slots.ts';
import { accountOfMessage, receivedMessage, sqsQueue } from '../adapters/delivery/sqs-queue.ts';
import { dynamoFacts } from '../adapters/tables/dynamo-facts.ts';
import { dynamoFindings, dynamoTargetState } from '../adapters/tables/dynamo-findings.ts';
import { nightLedger, nightReader } from '../adapters/tables/night-ledger.ts';
import { accountFacts } from '../app/account-facts.ts';
import { attempt } from '../app/collectors.ts';
import { queueLook } from '../app/look.ts';
import type { Deadline, OfAccount } from '../app/ports.ts';
import type { OtherAccounts } from '../app/sweep-steps.ts';
import { type ScannerAtNight, takeMessage } from '../app/take-message.ts';
import { isWatched, listWatchedAccounts, watchedBy } from '../app/watched-accounts.ts';
import { parseJson } from '../core/parse-json.ts';
import { accountTarget } from '../core/target.ts';
import { changeIn } from '../domain/change-event.ts';
import type { Deployment } from '../domain/deployment.ts';
import { kindsOf } from '../domain/registry.ts';
import { scannerEnvironment } from '../domain/scanner-environment.ts';
import { readScanSettings } from '../domain/settings/read-settings.ts';
import { watchesOthers } from '../domain/watched-account.ts';
import { keepDeployments } from '../facts/last-deployment.ts';
import type { Assemble } from '../scanners/assembled-scanner.ts';
import { watchedScanners } from '../scanners/watched-account.ts';
import { deployedRules } from './deployed-rules.ts';

/** Time at the end of a run for storing what it has listed. */
const RESERVED_MS = 60_000;

/**
 * The handler of a scanner: its schedule invokes it to begin a sweep, its queue to do the rest.
 *
 * @param name that of the scanner.
 */
export function scannerHandler(name: string, assemble: Assemble) {
  const environment = scannerEnvironment.parse(process.env);
  const settings = readScanSettings(JSON.parse(environment.SETTINGS));
  const { RULES } = environment;
  const rules = deployedRules(RULES === undefined ? undefined : new URL(RULES, import.meta.url));
  const dynamo = new DynamoDBClient({});
  const clock = () => new Date();
  const findings = dynamoFindings(dynamo, environment.FINDINGS_TABLE);
  const facts = dynamoFacts(dynamo, environment.FACTS_TABLE, clock);
  const account = accountTarget(environment.ACCOUNT, environment.PARTITION);
  const batch = new BatchProcessor(EventType.SQS);
  const hasOthers = watchesOthers(settings);

  const ledgerOf = (of?: string) => nightLedger(dynamo, environment.FACTS_TABLE, name, clock, of);
  const queue = sqsQueue(new SQSClient({}), environment.WORK_QUEUE_URL, { facts, ledgerOf });
  const readNight = nightReader(dynamo, environment.FACTS_TABLE);
  const scannerOf = watchedScanners({
    scanner: name,
    assemble,
    parts: {
      settings,
      rules,
      facts,
      findings,
      targetState: dynamoTargetState(dynamo, environment.FINDINGS_TABLE),
      slotsOf: tableSlots(dynamo, environment.FACTS_TABLE),
      clock,
      ...(hasOthers && { watched: watchedBy({ facts, own: account.account, watch: settings }) }),
    },
    own: account.account,
    partition: environment.PARTITION,
    sts: () => new STSClient(adaptiveRetry),
  });
  const others: OtherAccounts = {
    list: () =>
      listWatchedAccounts({
        watch: settings,
        own: account.account,
        readUnit: organizationUnits(new OrganizationsClient(adaptiveRetry)),
        facts,
        clock,
      }),
    ledgerOf,
  };

  /** A scanner that works for one account, as the message says. */
  const atNightFor = (message: OfAccount): ScannerAtNight => {
    const { observer, inventory, surveys, chunk, facts: own, entered } = scannerOf(message.account);
    const ledger = ledgerOf(entered?.account);
    const sweep = {
      scanner: name,
      kinds: kindsOf(observer.checks),
      account: accountOfMessage(message, account),
      inventory,
      findings,
      queue,
      steps: queue,
      facts: own,
      ledger,
      night: (scanners: readonly string[]) => readNight(scanners, entered?.account),
      surveys,
      chunk,
      clock,
      ...(hasOthers && { shared: facts }),
      ...(entered ? { member: { enter: entered.credentials } } : hasOthers && { others }),
    };

    return { observer, sweep, findings, settings, ledger };
  };

  const looks = {
    scanner: name,
    own: account.account,
    settings,
    watches: (of: string) => isWatched(of, { watch: settings, facts }),
    ledgerOf,
    steps: queue,
    keepDeployment: (arn: string, deployment: Deployment, of: string | undefined) =>
      keepDeployments(new Map([[arn, deployment]]), of ? accountFacts(facts, of) : facts, clock),
    clock,
  };

  const take = async ({ body, attributes, messageId }: SQSRecord, isLate: Deadline) => {
    const content = parseJson(body);
    const change = changeIn(content, account);
    if (change) return queueLook(looks, change, messageId);

    const { message, queued } = await receivedMessage({ body, content }, { facts, account });
    const deliveries = Number(attributes.ApproximateReceiveCount);

    return takeMessage(atNightFor(message), { message, queued, deliveries, isLate });
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
    await ledgerOf().begin(sweep);
    await queue.sendStep({ step: hasOthers ? 'accounts' : 'begin', sweep });
    console.info({ message: 'woken', sweep });
    return undefined;
  };
}
