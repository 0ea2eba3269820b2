import { CloudWatchClient, ListMetricsCommand } from '@aws-sdk/client-cloudwatch';
import { LambdaClient, ListFunctionsCommand } from '@aws-sdk/client-lambda';
import { describe, expect, it } from 'vitest';
import type { ApiCall } from '../../../functions/adapters/aws/observed-calls.ts';
import { observedCalls } from '../../../functions/adapters/aws/observed-calls.ts';
import { rateLimiter } from '../../../functions/adapters/aws/rate-limiter.ts';

const credentials = { accessKeyId: 'x', secretAccessKey: 'x' };

describe('observedCalls', () => {
  it('reports each request by its service and operation, those repeated among them', async () => {
    const calls: ApiCall[] = [];
    const client = new LambdaClient({
      region: 'eu-west-1',
      credentials,
      maxAttempts: 3,
      requestHandler: { handle: refusing() },
    });

    await rateLimiter({ perSecond: 1_000, onCall: (call) => calls.push(call) })(client)
      .send(new ListFunctionsCommand())
      .catch(() => {});

    expect(calls).toEqual(Array(3).fill({ service: 'lambda', operation: 'ListFunctions' }));
  });

  it('calls a service as IAM does', async () => {
    const calls: ApiCall[] = [];
    const client = new CloudWatchClient({
      region: 'eu-west-1',
      credentials,
      maxAttempts: 1,
      requestHandler: { handle: refusing() },
    });

    await observedCalls(client, (call) => calls.push(call))
      .send(new ListMetricsCommand())
      .catch(() => {});

    expect(calls).toEqual([{ service: 'cloudwatch', operation: 'ListMetrics' }]);
  });
});

function refusing() {
  return async () => {
    throw Object.assign(new Error('broken'), { name: 'TimeoutError' });
  };
}
