import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { IAMClient } from '@aws-sdk/client-iam';
import { expect, it } from 'vitest';
import { inMemoryFacts, inMemoryFindings } from '../../functions/adapters/tables/in-memory.ts';
import { defaultScanSettings } from '../../functions/domain/settings/read-settings.ts';
import { usageScanner } from '../../functions/scanners/usage-scanner.ts';
import { mockClient } from '../fakes/mock-client.ts';

it.each([
  [100, 400],
  [16, 400],
  [10, 250],
  [2, 50],
])('at %d requests a second takes up %d functions, for which there is time', (apiRate, chunk) => {
  const findings = inMemoryFindings();
  const parts = { facts: inMemoryFacts(), findings, targetState: findings.targetState };
  const settings = { ...defaultScanSettings, apiRate };

  expect(usageScanner({ ...parts, settings, clock: () => new Date() }).chunk).toBe(chunk);
});

it.each([
  [
    'nothing of what is left behind',
    ['orphan-role', 'orphan-log-group', 'unlimited-log-retention'],
    0,
    0,
  ],
  ['log groups for orphans alone', ['orphan-role', 'unlimited-log-retention'], 0, 1],
  ['log groups for functions alone', ['orphan-role', 'orphan-log-group'], 0, 1],
  ['roles alone', ['orphan-log-group', 'unlimited-log-retention'], 1, 0],
])('surveys %s where no other check asks', async (_, disabled, roleCalls, groupCalls) => {
  const iam = mockClient(IAMClient).resolves({ Roles: [] });
  const logs = mockClient(CloudWatchLogsClient).resolves({ logGroups: [] });
  const findings = inMemoryFindings();
  const aboutTriggers = [
    'dead-trigger',
    'no-failure-destination',
    'recursion-allowed',
    'self-trigger',
  ];
  const disabledChecks = [...disabled, ...aboutTriggers].map((name) => `usage/${name}`);
  const met = {
    functions: new Set<string>(),
    functionsOfRole: new Map(),
    functionsOfLayer: new Map(),
    functionsOfLogGroup: new Map(),
    complete: new Set(['eu-west-1']),
  };

  const { surveys } = usageScanner({
    facts: inMemoryFacts(),
    findings,
    targetState: findings.targetState,
    settings: { ...defaultScanSettings, disabledChecks },
    clock: () => new Date(),
  });
  await surveys?.regions?.survey(['eu-west-1'], []);
  await surveys?.account?.survey(met, []);

  expect(iam.calls()).toHaveLength(roleCalls);
  expect(logs.calls()).toHaveLength(groupCalls);
});
