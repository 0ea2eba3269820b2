import type { Call } from './call.ts';

/** What the deployed product did, counted from the calls that the proxy has recorded. */
export interface NightFigures {
  readonly calls: number;
  readonly findingsWritten: number;
  readonly coverageWritten: number;
  /** Requests for archives of code, each for one or for a part of one. */
  readonly downloads: number;
  readonly messages: number;
}

export function nightFigures(calls: readonly Call[]): NightFigures {
  const own = calls.filter(({ role }) => role !== undefined);
  // Transactions that count what becomes of messages update, and put nothing.
  const puts = own.filter(
    ({ within, action }) => within === 'TransactWriteItems' && action === 'dynamodb:PutItem',
  );
  const coverage = puts.filter(({ sortKey }) => sortKey?.endsWith('/coverage'));

  return {
    calls: own.length,
    findingsWritten: puts.length - coverage.length,
    coverageWritten: coverage.length,
    downloads: calls.filter(({ operation }) => operation === 'DownloadCode').length,
    messages: own.filter(({ action }) => action === 'sns:Publish').length,
  };
}
