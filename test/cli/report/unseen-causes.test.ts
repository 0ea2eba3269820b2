import { expect, it } from 'vitest';
import { coverageReport } from '../../../cli/coverage-report.ts';
import { scannersSeen, unseenCauses } from '../../../cli/report/unseen-causes.ts';
import { functionArn, sampleCoverage, wholeCoverage } from '../samples.ts';

const [checkout, orders] = [functionArn('checkout'), functionArn('orders')];

it('shows one cause once, with all its targets and all that it hides', () => {
  const denied = (target: string, gapsSince: string) =>
    sampleCoverage({
      target,
      gapsSince,
      gaps: ['weaknesses', 'environmentSecrets'].map((fact) => ({
        fact,
        reason: `AccessDenied: lambda:GetFunction on ${target}`,
      })),
    });
  const report = coverageReport([
    denied(checkout, '2026-11-20T02:00:00.000Z'),
    denied(orders, '2026-11-24T02:00:00.000Z'),
    sampleCoverage({
      target: functionArn('images'),
      gaps: [{ fact: 'weaknesses', reason: 'an image' }],
    }),
  ]);

  expect(unseenCauses(report)).toMatchObject([
    {
      scanner: 'code',
      reason: 'AccessDenied: lambda:GetFunction on …',
      facts: 'secrets in its environment, weaknesses in its code',
      since: 'since 2026-11-20',
      targets: [
        { name: 'checkout', since: 'since 2026-11-20' },
        { name: 'orders', since: 'since 2026-11-24' },
      ],
    },
    { reason: 'an image', since: 'never covered', targets: [{ name: 'images' }] },
  ]);
});

it('counts for each scanner what it saw in full, in part and not at all', () => {
  const [first, ...rest] = wholeCoverage(checkout);
  const coverage = [
    { ...(first ?? sampleCoverage()), gaps: [{ fact: 'weaknesses', reason: 'denied' }] },
    ...rest.filter(({ scanner }) => scanner !== 'usage'),
    sampleCoverage({ target: orders, scanner: 'permissions' }),
  ];

  const seen = scannersSeen(coverage, coverageReport(coverage));

  expect(seen).toMatchObject([
    { scanner: 'code', whole: 1, part: 1, not: 1, known: 3 },
    { scanner: 'dependencies', whole: 2, part: 0, not: 1, known: 3 },
    { scanner: 'permissions', whole: 3, part: 0, not: 0, known: 3 },
    { scanner: 'usage', lastRun: undefined, known: 0, bar: [] },
  ]);
  expect(seen[0]?.bar.map(({ kind }) => kind)).toEqual(['whole', 'part', 'unseen']);
});
