import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { backoff } from './backoff.ts';

/** How often a transaction is tried again that was cancelled for the load. */
const RETRIES = 6;

/**
 * Nothing of a cancelled transaction is written, and the SDK does not repeat it, for a condition that
 * fails would fail again. Where the load or another transaction is all that cancelled it, it is
 * repeated. Source: "TransactWriteItems" (DynamoDB API Reference).
 */
export async function unlessContended<T>(send: () => Promise<T>): Promise<T> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await send();
    } catch (error) {
      if (attempt === RETRIES || !isContention(error)) throw error;
    }
    await backoff(attempt + 1);
  }
}

/** Codes of what cancelled a transaction; empty where the error is no cancellation. */
export function whyCancelled(error: unknown): readonly string[] {
  if (!(error instanceof TransactionCanceledException)) return [];

  return (error.CancellationReasons ?? []).flatMap(({ Code }) =>
    Code === undefined || Code === 'None' ? [] : [Code],
  );
}

const contention = new Set([
  'TransactionConflict',
  'ThrottlingError',
  'ProvisionedThroughputExceeded',
]);

function isContention(error: unknown): boolean {
  const reasons = whyCancelled(error);

  return reasons.length > 0 && reasons.every((code) => contention.has(code));
}
