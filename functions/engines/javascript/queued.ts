import { anyField } from '../flow/index.ts';
import { fieldsReadOf, fieldsTo } from './aws-fields.ts';
import type { Fact } from './entry.ts';

/**
 * Whether it is what a message of SQS, or a record of Kinesis or of a table's stream, says: other code of the account wrote it there,
 * and a stranger only what that lets through. The key of an object, a message of SNS and the details of an event may come by a
 * queue, too: they stay what they are. Nor is it sure of a handler that serves requests as well.
 *
 * Source: "Using Lambda with Amazon SQS", "Amazon Kinesis", "Amazon DynamoDB" (AWS).
 */
export function isQueued(fact: Fact): boolean {
  const [first, ...rest] = fieldsTo(fact)?.filter((field) => !isElement(field)) ?? [];
  // A name that is taken out of the event by a pattern is read once more.
  const field = rest.find((each) => each !== first);
  if (first !== 'Records' || field === undefined || !ofQueues.has(field)) return false;

  return !rest.some((each) => ofOthers.has(each)) && !isOfRequests(fact);
}

const ofQueues: ReadonlySet<string> = new Set(['body', 'messageAttributes', 'kinesis', 'dynamodb']);

const ofOthers: ReadonlySet<string> = new Set(['s3', 'Message', 'detail']);

function isElement(field: string): boolean {
  return field === anyField || /^\d+$/.test(field);
}

/** Whether what only requests have is read of what the records are read of. */
function isOfRequests(fact: Fact): boolean {
  for (
    let at: Fact | undefined = fact, step = 0;
    at && step < MOST_STEPS;
    at = at.from, step += 1
  ) {
    const read = fieldsReadOf(at.node);
    if (read.includes('Records') && read.some((field) => ofRequests.has(field))) return true;
  }
  return false;
}

const MOST_STEPS = 40;

const ofRequests: ReadonlySet<string> = new Set(
  'body headers queryStringParameters pathParameters httpMethod requestContext rawPath routeKey path'.split(
    ' ',
  ),
);
