import {
  APIGatewayClient,
  GetResourcesCommand,
  GetRestApisCommand,
} from '@aws-sdk/client-api-gateway';
import { LambdaClient, ListFunctionsCommand } from '@aws-sdk/client-lambda';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { boundedSockets } from '../../../functions/adapters/aws/bounded-sockets.ts';
import { perRegion } from '../../../functions/adapters/aws/per-region.ts';
import { rateLimiter } from '../../../functions/adapters/aws/rate-limiter.ts';
import type { SlotsOf } from '../../../functions/adapters/aws/time-slots.ts';

describe('rateLimiter', () => {
  it('lets only so many requests through, whichever client makes them', async () => {
    const rateLimited = rateLimiter({ perSecond: 20 });
    const { times, client } = timed();
    const clients = [rateLimited(client()), rateLimited(client())];
    const begun = performance.now();

    await Promise.all(
      Array.from({ length: 8 }, (_, index) =>
        clients[index % 2]?.send(new ListFunctionsCommand({})),
      ),
    );

    expect(times).toHaveLength(8);
    // Since before the first: on a busy machine, that one may come late.
    expect((times.at(-1) ?? 0) - begun).toBeGreaterThanOrEqual(340);
  });

  it('counts each attempt', async () => {
    const rateLimited = rateLimiter({ perSecond: 10 });
    const { times, client } = timed(503);
    const begun = performance.now();

    await expect(rateLimited(client()).send(new ListFunctionsCommand({}))).rejects.toThrow();

    expect(times).toHaveLength(3);
    for (const [index, time] of times.entries()) {
      expect(time - begun).toBeGreaterThanOrEqual(index * 95);
    }
  });
});

describe('rateLimiter, by slots that others take from too', () => {
  it('takes a few at once, in the order of the requests, and one for each', async () => {
    const taken: number[] = [];
    const slotsOf: SlotsOf = () => async (count) => {
      taken.push(count);
      return Array<number>(count).fill(Date.now());
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
      return Array<number>(count).fill(Date.now());
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

describe('rateLimiter, of a process that is too busy to be in time', () => {
  it('makes no request in a slot that is long past, but in another one', async () => {
    const { requests, send } = waking([0, 40, 400, 0]);

    await send(3);

    // The slot of the third begins at 60, and the next one when it has woken.
    expect(requests).toEqual([10, 60, 480].map((ms) => ms + BEGIN));
  });

  it('makes its request in the end, however late it always is', async () => {
    const { requests, send } = waking(Array<number>(20).fill(400));

    await send(1);

    expect(requests).toHaveLength(1);
  });
});

describe('rateLimiter, where requests wait', () => {
  beforeEach(() => {
    vi.useFakeTimers({ now: BEGIN });
  });

  afterEach(() => {
    vi.useRealTimers();
  });

  it('makes each in a slot of its own when places come free, and holds none for a slot', async () => {
    const { places } = boundedSockets({ mostBusy: 2, mostIdle: 0 });
    const { dates, client } = dated();
    const limited = rateLimiter({ perSecond: 10, places, timing })(client);
    let other = 0;

    const all = Promise.all([
      ...[1, 2].map(() => places.run(() => timing.sleep(4_000))),
      ...Array.from({ length: 40 }, () => limited.send(new ListFunctionsCommand({}))),
    ]);
    await vi.advanceTimersByTimeAsync(4_001);
    await places.run(async () => {
      other = Date.now();
    });
    await vi.runAllTimersAsync();
    await all;

    expect(other).toBe(BEGIN + 4_001);
    expect(dates).toHaveLength(40);
    for (const { at: start } of dates) {
      const within = dates.filter(({ at }) => at >= start && at < start + 1_000);
      expect(within.length).toBeLessThanOrEqual(10);
    }
  });

  it('signs each when its turn has come', async () => {
    const { dates, client } = dated();
    const slotsOf: SlotsOf = () => async () => [BEGIN + 600_000];

    const answer = rateLimiter({ perSecond: 10, slotsOf, timing })(client).send(
      new ListFunctionsCommand({}),
    );
    await vi.runAllTimersAsync();
    await answer;

    expect(dates).toEqual([{ at: BEGIN + 600_000, signed: '20261125T021000Z' }]);
  });

  const timing = {
    now: () => Date.now(),
    sleep: (ms: number) => new Promise((resolve) => setTimeout(resolve, ms)),
  };
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

const BEGIN = Date.parse('2026-11-25T02:00:00Z');

/**
 * Slots ten milliseconds apart, and a process that wakes for each so much too late.
 *
 * @returns when its requests came, by its clock.
 */
function waking(lateMs: readonly number[]) {
  const late = [...lateMs];
  const requests: number[] = [];
  let at = BEGIN;
  let free = at;
  const slotsOf: SlotsOf = () => async (count) =>
    Array.from({ length: count }, () => {
      free = Math.max(free, at) + 10;
      return free;
    });
  const timing = {
    now: () => at,
    sleep: async (ms: number) => {
      at += ms + (late.shift() ?? 0);
    },
  };
  const limited = rateLimiter({ perSecond: 20, slotsOf, timing })(
    new LambdaClient({
      region: 'eu-west-1',
      credentials,
      requestHandler: {
        handle: async () => {
          requests.push(at);
          return answering().handle();
        },
      },
    }),
  );
  const send = async (count: number) => {
    for (let sent = 0; sent < count; sent += 1) await limited.send(new ListFunctionsCommand({}));
  };

  return { requests, send };
}

/** A client whose requests are answered at once, when each came, and when it was signed. */
function dated() {
  const dates: { at: number; signed: string | undefined }[] = [];
  const client = new LambdaClient({
    region: 'eu-west-1',
    credentials,
    requestHandler: {
      handle: async ({ headers }: { headers: Record<string, string> }) => {
        dates.push({ at: Date.now(), signed: headers['x-amz-date'] });
        return answering().handle();
      },
    },
  });

  return { dates, client };
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
