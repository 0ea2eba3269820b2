import { LambdaClient, ListFunctionsCommand } from '@aws-sdk/client-lambda';
import { describe, expect, it } from 'vitest';
import { paceOf } from '../../functions/adapters/paced.ts';
import { perRegion } from '../../functions/adapters/per-region.ts';

describe('paceOf', () => {
  it('lets only so many requests through, whichever client makes them', async () => {
    const pace = paceOf(20);
    const { times, client } = timed();
    const clients = [pace(client()), pace(client())];

    await Promise.all(
      Array.from({ length: 8 }, (_, index) =>
        clients[index % 2]?.send(new ListFunctionsCommand({})),
      ),
    );

    // Two in each tenth of a second.
    expect(times).toHaveLength(8);
    expect((times.at(-1) ?? 0) - (times[0] ?? 0)).toBeGreaterThanOrEqual(250);
  });

  it('counts each attempt', async () => {
    const pace = paceOf(10);
    const { times, client } = timed(503);

    await expect(pace(client()).send(new ListFunctionsCommand({}))).rejects.toThrow();

    expect(times).toHaveLength(3);
    for (const [index, time] of times.slice(1).entries()) {
      expect(time - (times[index] ?? 0)).toBeGreaterThanOrEqual(80);
    }
  });
});

describe('perRegion', () => {
  it('makes one client for each region', () => {
    const clients = perRegion((region) => ({ region }));

    expect(clients('eu-west-1')).toBe(clients('eu-west-1'));
    expect(clients('us-east-1')).toEqual({ region: 'us-east-1' });
  });
});

/** Clients whose requests are answered at once, and when each came. */
function timed(statusCode = 200) {
  const times: number[] = [];
  const client = () =>
    new LambdaClient({
      region: 'eu-west-1',
      credentials: { accessKeyId: 'id', secretAccessKey: 'key' },
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
