/** Names under which services say that they are asked too often. */
const throttled: ReadonlySet<string> = new Set([
  'LimitExceededException',
  'RequestLimitExceeded',
  'RequestThrottled',
  'SlowDown',
  'ServiceUnavailable',
  'Throttling',
  'ThrottlingException',
  'ThrottledException',
  'TooManyRequestsException',
]);

/** Whether the same request may be answered a little later: asked too often, broken there, not reached. */
export function mayPass(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (throttled.has(error.name)) return true;
  const metadata = '$metadata' in error ? (error.$metadata as { httpStatusCode?: number }) : {};
  const status = metadata.httpStatusCode;

  return status === undefined ? !('$fault' in error) : status === 429 || status >= 500;
}
