import { expect, it } from 'vitest';
import { runtimeEndOfLife } from '../../../functions/checks/dependencies/runtime-end-of-life.ts';
import { runtimeEndingSoon } from '../../../functions/checks/dependencies/runtime-ending-soon.ts';
import { runtimeLifecycle } from '../../../functions/engines/packages/runtime-lifecycle.ts';
import { describeCheck } from '../../builders/describe-check.ts';

describeCheck(runtimeEndingSoon, {
  passes: [
    at('nodejs24.x', '2026-11-25T02:00:00.000Z'),
    at('nodejs26.x', '2026-11-25T02:00:00.000Z'),
    at('python3.10', '2026-08-01T23:59:59.999Z'),
    at('python3.10', '2026-10-31T00:00:00.000Z'),
    at('nodejs6.10', '2026-11-25T02:00:00.000Z'),
  ],
  fails: [
    failing('python3.10', '2026-08-02T00:00:00.000Z'),
    failing('python3.10', '2026-10-30T23:59:59.999Z'),
    failing('ruby3.3', '2027-03-01T02:00:00.000Z'),
  ],
});

it('does not apply to an image', () => {
  const verdict = runtimeEndingSoon.evaluate({ runtimeLifecycle: undefined, now: '2026-11-25' });

  expect(verdict).toEqual({ outcome: 'notApplicable' });
});

it('ends where runtime-end-of-life begins', () => {
  const nights = ['2026-10-30T23:59:59.999Z', '2026-10-31T00:00:00.000Z'];

  const outcomes = nights.map((now) =>
    [runtimeEndingSoon, runtimeEndOfLife].map(
      (check) => check.evaluate(at('python3.10', now).facts).outcome,
    ),
  );

  expect(outcomes).toEqual([
    ['fail', 'pass'],
    ['pass', 'fail'],
  ]);
});

it('names the day, which does not change from night to night', () => {
  const nights = ['2026-09-01T02:00:00Z', '2026-09-02T02:00:00Z'];

  const verdicts = nights.map((now) => runtimeEndingSoon.evaluate(at('python3.10', now).facts));

  expect(verdicts[0]).toEqual(verdicts[1]);
  expect(verdicts[0]).toMatchObject({
    details: [
      {
        summary: 'Support of python3.10 ends on 2026-10-31',
        remediation: expect.stringMatching(/^Move to python3\.\d+ before 2026-10-31/),
      },
    ],
  });
});

function at(runtime: string, now: string) {
  const lifecycle = runtimeLifecycle({ packageType: 'Zip', runtime });

  return { name: `${runtime} at ${now}`, facts: { runtimeLifecycle: lifecycle, now } };
}

function failing(runtime: string, now: string) {
  return { ...at(runtime, now), subjects: ['function'] };
}
