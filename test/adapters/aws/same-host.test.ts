import { globSync, readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import * as iam from '@aws-sdk/client-iam';
import * as lambda from '@aws-sdk/client-lambda';
import * as s3 from '@aws-sdk/client-s3';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { awsClients } from '../../../functions/adapters/aws/aws-clients.ts';
import { sameHost } from '../../../functions/adapters/aws/same-host.ts';

const { GetFunctionCommand, GetPolicyCommand, LambdaClient } = lambda;
const stops: (() => void)[] = [];

afterEach(() => {
  vi.unstubAllEnvs();
  for (const stop of stops.splice(0)) stop();
});

describe('a client whose calls go to the same host', () => {
  it.each([
    ['LambdaClient', lambda],
    ['IAMClient', iam],
  ])('has no command of which the host hangs on what it asks: %s', (_, sdk) => {
    expect(inputsThatSayWhere(sdk)).toEqual([]);
  });

  it('is not one of S3, whose buckets have hosts', () => {
    expect(inputsThatSayWhere(s3)).toContain('Bucket');
  });

  it('is of these services alone', () => {
    const root = join(import.meta.dirname, '../../..');
    const files = globSync('{functions,cli}/**/*.ts', { cwd: root });
    const uses = files.flatMap((file) => [
      ...readFileSync(join(root, file), 'utf8').matchAll(/(\w+), sameHost\)/g),
    ]);

    expect(new Set(uses.map(([, client]) => client))).toEqual(
      new Set(['LambdaClient', 'IAMClient']),
    );
  });

  it('gives each of many calls at once its own answer, or its own error', async () => {
    const client = clientAt(await host());
    const names = Array.from({ length: 60 }, (_, index) => `function-${index}`);

    const answers = await Promise.all(
      names.map(async (name, index) => {
        if (index % 3 === 0) {
          const { Configuration } = await client.send(
            new GetFunctionCommand({ FunctionName: name }),
          );
          return Configuration?.FunctionName;
        }
        const asked = client.send(new GetPolicyCommand({ FunctionName: name }));
        return index % 3 === 1
          ? (await asked).Policy
          : asked.catch((error: Error) => `${error.name} ${error.message}`);
      }),
    );

    expect(answers).toEqual(
      names.map((name, index) => (index % 3 === 2 ? `ResourceNotFoundException no ${name}` : name)),
    );
  });

  it('signs with the credentials of the day, and in the region of the client', async () => {
    const at = await host();
    const key = { accessKeyId: 'first', secretAccessKey: 'key', sessionToken: 'token' };
    let now = { ...key, expiration: new Date(Date.now() + 3_600_000) };
    const entered = { account: '444455556666', credentials: async () => now };
    vi.stubEnv('AWS_ENDPOINT_URL', at.url);
    const clientIn = awsClients({ perSecond: 10_000, entered }).limitedIn(LambdaClient, sameHost);
    const ask = (region: string) =>
      clientIn(region).send(new GetPolicyCommand({ FunctionName: 'function-1' }));

    // One that is as good as over is asked for again with the next call.
    now = { ...now, expiration: new Date(Date.now() + 1_000) };
    await ask('eu-west-1');
    now = { ...key, accessKeyId: 'second', expiration: new Date(Date.now() + 3_600_000) };
    await ask('eu-west-1');
    await ask('eu-west-2');

    expect(at.signers).toEqual(['first eu-west-1', 'second eu-west-1', 'second eu-west-2']);
  });

  it('repeats a call that failed, and counts each attempt, while others of the same are under way', async () => {
    const at = await host({ failures: 3 });
    const counted: string[] = [];
    const client = clientAt(at, ({ operation }) => counted.push(operation));
    const numbers = Array.from({ length: 12 }, (_, index) => 3 * index + 1);

    const answers = await Promise.all(
      numbers.map((number) =>
        client.send(new GetPolicyCommand({ FunctionName: `function-${number}` })),
      ),
    );

    expect(answers.map(({ Policy }) => Policy)).toEqual(
      numbers.map((number) => `function-${number}`),
    );
    expect(answers.filter(({ $metadata }) => $metadata.attempts === 1)).toHaveLength(9);
    expect(counted).toEqual(Array(15).fill('GetPolicy'));
  });

  it('says of itself the same with each call', async () => {
    const at = await host();
    const client = clientAt(at);

    for (let call = 0; call < 5; call += 1) {
      await client.send(new GetPolicyCommand({ FunctionName: 'function-1' }));
    }

    expect(at.agents).toHaveLength(5);
    expect(new Set(at.agents).size).toBe(1);
  });
});

/** Names of the parameters of an endpoint that a command fills in of its own input. */
function inputsThatSayWhere(sdk: object): readonly string[] {
  const names = Object.entries(sdk)
    .filter(([name]) => /^[A-Z]\w+Command$/.test(name) && name !== 'Command')
    .flatMap(([, Command]) => Object.entries<{ type: string }>(instructionsOf(Command)))
    .filter(([, { type }]) => !['builtInParams', 'clientContextParams'].includes(type))
    .map(([name]) => name);

  return [...new Set(names)];
}

function instructionsOf(Command: { getEndpointParameterInstructions(): object }) {
  const instructions = Command.getEndpointParameterInstructions();
  // That there are any shows that this is where the SDK keeps them.
  expect(instructions).toHaveProperty('Region');

  return instructions as Record<string, { type: string }>;
}

function clientAt(
  { url }: { readonly url: string },
  onCall?: (call: { operation: string }) => void,
) {
  vi.stubEnv('AWS_ENDPOINT_URL', url);
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'id');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'key');

  return awsClients({ perSecond: 10_000, onCall }).limitedIn(LambdaClient, sameHost)('eu-west-1');
}

/** Answers later what was asked sooner. Of every third function it knows no policy. */
async function host({ failures = 0 } = {}) {
  const signers: string[] = [];
  const agents: (string | undefined)[] = [];
  let left = failures;
  const server = createServer(async (request, response) => {
    const [, name = '', number = ''] = /\/functions\/([\w-]+-(\d+))/.exec(request.url ?? '') ?? [];
    signers.push(signerOf(request));
    agents.push(request.headers['user-agent']);
    await sleep(30 - (Number(number) % 30));

    const headers = { 'content-type': 'application/json' };
    if (left > 0) {
      left -= 1;
      response.writeHead(500, headers).end('{}');
    } else if (!request.url?.includes('/policy')) {
      response
        .writeHead(200, headers)
        .end(JSON.stringify({ Configuration: { FunctionName: name } }));
    } else if (Number(number) % 3 === 2) {
      const type = { 'x-amzn-errortype': 'ResourceNotFoundException' };
      response.writeHead(404, { ...headers, ...type }).end(`{"Message":"no ${name}"}`);
    } else response.writeHead(200, headers).end(JSON.stringify({ Policy: name }));
  });
  await listening(server);
  const { port } = server.address() as AddressInfo;

  return { url: `http://127.0.0.1:${port}`, signers, agents };
}

/** The id of the key, and the region. */
function signerOf({ headers }: IncomingMessage): string {
  const [, id, region] =
    /Credential=([^/]+)\/\d+\/([^/]+)\//.exec(headers.authorization ?? '') ?? [];

  return `${id} ${region}`;
}

async function listening(server: Server): Promise<void> {
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  stops.push(() => {
    server.closeAllConnections();
    server.close();
  });
}
