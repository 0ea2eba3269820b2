import { expect, it } from 'vitest';
import { standingOf } from '../../../functions/domain/attack/standing.ts';
import { coverageOf, happened } from '../notification/samples.ts';

const opened = happened('opened').finding;
const longAgo = '2000-01-01';

it('is what is not resolved: a fault that may stand is there for an intruder too', () => {
  const suppressed = happened('suppressed', { subject: 'by design' }, opened).finding;
  const resolved = happened('resolved', { subject: 'fixed' }, opened).finding;

  const { open } = standingOf([opened, suppressed, resolved], longAgo);

  expect(open.map(({ subject }) => subject)).toEqual([opened.subject, 'by design']);
});

it('tells by scanner what could not be seen', () => {
  const gaps = [{ fact: 'activity', reason: 'Throttled' }];

  const coverage = [coverageOf({ scanner: 'usage', gaps }), coverageOf()];

  expect(standingOf(coverage, longAgo)).toMatchObject({
    open: [],
    gaps: { usage: gaps, permissions: [] },
  });
});

it('takes no word of a look that is too old', () => {
  const { gaps } = standingOf([coverageOf()], '9999-01-01');

  expect(gaps).toEqual({});
});
