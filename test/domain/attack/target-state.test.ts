import { expect, it } from 'vitest';
import { targetStateOf } from '../../../functions/domain/attack/target-state.ts';
import { coverageOf, happened } from '../notification/samples.ts';

const opened = happened('opened').finding;
const longAgo = '2000-01-01';

it('is what is not resolved: a suppressed fault is there for an intruder too', () => {
  const suppressed = happened('suppressed', { subject: 'by design' }, opened).finding;
  const resolved = happened('resolved', { subject: 'fixed' }, opened).finding;

  const { open } = targetStateOf([opened, suppressed, resolved], longAgo);

  expect(open.map(({ subject }) => subject)).toEqual([opened.subject, 'by design']);
});

it('says what a fault opens, where that is noted', () => {
  const { open } = targetStateOf([opened, { ...opened, opens: 'nothing' }], longAgo);

  expect(open.map(({ opens }) => opens)).toEqual([undefined, 'nothing']);
});

it('lists by scanner what could not be seen', () => {
  const gaps = [{ fact: 'activity', reason: 'Throttled' }];

  const coverage = [coverageOf({ scanner: 'usage', gaps }), coverageOf()];

  expect(targetStateOf(coverage, longAgo)).toMatchObject({
    open: [],
    gaps: { usage: gaps, permissions: [] },
  });
});

it('leaves out an observation that is too old', () => {
  const { gaps } = targetStateOf([coverageOf()], '9999-01-01');

  expect(gaps).toEqual({});
});
