import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SecurityHubClient } from '@aws-sdk/client-securityhub';
import { SQSClient } from '@aws-sdk/client-sqs';
import type { DynamoDBStreamEvent } from 'aws-lambda';
import { deadLetters } from '../adapters/delivery/dead-letters.ts';
import { securityHub } from '../adapters/delivery/security-hub.ts';
import { dynamoArchive } from '../adapters/tables/dynamo-archive.ts';
import { importAgain, importChanges } from '../app/import-findings.ts';
import type { Finding } from '../domain/finding.ts';
import { type ImportAgain, importFindingsEnvironment } from '../domain/notifier-environment.ts';
import { productArn } from '../domain/security-hub/asff.ts';
import { checkOf } from '../scanners/known-check.ts';
import { streamHandler } from './stream-handler.ts';

const environment = importFindingsEnvironment.parse(process.env);
const home = {
  account: environment.ACCOUNT,
  region: environment.REGION,
  partition: environment.PARTITION,
};
const parts = {
  hub: securityHub(new SecurityHubClient({}), { productArn: productArn(home) }),
  home,
  checkOf,
};
const archive = dynamoArchive(new DynamoDBClient({}), environment.FINDINGS_TABLE);
const putAside = deadLetters(new SQSClient({}), environment.DEAD_LETTERS_URL, 'import-findings');
const follow = streamHandler({
  deliver: (changes) => importChanges(changes, parts),
  putAside,
});

/** Invoked by changes of the findings table, and once a week to send again what is open. */
export async function handler(event: DynamoDBStreamEvent | ImportAgain) {
  return 'again' in event ? sendAgain() : follow(event);
}

const MOST = 500;

async function sendAgain(): Promise<void> {
  let sent = 0;
  let some: Finding[] = [];
  const flush = async () => {
    const refused = await importAgain(some, new Date().toISOString(), parts);
    for (const each of refused) await putAside(each);
    sent += some.length;
    some = [];
  };

  for await (const item of archive.everything()) {
    if ('subject' in item && item.status !== 'resolved') some.push(item);
    if (some.length === MOST) await flush();
  }
  await flush();
  console.info({ message: 'sent again', findings: sent });
}
