import {
  APIGatewayClient,
  GetResourcesCommand,
  GetRestApisCommand,
} from '@aws-sdk/client-api-gateway';
import { LambdaClient, ListFunctionsCommand } from '@aws-sdk/client-lambda';
import { describe, expect, it } from 'vitest';
import { perRegion } from '../../../functions/adapters/aws/per-region.ts';
import { rateLimiter } from '../../../functions/adapters/aws/rate-limiter.ts';
import type { SlotsOf } from '../../../functions/adapters/aws/time-slots.ts';

describe('rateLimiter', () => {
  it('lets only so many requests through, whichever client makes them', async () => {
    const rateLimited = rateLimiter({ perSecond: 20 });
    const { times, client } = timed();
    const clients = [rateLimited(client()), rateLimited(client())];

    await Promise.all(
      Array.from({ length: 8 }, (_, index) =>
        clients[index % 2]?.send(new ListFunctionsCommand({})),
      ),
    );

    expect(times).toHaveLength(8);
    expect((times.at(-1) ?? 0) - (times[0] ?? 0)).toBeGreaterThanOrEqual(340);
  });

  it('counts each attempt', async () => {
    const rateLimited = rateLimiter({ perSecond: 10 });
    const { times, client } = timed(503);

    await expect(rateLimited(client()).send(new ListFunctionsCommand({}))).rejects.toThrow();

    expect(times).toHaveLength(3);
    for (const [index, time] of times.slice(1).entries()) {
      expect(time - (times[index] ?? 0)).toBeGreaterThanOrEqual(60);
    }
  });
});

describe('rateLimiter, by slots that others take from too', () => {
  it('takes a few at once, in the order of the requests, and one for each', async () => {
    const taken: number[] = [];
    const slotsOf: SlotsOf = () => async (count) => {
      taken.push(count);
      return Array<number>(count).fill(0);
    };
    const { times, client } = timed();
    const limited = rateLimiter({ perSecond: 20, slotsOf })(client());

    await Promise.all(Array.from({ length: 23 }, () => limited.send(new ListFunctionsCommand({}))));

    expect(times).toHaveLength(23);
    expect(taken.reduce((sum, count) => sum + count)).toBe(23);
    expect(Math.max(...taken)).toBeLessThanOrEqual(10);
    expect(taken.length).toBeLessThan(23);
  });

  it('makes no request without a slot', async () => {
    const slotsOf: SlotsOf = () => async () => {
      throw new Error('the table is throttled');
    };
    const { times, client } = timed();
    const limited = rateLimiter({ perSecond: 20, slotsOf })(client());

    await expect(limited.send(new ListFunctionsCommand({}))).rejects.toThrow('throttled');
    expect(times).toEqual([]);
  });

  it('waits for what AWS limits by itself, and for its turn among all', async () => {
    const taken: string[] = [];
    const slotsOf: SlotsOf = (name, perSecond) => async (count) => {
      taken.push(...Array<string>(count).fill(`${name} ${perSecond}`));
      return Array<number>(count).fill(0);
    };
    const api = rateLimiter({ perSecond: 20, slotsOf })(
      new APIGatewayClient({ region: 'eu-west-1', credentials, requestHandler: answering() }),
    );

    await api.send(new GetResourcesCommand({ restApiId: 'a1' }));
    await api.send(new GetRestApisCommand({}));

    expect(taken).toEqual([
      'apigateway:GetResources 2.5',
      'control planes 20',
      'control planes 20',
    ]);
  });
});

describe('perRegion', () => {
  it('makes one client for each region', () => {
    const clients = perRegion((region) => ({ region }));

    expect(clients('eu-west-1')).toBe(clients('eu-west-1'));
    expect(clients('us-east-1')).toEqual({ region: 'us-east-1' });
  });
});

const credentials = { accessKeyId: 'id', secretAccessKey: 'key' };

function answering() {
  return {
    handle: async () => ({
      response: { statusCode: 200, headers: {}, body: new TextEncoder().encode('{}') },
    }),
  };
}

/** Clients whose requests are answered at once, and when each came. */
function timed(statusCode = 200) {
  const times: number[] = [];
  const client = () =>
    new LambdaClient({
      region: 'eu-west-1',
      credentials,
      maxAttempts: 3,
      requestHandler: {
        handle: async () => {
          times.push(performance.now());
          return { response: { statusCode, headers: {}, body: new Uint8Array() } };
        },
      },
    });

  return { times, client };
}
