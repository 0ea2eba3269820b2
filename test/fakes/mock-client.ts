import { mockClient as mock } from 'aws-sdk-client-mock';

const mocked = new Set<{ restore(): unknown }>();

/** As of aws-sdk-client-mock, until the file of tests ends: `restoreClients`. */
export const mockClient: typeof mock = (client) => {
  const stub = mock(client);
  mocked.add(stub);

  return stub;
};

/** Every mocked client calls AWS again. */
export function restoreClients(): void {
  for (const stub of mocked) stub.restore();
  mocked.clear();
}
