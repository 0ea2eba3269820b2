import { describe, expect, it } from 'vitest';
import { coverageReport } from '../../cli/coverage-report.ts';
import { account, functionArn, roleArn, sampleCoverage, wholeCoverage } from './samples.ts';

const checkout = functionArn('checkout');
const orders = functionArn('orders');

describe('coverageReport', () => {
  it('is complete when every scanner has seen every target whole', () => {
    const report = coverageReport(wholeCoverage(checkout, orders));

    expect(report).toMatchObject({ targets: 3, seenWhole: 3, complete: true, unseen: [] });
  });

  it('does not ask of a scanner what it never looks at', () => {
    const role = sampleCoverage({ scanner: 'permissions', target: roleArn('checkout') });

    expect(coverageReport([...wholeCoverage(checkout), role])).toMatchObject({ complete: true });
  });

  it.each([
    {
      that: 'has a gap',
      coverage: [
        ...wholeCoverage(checkout),
        sampleCoverage({
          target: orders,
          gaps: [{ fact: 'weaknesses', reason: 'denied' }],
          gapsSince: '2026-11-01T02:00:00.000Z',
        }),
        ...wholeCoverage(orders).slice(1),
      ],
      unseen: { fact: 'weaknesses', reason: 'denied', since: '2026-11-01T02:00:00.000Z' },
    },
    {
      that: 'a scanner has never seen',
      coverage: [
        ...wholeCoverage(checkout),
        ...wholeCoverage(orders).filter(({ scanner }) => scanner !== 'code'),
      ],
      unseen: { fact: 'everything', reason: 'not covered yet' },
    },
    {
      that: 'the last run has left out',
      coverage: [
        ...wholeCoverage(checkout),
        sampleCoverage({ target: orders, observedAt: '2026-11-24T02:03:04.000Z' }),
        ...wholeCoverage(orders).slice(1),
      ],
      unseen: { fact: 'everything', reason: 'left out of the run of 2026-11-25 02:03 UTC' },
    },
  ])('names a target that $that', ({ coverage, unseen }) => {
    const report = coverageReport(coverage.filter(onePerTargetAndScanner));

    expect(report).toMatchObject({ targets: 3, seenWhole: 2, complete: false });
    expect(report.unseen).toMatchObject([{ target: orders, scanner: 'code', ...unseen }]);
  });

  it('is not complete while a scanner has never run', () => {
    const coverage = wholeCoverage(checkout).filter(({ scanner }) => scanner !== 'usage');
    const report = coverageReport(coverage);

    expect(report).toMatchObject({ complete: false, unseen: [] });
    expect(report.scanners.find(({ scanner }) => scanner === 'usage')).toEqual({
      scanner: 'usage',
      at: undefined,
    });
  });

  it('is not complete where a region could not be listed', () => {
    const gaps = [{ fact: 'functions of eu-west-1', reason: 'denied' }];
    const [, ...others] = wholeCoverage();

    expect(coverageReport([sampleCoverage({ target: account, gaps }), ...others])).toMatchObject({
      complete: false,
      unseen: [{ target: account, ...gaps[0] }],
    });
  });
});

/** `wholeCoverage` has an item of the account for each call. */
function onePerTargetAndScanner(
  { target, scanner }: { readonly target: string; readonly scanner: string },
  index: number,
  all: readonly { readonly target: string; readonly scanner: string }[],
): boolean {
  return all.findIndex((item) => item.target === target && item.scanner === scanner) === index;
}
