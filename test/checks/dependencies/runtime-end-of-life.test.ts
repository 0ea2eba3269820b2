import { expect, it } from 'vitest';
import { runtimeEndOfLife } from '../../../functions/checks/dependencies/runtime-end-of-life.ts';
import { runtimeLifecycle } from '../../../functions/engines/packages/runtime-lifecycle.ts';
import { describeCheck } from '../../builders/describe-check.ts';

const NIGHT = '2026-11-25T02:00:00.000Z';

describeCheck(runtimeEndOfLife, {
  passes: [
    at('nodejs24.x'),
    at('nodejs22.x'),
    at('python3.11'),
    at('java17'),
    at('java17.al2023'),
    at('provided.al2023'),
    at('nodejs26.x'),
    at('python3.15'),
    at('custom'),
    at('python3.10', '2026-10-30T23:59:59.999Z'),
  ],
  fails: [
    failing('nodejs20.x'),
    failing('nodejs6.10'),
    failing('python3.9'),
    failing('python3.10'),
    failing('python3.10', '2026-10-31T00:00:00.000Z'),
    failing('provided'),
    failing('provided.al2'),
    failing('dotnet8'),
    failing('dotnet9'),
    failing('ruby3.2'),
  ],
});

it('does not apply to an image', () => {
  const verdict = runtimeEndOfLife.evaluate({ runtimeLifecycle: undefined, now: NIGHT });

  expect(verdict).toEqual({ outcome: 'notApplicable' });
});

it('gives the three dates, and the runtime to move to', () => {
  const verdict = runtimeEndOfLife.evaluate(at('nodejs20.x').facts);

  expect(verdict).toEqual({
    outcome: 'fail',
    details: [
      {
        subject: 'function',
        mark: ['nodejs20.x'],
        severity: 'medium',
        summary: 'nodejs20.x has not been supported since 2026-04-30',
        evidence: [
          { text: 'deprecated: 2026-04-30' },
          { text: 'creation blocked: 2027-02-01' },
          { text: 'updates blocked: 2027-03-03' },
        ],
        remediation: 'Move to nodejs24.x, and test it there.',
      },
    ],
  });
});

it.each([
  ['nodejs20.x', '2026-04-30', 'medium'],
  ['nodejs20.x', '2027-03-02', 'medium'],
  // Updates are blocked from then on.
  ['nodejs20.x', '2027-03-03', 'high'],
  ['nodejs18.x', '2026-08-31', 'medium'],
  // A year without patches.
  ['nodejs18.x', '2026-09-01', 'high'],
  ['dotnet9', '2026-11-25', 'medium'],
  ['python2.7', '2026-11-25', 'high'],
])('weighs how long patches are missing: %s on %s', (runtime, day, severity) => {
  const verdict = runtimeEndOfLife.evaluate(at(runtime, `${day}T02:00:00.000Z`).facts);

  expect(verdict).toMatchObject({ details: [{ severity }] });
});

function failing(runtime: string, now?: string) {
  return { ...at(runtime, now), subjects: ['function'] };
}

function at(runtime: string, now = NIGHT) {
  const lifecycle = runtimeLifecycle({ packageType: 'Zip', runtime });

  return { name: `${runtime} on ${now}`, facts: { runtimeLifecycle: lifecycle, now } };
}
