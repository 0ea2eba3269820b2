import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch';
import { exec } from 'node:child_process';
import { promisify } from 'node:util';

const processor = new BatchProcessor(EventType.SQS);
const shell = promisify(exec);

const recordHandler = async (record) => {
  const job = JSON.parse(record.body);
  await shell(`pg_dump ${job.database} > /tmp/dump.sql`); // bad: command-injection
  await shell('gzip -f /tmp/dump.sql'); // good
};

export const handler = async (event, context) =>
  processPartialResponse(event, recordHandler, processor, { context });
