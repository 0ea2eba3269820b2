import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import type { PutAside } from '../adapters/delivery/dead-letters.ts';
import { transitionsIn } from '../adapters/tables/findings-stream.ts';
import { attempt } from '../app/collectors.ts';
import type { Refused } from '../app/refused.ts';
import type { StoredTransition } from '../domain/notification/alert.ts';

export interface StreamHandlerProps {
  /** @throws when it should be tried again. @returns what is refused for good. */
  readonly deliver: (changes: readonly StoredTransition[]) => Promise<readonly Refused[]>;
  readonly putAside: PutAside;
}

/** Records delivered together: what fails is delivered again from the first of them. */
const CHUNK = 100;

/** Delivers what the stream of the findings table brings, in order: what comes twice is known by its id. */
export function streamHandler({ deliver, putAside }: StreamHandlerProps) {
  return async ({ Records }: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> => {
    for (let at = 0; at < Records.length; at += CHUNK) {
      const records = Records.slice(at, at + CHUNK);
      const delivered = await attempt(() => deliverChunk(records, { deliver, putAside }));

      if (!delivered.known) {
        console.error({ message: 'not delivered', reason: delivered.reason });
        return failedFrom(records);
      }
    }
    return { batchItemFailures: [] };
  };
}

async function deliverChunk(
  records: readonly DynamoDBRecord[],
  { deliver, putAside }: StreamHandlerProps,
): Promise<void> {
  const { transitions, unreadable } = await transitionsIn(records);
  const refused = await deliver(transitions);
  for (const each of refused) await putAside(each);

  if (unreadable.length > 0) console.error({ message: 'unreadable', reasons: unreadable });
  console.info({ message: 'delivered', changes: transitions.length, refused: refused.length });
}

/** Without a sequence number, Lambda takes it for all of the batch. */
function failedFrom([first]: readonly DynamoDBRecord[]): DynamoDBBatchResponse {
  return {
    batchItemFailures: [{ itemIdentifier: first?.dynamodb?.SequenceNumber ?? '' }],
  };
}
