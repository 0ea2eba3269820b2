import { severities } from '../../functions/core/severity.ts';
import type { Finding } from '../../functions/domain/finding.ts';
import { judgeApps } from './noise/judge-apps.ts';
import { sampleApps } from './noise/sample-apps.ts';

/** Findings a function, by severity, of fifty applications in which nothing is planted. */
export async function benchNoise(): Promise<void> {
  const { findings } = await judgeApps(sampleApps);
  const functions = sampleApps.flatMap((app) => app.functions).length;
  const rate = (count: number) => (count / functions).toFixed(2);

  console.info(`${sampleApps.length} applications, ${functions} functions`);
  console.info(`  findings    ${findings.length}, ${rate(findings.length)} a function`);
  for (const severity of severities.toReversed()) {
    const found = findings.filter((finding) => finding.severity === severity);
    console.info(`  ${severity.padEnd(11)} ${found.length}, ${rate(found.length)} a function`);
    for (const [check, some] of byCheck(found)) console.info(`    ${some.length} ${check}`);
  }
  for (const { severity, check, target, summary } of findings.filter(isGrave)) {
    console.info(`${severity} ${check} ${target.split(/[:/]/).at(-1)}: ${summary}`);
  }
}

function byCheck(findings: readonly Finding[]) {
  return [...Map.groupBy(findings, ({ check }) => check)].toSorted(
    ([, a], [, b]) => b.length - a.length,
  );
}

function isGrave({ severity }: Finding): boolean {
  return severity === 'critical' || severity === 'high';
}
