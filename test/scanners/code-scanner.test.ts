import { expect, it } from 'vitest';
import { BUDGET_MS } from '../../functions/adapters/archives/analysed-archives.ts';
import { inMemoryFacts, inMemoryFindings } from '../../functions/adapters/tables/in-memory.ts';
import type { FactStore } from '../../functions/app/ports.ts';
import { defaultScanSettings } from '../../functions/domain/settings/read-settings.ts';
import { codeScanner } from '../../functions/scanners/code-scanner.ts';

/** Source: "Lambda quotas" (Developer Guide), function timeout. */
const LAMBDA_MS = 900_000;

it('takes up so many functions that all are done in time, whatever their code is', () => {
  const { chunk, observer } = codeScanner(parts(inMemoryFacts()));

  // A third is left for downloads and for Lambda's own.
  expect(chunk * BUDGET_MS).toBeLessThanOrEqual((LAMBDA_MS * 2) / 3);
  expect(observer.together).toBe(1);
});

it('notes whose functions use a layer where there are several accounts', async () => {
  const facts = inMemoryFacts();
  const [region, account] = ['eu-west-1', '111122223333'];
  const [layer, user] = ['layer:common:3', 'function:orders'].map(
    (name) => `arn:aws:lambda:${region}:${account}:${name}`,
  ) as [string, string];
  const watched = { facts, ids: async () => [account], factsOf: () => facts };
  await facts.write('tags-of-region', new Map([[region, { readAt: new Date().toISOString() }]]));

  const { surveys } = codeScanner({ ...parts(facts), watched });
  await surveys?.layers?.survey(new Map([[layer, [user]]]), []);

  const noted = await facts.read('layer owners', [`${account} ${layer}`]);
  expect(noted.size).toBe(1);
});

it('notes which functions a region has, for what is joined of them', async () => {
  const facts = inMemoryFacts();
  const orders = 'arn:aws:lambda:eu-west-1:111122223333:function:orders';
  const { surveys } = codeScanner(parts(facts));

  await surveys?.functions?.survey(
    { functions: new Set([orders]), complete: new Set(['eu-west-1', 'eu-west-3']) },
    [],
  );

  expect(await facts.read('functions of region', ['eu-west-1', 'eu-west-3'])).toEqual(
    new Map([
      ['eu-west-1', [orders]],
      ['eu-west-3', []],
    ]),
  );
});

function parts(facts: FactStore) {
  const findings = inMemoryFindings();

  return {
    settings: defaultScanSettings,
    facts,
    findings,
    targetState: findings.targetState,
    clock: () => new Date(),
    analyser: {
      workerUrl: new URL('../../functions/handlers/analyse-archive.ts', import.meta.url),
    },
  };
}
