import { isIP } from 'node:net';
import { S3ControlClient, type S3ControlClientConfig } from '@aws-sdk/client-s3-control';

/**
 * A client of S3 Control, which is reached at a host that begins with the account. The SDK puts it in
 * front of any other endpoint too: a name takes it, and an IP address does not.
 */
export function s3ControlClient(config: S3ControlClientConfig): S3ControlClient {
  const client = new S3ControlClient(config);
  const { endpointProvider } = client.config;
  client.config.endpointProvider = (parameters, context) =>
    endpointProvider(
      hasAddress(parameters.Endpoint) ? { ...parameters, RequiresAccountId: false } : parameters,
      context,
    );

  return client;
}

/** @param endpoint `http://127.0.0.1:4566`; undefined for that of AWS. */
function hasAddress(endpoint: string | undefined): boolean {
  return endpoint !== undefined && isIP(new URL(endpoint).hostname.replace(/^\[|\]$/g, '')) > 0;
}
