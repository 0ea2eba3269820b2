import { GetPublicAccessBlockCommand } from '@aws-sdk/client-s3-control';
import { afterEach, expect, it, vi } from 'vitest';
import { S3ControlAtAnyEndpoint } from '../../../functions/adapters/aws/s3-control-client.ts';

const vpce = 'control.vpce-1a2b.s3.eu-west-1.vpce.amazonaws.com';

afterEach(() => vi.unstubAllEnvs());

it.each([
  ['in a region', 'eu-west-1', undefined, '111122223333.s3-control.eu-west-1.amazonaws.com'],
  ['in China', 'cn-north-1', undefined, '111122223333.s3-control.cn-north-1.amazonaws.com.cn'],
  [
    'in GovCloud',
    'us-gov-west-1',
    undefined,
    '111122223333.s3-control.us-gov-west-1.amazonaws.com',
  ],
  ['at an endpoint with a name', 'eu-west-1', `https://${vpce}`, `111122223333.${vpce}`],
  ['at an IPv4 address', 'eu-west-1', 'http://127.0.0.1:4566', '127.0.0.1'],
  ['at an IPv6 address', 'eu-west-1', 'http://[::1]:4566', '[::1]'],
])('the account is part of the host, but not of an address: %s', async (_, region, url, host) => {
  expect(await requestedOf(region, url)).toEqual({
    host,
    path: '/v20180820/configuration/publicAccessBlock',
    account: '111122223333',
  });
});

/** Where a request would go that is never sent. */
async function requestedOf(region: string, url: string | undefined) {
  vi.stubEnv('AWS_ENDPOINT_URL', url);
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'test');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'test');
  const client = new S3ControlAtAnyEndpoint({ region });
  const requested = Promise.withResolvers<unknown>();
  client.middlewareStack.add(
    () => async (args) => {
      const { hostname, path, headers } = args.request as Requested;
      requested.resolve({ host: hostname, path, account: headers['x-amz-account-id'] });
      throw new Error('not sent');
    },
    { step: 'finalizeRequest', priority: 'low' },
  );
  const sent = client.send(new GetPublicAccessBlockCommand({ AccountId: '111122223333' }));

  return Promise.race([requested.promise, sent]);
}

interface Requested {
  readonly hostname: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
}
