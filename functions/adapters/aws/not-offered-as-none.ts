/**
 * What an API answers; undefined in a region that does not have it: there its gateway knows no such
 * operation, and says so under the name of a denial. A denial by a policy has another message.
 *
 * @throws any other error.
 *
 * Source: "Creating and managing Lambda function URLs" (AWS Lambda Developer Guide), which lists the
 * regions without them; the message as AWS answers it there (github.com/zappa/Zappa/issues/1425).
 */
export async function notOfferedAsNone<T>(ask: () => Promise<T>): Promise<T | undefined> {
  try {
    return await ask();
  } catch (error) {
    if (isNotOffered(error)) return undefined;
    throw error;
  }
}

const UNKNOWN_OPERATION = 'Unable to determine service/operation name to be authorized';

function isNotOffered(error: unknown): boolean {
  return (
    error instanceof Error &&
    error.name.startsWith('AccessDenied') &&
    error.message.trim() === UNKNOWN_OPERATION
  );
}
