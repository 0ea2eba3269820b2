import { expect, it } from 'vitest';
import { idleFunction } from '../../../functions/checks/usage/idle-function.ts';
import { describeCheck } from '../../builders/describe-check.ts';
import { functionNamed } from '../../fakes/targets.ts';

const activity = { days: 90, since: '2026-03-17T00:00:00.000Z', invocations: 0, parked: false };
const old = functionNamed('orders', { lastModified: '2025-01-01T00:00:00.000Z' });
const young = functionNamed('orders', { lastModified: '2026-06-01T00:00:00.000Z' });

describeCheck(idleFunction, {
  passes: [
    {
      name: 'a function that is used now and then',
      facts: { activity: { ...activity, invocations: 1 }, configuration: old },
    },
    {
      name: 'a function that is younger than the window',
      facts: { activity, configuration: young },
    },
    {
      name: 'a function that was deployed as the window began',
      facts: { activity, configuration: { ...old, lastModified: activity.since } },
    },
  ],
  fails: [
    {
      name: 'a function that was not invoked in the whole window',
      facts: { activity, configuration: old },
      subjects: ['function'],
    },
  ],
});

it('does not apply to a function that was switched off', () => {
  const facts = { activity: { ...activity, parked: true }, configuration: old };

  expect(idleFunction.evaluate(facts)).toEqual({ outcome: 'notApplicable' });
});

it('says for how long, the same every night', () => {
  const verdict = idleFunction.evaluate({ activity, configuration: old });

  expect(verdict).toMatchObject({
    details: [
      {
        summary: 'Not invoked for 90 days',
        evidence: [{ text: expect.any(String) }, { text: expect.stringContaining('2025-01-01') }],
      },
    ],
  });
});
