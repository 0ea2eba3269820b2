import { isIP } from 'node:net';
import { S3ControlClient, type S3ControlClientConfig } from '@aws-sdk/client-s3-control';

/**
 * A client of S3 Control, which is reached at a host that begins with the account. The SDK puts it in
 * front of any other endpoint too: a name takes it, and an IP address does not.
 */
export class S3ControlAtAnyEndpoint extends S3ControlClient {
  constructor(config: S3ControlClientConfig) {
    super(config);
    const { endpointProvider } = this.config;
    this.config.endpointProvider = (parameters, context) =>
      endpointProvider(
        hasAddress(parameters.Endpoint) ? { ...parameters, RequiresAccountId: false } : parameters,
        context,
      );
  }
}

/** @param endpoint `http://127.0.0.1:4566`; undefined for that of AWS. */
function hasAddress(endpoint: string | undefined): boolean {
  return endpoint !== undefined && isIP(new URL(endpoint).hostname.replace(/^\[|\]$/g, '')) > 0;
}
