import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { AccountCredentials } from '../../functions/adapters/aws/aws-clients.ts';
import type { SlotsOf } from '../../functions/adapters/aws/time-slots.ts';
import { inMemoryFacts, inMemoryFindings } from '../../functions/adapters/tables/in-memory.ts';
import { attempt } from '../../functions/app/collectors.ts';
import { observe } from '../../functions/app/observe.ts';
import { accountTarget } from '../../functions/core/target.ts';
import { defaultScanSettings } from '../../functions/domain/settings/read-settings.ts';
import type { ScannerParts } from '../../functions/scanners/assembled-scanner.ts';
import { codeScanner } from '../../functions/scanners/code-scanner.ts';
import { dependenciesScanner } from '../../functions/scanners/dependencies-scanner.ts';
import { permissionsScanner } from '../../functions/scanners/permissions-scanner.ts';
import { usageScanner } from '../../functions/scanners/usage-scanner.ts';
import { accessDenied, functionNamed, layerNamed, roleNamed } from '../fakes/targets.ts';

const FUNCTIONS = join(import.meta.dirname, '../../functions');
const member = '222233334444';
const scanners = {
  code: (parts: ScannerParts) =>
    codeScanner({ ...parts, analyser: { workerUrl: new URL('file:///analyser.mjs') } }),
  dependencies: dependenciesScanner,
  permissions: permissionsScanner,
  usage: usageScanner,
};

afterEach(() => vi.restoreAllMocks());

describe('a scanner of a member account', () => {
  it.each(Object.keys(scanners) as (keyof typeof scanners)[])(
    '%s makes each request with the credentials of the account, and within its share',
    async (name) => {
      const keys = recordKeys();
      const paces = new Set<string>();
      const slotsOf: SlotsOf = (pace) => {
        paces.add(pace);
        return async (count) => Array.from({ length: count }, () => 0);
      };

      await everythingAskedBy(scanners[name](partsOf(slotsOf)));

      expect(keys.size).toBeGreaterThan(0);
      for (const key of keys.values()) expect(key).toBe('OF THE MEMBER');
      expect([...paces].filter((pace) => pace.startsWith('control planes'))).toEqual([
        `control planes ${member}`,
      ]);
    },
  );

  it('has no other way to make a client', () => {
    const made = ['scanners', 'adapters/aws', 'facts']
      .flatMap(sourcesIn)
      .flatMap(({ file, text }) =>
        [...text.matchAll(/new (\w+Client)\(/g)].map(([, client = '']) => `${file}: ${client}`),
      );

    expect(made).toEqual([
      // The key of a feed, which is the deployment's own.
      'adapters/aws/secret.ts: SecretsManagerClient',
    ]);
  });
});

/** By the client: whose key its requests are signed with. None is sent. */
function recordKeys(): ReadonlyMap<string, string> {
  const keys = new Map<string, string>();
  const base: LambdaClient = Object.getPrototypeOf(LambdaClient.prototype);

  vi.spyOn(base, 'send').mockImplementation(async function (this: LambdaClient) {
    const known = await attempt(() => this.config.credentials());
    const accessKeyId = known.known ? known.value.accessKeyId : 'of the process';
    const before = keys.get(this.constructor.name) ?? accessKeyId;
    keys.set(this.constructor.name, before === accessKeyId ? before : 'several');
    throw accessDenied();
  });
  return keys;
}

async function everythingAskedBy({
  observer,
  inventory,
  surveys,
}: ReturnType<typeof usageScanner>): Promise<void> {
  const target = functionNamed('orders', { layers: [layerNamed('tools:1').arn], versions: ['1'] });
  const met = {
    functions: new Set([target.arn]),
    functionsOfRole: new Map([[target.roleArn, [target.arn]]]),
    functionsOfLayer: new Map([[layerNamed('tools:1').arn, [target.arn]]]),
    functionsOfLogGroup: new Map(),
    complete: new Set(['eu-west-1']),
  };

  await attempt(() => inventory.regions());
  await attempt(() => Array.fromAsync(inventory.functions('eu-west-1')));
  await attempt(() => surveys?.regions?.survey(['eu-west-1'], []));
  await attempt(() => surveys?.populated?.survey(['eu-west-1'], []));
  await attempt(() => surveys?.roles?.survey(met.functionsOfRole, []));
  await attempt(() => surveys?.layers?.survey(met.functionsOfLayer, []));
  await attempt(() => surveys?.account?.survey(met, []));
  await observe(observer, [
    target,
    roleNamed('orders'),
    layerNamed('tools:1'),
    accountTarget('111122223333', 'aws'),
  ]);
}

function partsOf(slotsOf: SlotsOf): ScannerParts {
  const findings = inMemoryFindings();
  const credentials = async (): Promise<AccountCredentials> => ({
    accessKeyId: 'OF THE MEMBER',
    secretAccessKey: 'secret',
    sessionToken: 'token',
    expiration: new Date('2026-11-28T03:00:00Z'),
  });

  return {
    settings: defaultScanSettings,
    facts: inMemoryFacts(),
    findings,
    targetState: findings.targetState,
    clock: () => new Date('2026-11-28T02:00:00Z'),
    fetch: async () => Response.error(),
    sleep: async () => undefined,
    slotsOf,
    entered: { account: member, credentials },
  };
}

function sourcesIn(folder: string) {
  return readdirSync(join(FUNCTIONS, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .toSorted()
    .map((name) => {
      const file = `${folder}/${name}`;
      return { file, text: readFileSync(join(FUNCTIONS, file), 'utf8') };
    });
}
