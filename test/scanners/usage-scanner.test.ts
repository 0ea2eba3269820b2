import { expect, it } from 'vitest';
import { inMemoryFacts, inMemoryFindings } from '../../functions/adapters/in-memory.ts';
import { defaultScanSettings } from '../../functions/domain/scan-settings.ts';
import { usageScanner } from '../../functions/scanners/usage-scanner.ts';

it.each([
  [100, 400],
  [8, 280],
  [5, 175],
  [1, 35],
])('at %d requests a second takes up %d functions, for which there is time', (apiRate, chunk) => {
  const findings = inMemoryFindings();
  const parts = { facts: inMemoryFacts(), findings, standing: findings.standing };
  const settings = { ...defaultScanSettings, apiRate };

  expect(usageScanner({ ...parts, settings, clock: () => new Date() }).chunk).toBe(chunk);
});
