import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SNSClient } from '@aws-sdk/client-sns';
import { embeddedMetrics } from '../adapters/delivery/embedded-metrics.ts';
import { snsRecipients } from '../adapters/delivery/sns-publisher.ts';
import { dynamoArchive, dynamoDigestStates } from '../adapters/tables/dynamo-archive.ts';
import { dynamoFacts } from '../adapters/tables/dynamo-facts.ts';
import { nightReader } from '../adapters/tables/night-ledger.ts';
import { digestInTurn } from '../app/digest.ts';
import { storedAccounts } from '../app/watched-accounts.ts';
import { type Metric, type NightFigures, nightMetrics } from '../domain/night-metrics.ts';
import { type DigestWake, digestEnvironment } from '../domain/notifier-environment.ts';
import { factWords } from '../facts/index.ts';
import { checkOf } from '../scanners/known-check.ts';
import { deployedRules } from './deployed-rules.ts';

const environment = digestEnvironment.parse(process.env);
const dynamo = new DynamoDBClient({});
/** The lines of this log are JSON of its own, which Lambda leaves as it is. */
const writeMetrics = embeddedMetrics({
  deployment: environment.DEPLOYMENT,
  write: (line) => process.stdout.write(`${line}\n`),
});
const isMeasured = (metric: Metric) =>
  environment.METRICS === 'all' || metric.name === 'UnfinishedScanners';

function measure(figures: NightFigures): void {
  const metrics = nightMetrics(figures, (check) => checkOf(check)?.practice);

  writeMetrics(metrics.filter(isMeasured), new Date());
}

const { WATCHING_ACCOUNT: own, RULES } = environment;
const clock = () => new Date();

const parts = {
  archive: dynamoArchive(dynamo, environment.FINDINGS_TABLE),
  states: dynamoDigestStates(dynamo, environment.FINDINGS_TABLE),
  night: nightReader(dynamo, environment.FACTS_TABLE),
  recipients: snsRecipients(new SNSClient({}), environment, factWords),
  measure,
  rules: deployedRules(RULES === undefined ? undefined : new URL(RULES, import.meta.url)),
  clock,
  ...(own !== undefined && {
    accounts: {
      own,
      others: () => storedAccounts(dynamoFacts(dynamo, environment.FACTS_TABLE, clock)),
    },
  }),
  words: factWords,
};

/** Invoked by its schedules: when the night should be over, and later in case it was not. */
export async function handler({ again }: DigestWake = {}): Promise<void> {
  console.info({ message: 'digested', ...(await digestInTurn(parts, { again })) });
}
