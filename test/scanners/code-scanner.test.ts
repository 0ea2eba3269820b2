import { expect, it } from 'vitest';
import { BUDGET_MS } from '../../functions/adapters/archives/analysed-archives.ts';
import { inMemoryFacts, inMemoryFindings } from '../../functions/adapters/tables/in-memory.ts';
import { defaultScanSettings } from '../../functions/domain/settings/read-settings.ts';
import { codeScanner } from '../../functions/scanners/code-scanner.ts';

/** Source: "Lambda quotas" (Developer Guide), function timeout. */
const LAMBDA_MS = 900_000;

it('takes up so many functions that all are done in time, whatever their code is', () => {
  const findings = inMemoryFindings();
  const { chunk, observer } = codeScanner({
    settings: defaultScanSettings,
    facts: inMemoryFacts(),
    findings,
    targetState: findings.targetState,
    clock: () => new Date(),
    analyserUrl: new URL('../../functions/handlers/analyse-archive.ts', import.meta.url),
  });

  // A third is left for downloads and for Lambda's own.
  expect(chunk * BUDGET_MS).toBeLessThanOrEqual((LAMBDA_MS * 2) / 3);
  expect(observer.together).toBe(1);
});
