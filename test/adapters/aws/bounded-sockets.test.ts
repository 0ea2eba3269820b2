import { createServer, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { LambdaClient, ListFunctionsCommand } from '@aws-sdk/client-lambda';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { awsClients, type EnteredAccount } from '../../../functions/adapters/aws/aws-clients.ts';
import {
  type BoundedSockets,
  boundedSockets,
} from '../../../functions/adapters/aws/bounded-sockets.ts';

const ACCOUNTS = 20;
const stops: (() => void)[] = [];

afterEach(() => {
  vi.unstubAllEnvs();
  for (const stop of stops.splice(0)) stop();
});

describe('clients of many accounts', () => {
  it('use one socket, one after the other', async () => {
    const host = await lambdaHost();
    const clients = clientsOfAccounts(host.url);

    for (const client of clients) await client.send(new ListFunctionsCommand({}));

    expect(clients).toHaveLength(ACCOUNTS);
    expect(host.opened()).toBe(1);
  });

  it('have no more requests under way at once than there may be', async () => {
    const host = await lambdaHost();
    const clients = clientsOfAccounts(host.url, boundedSockets({ mostBusy: 5, mostIdle: 5 }));

    await Promise.all(clients.flatMap((client) => [1, 2, 3].map(() => ask(client))));

    expect(host.requests()).toBe(3 * ACCOUNTS);
    expect(host.mostOpen()).toBeGreaterThan(1);
    expect(host.mostOpen()).toBeLessThanOrEqual(5);
  });
});

describe('boundedSockets', () => {
  it('lets the next one through when one has failed', async () => {
    const sockets = boundedSockets({ mostBusy: 1, mostIdle: 1 });
    const [failing, answering] = await Promise.all([lambdaHost(400), lambdaHost()]);

    await expect(ask(clientAt(failing.url, sockets))).rejects.toThrow();
    await ask(clientAt(answering.url, sockets));

    expect(answering.requests()).toBe(1);
  });

  it('counts the requests under way to all hosts together', async () => {
    const sockets = boundedSockets({ mostBusy: 2, mostIdle: 0 });
    const hosts = await Promise.all(Array.from({ length: 6 }, () => lambdaHost()));
    const busy = () => hosts.filter((host) => host.isBusy()).length;
    let most = 0;

    await Promise.all(
      hosts.map(async ({ url }) => {
        await ask(clientAt(url, sockets));
        most = Math.max(most, busy());
      }),
    );

    expect(hosts.map((host) => host.requests())).toEqual(hosts.map(() => 1));
    expect(most).toBeLessThanOrEqual(2);
  });

  it('keeps so many open that are idle, and no host waits for those of others', async () => {
    const sockets = boundedSockets({ mostBusy: 2, mostIdle: 3 });
    const hosts = await Promise.all(Array.from({ length: 10 }, () => lambdaHost()));

    for (const { url } of hosts) await ask(clientAt(url, sockets));

    expect(hosts.map((host) => host.requests())).toEqual(hosts.map(() => 1));
    await vi.waitFor(() => {
      expect(hosts.reduce((sum, host) => sum + host.open(), 0)).toBe(3);
    });
  });
});

function clientsOfAccounts(url: string, sockets?: BoundedSockets): readonly LambdaClient[] {
  vi.stubEnv('AWS_ENDPOINT_URL', url);

  return Array.from({ length: ACCOUNTS }, (_, index) =>
    awsClients({
      perSecond: 100_000,
      entered: entered(String(400_000_000_001 + index)),
      sockets,
    }).limitedIn(LambdaClient)('eu-west-1'),
  );
}

function entered(account: string): EnteredAccount {
  const expiration = new Date(Date.now() + 3_600_000);

  return { account, credentials: async () => ({ ...KEY, sessionToken: 'token', expiration }) };
}

function clientAt(endpoint: string, { requestHandler, bounded }: BoundedSockets): LambdaClient {
  const region = 'eu-west-1';

  return bounded(
    new LambdaClient({ region, endpoint, requestHandler, credentials: KEY, maxAttempts: 1 }),
  );
}

function ask(client: LambdaClient) {
  return client.send(new ListFunctionsCommand({}));
}

const KEY = { accessKeyId: 'id', secretAccessKey: 'key' };

/** Answers after a moment, so that those that ask at once are there at once. */
async function lambdaHost(status = 200) {
  const open = new Set<Socket>();
  let [opened, mostOpen, requests, busy] = [0, 0, 0, 0];
  const server = createServer(async (_, response) => {
    requests += 1;
    busy += 1;
    await sleep(5);
    busy -= 1;
    response.writeHead(status, { 'content-type': 'application/json' }).end('{}');
  });
  server.on('connection', (socket) => {
    opened += 1;
    open.add(socket);
    mostOpen = Math.max(mostOpen, open.size);
    socket.on('close', () => open.delete(socket));
  });
  await listening(server);
  const { port } = server.address() as AddressInfo;

  return {
    url: `http://127.0.0.1:${port}`,
    opened: () => opened,
    mostOpen: () => mostOpen,
    open: () => open.size,
    isBusy: () => busy > 0,
    requests: () => requests,
  };
}

function listening(server: Server): Promise<void> {
  stops.push(() => {
    server.close();
    server.closeAllConnections();
  });
  return new Promise((done) => server.listen(0, '127.0.0.1', done));
}
