import { expect, it } from 'vitest';
import { embeddedMetrics } from '../../../functions/adapters/delivery/embedded-metrics.ts';

it('writes each metric as a line of the log in the format that CloudWatch takes', () => {
  const lines: string[] = [];
  const write = embeddedMetrics({
    deployment: 'LambdaVigil-1',
    write: (line) => lines.push(line),
  });

  write(
    [
      { name: 'UnfinishedScanners', unit: 'Count', value: 0 },
      { name: 'OpenFindings', unit: 'Count', value: 3, dimensions: { Severity: 'critical' } },
    ],
    new Date('2026-11-28T04:00:00.000Z'),
  );

  expect(lines.map((line) => JSON.parse(line))).toEqual([
    {
      _aws: {
        Timestamp: 1_795_838_400_000,
        CloudWatchMetrics: [
          {
            Namespace: 'lambda-vigil',
            Dimensions: [['Deployment']],
            Metrics: [{ Name: 'UnfinishedScanners', Unit: 'Count' }],
          },
        ],
      },
      Deployment: 'LambdaVigil-1',
      UnfinishedScanners: 0,
    },
    {
      _aws: {
        Timestamp: 1_795_838_400_000,
        CloudWatchMetrics: [
          {
            Namespace: 'lambda-vigil',
            Dimensions: [['Deployment', 'Severity']],
            Metrics: [{ Name: 'OpenFindings', Unit: 'Count' }],
          },
        ],
      },
      Deployment: 'LambdaVigil-1',
      Severity: 'critical',
      OpenFindings: 3,
    },
  ]);
  expect(lines.every((line) => !line.includes('\n'))).toBe(true);
});
