import { Socket } from 'node:net';
import { getPriority, setPriority } from 'node:os';
import { afterAll, vi } from 'vitest';
import { restoreClients } from './fakes/mock-client.ts';

/**
 * Beside tests that deploy, unit tests have what those leave of the processors: they are many and wait for nothing, while
 * a deployment is the longest of a run, and each step of it waits for the one before.
 */
const GIVES_WAY = 5;
if (process.env.UNIT_TESTS_GIVE_WAY && getPriority() < GIVES_WAY) setPriority(GIVES_WAY);

/**
 * Before each file of unit tests: no test asks AWS with what credentials the machine has, nor the internet, whatever it
 * forgot to replace. What a machine can reach changes no result. Files follow one another in a process, so that each
 * leaves it as it was.
 */
const environment = { ...process.env };
const { fetch } = globalThis;
const { connect } = Socket.prototype;

for (const name of Object.keys(process.env)) {
  if (name.startsWith('AWS_')) delete process.env[name];
}
process.env.AWS_EC2_METADATA_DISABLED = 'true';
process.env.AWS_SHARED_CREDENTIALS_FILE = '/nowhere';
process.env.AWS_CONFIG_FILE = '/nowhere';

globalThis.fetch = async (input, init) => {
  const { hostname } = new URL(input instanceof Request ? input.url : input);
  if (!isHere(hostname)) {
    throw new TypeError('fetch failed', { cause: new Error(`a unit test asks ${hostname}`) });
  }

  return fetch(input, init);
};

// An error that no client takes for one of the network, and tries again.
Socket.prototype.connect = function connected(this: Socket, ...words: unknown[]) {
  const [first] = words.flat();
  const host = typeof first === 'object' ? (first as { host?: string } | null)?.host : undefined;
  if (host === undefined || isHere(host)) return Reflect.apply(connect, this, words);

  // Later, when who connects listens.
  setImmediate(() => this.destroy(new Error(`a unit test connects to ${host}`)));
  return this;
} as Socket['connect'];

function isHere(host: string): boolean {
  return ['127.0.0.1', 'localhost', '::1', '0.0.0.0'].includes(host);
}

afterAll(() => {
  restoreClients();
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  vi.unstubAllGlobals();
  vi.useRealTimers();
  globalThis.fetch = fetch;
  Socket.prototype.connect = connect;
  for (const name of Object.keys(process.env)) {
    if (!(name in environment)) delete process.env[name];
  }
  Object.assign(process.env, environment);
});
