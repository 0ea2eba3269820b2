import { describe, expect, it } from 'vitest';
import { blindSpot } from '../../../functions/checks/dependencies/blind-spot.ts';
import type { Inspection } from '../../../functions/domain/inspection.ts';
import { describeCheck } from '../../builders/describe-check.ts';
import { functionNamed } from '../../fakes/targets.ts';

const now = '2026-11-25T02:00:00.000Z';
const old = {
  ...functionNamed('a'),
  runtime: 'nodejs24.x',
  lastModified: '2026-01-01T00:00:00.000Z',
};
const fresh = { ...old, lastModified: '2026-11-23T02:00:00.001Z' };
const listed = { ...old, lastModified: '2026-11-23T02:00:00.000Z' };

describeCheck(blindSpot, {
  passes: [
    seen('what it looks at', { state: 'active', reason: 'SUCCESSFUL' }),
    seen('what waits for its first look', { state: 'inactive', reason: 'PENDING_INITIAL_SCAN' }),
    seen('what waits for another look', { state: 'inactive', reason: 'PENDING_REVIVAL_SCAN' }),
    seen('what it looks at just now', { state: 'inactive', reason: 'SCAN_IN_PROGRESS' }),
    seen('what is being deleted', { state: 'inactive', reason: 'RESOURCE_TERMINATED' }),
    seen('what is so new that it is not listed yet', { state: 'absent', reason: '' }, fresh),
  ],
  fails: [
    failing('what a tag excludes', { state: 'inactive', reason: 'EXCLUDED_BY_TAG' }),
    failing(
      'what a tag excludes from its first day',
      { state: 'inactive', reason: 'EXCLUDED_BY_TAG' },
      fresh,
    ),
    failing('what was idle for 90 days', { state: 'inactive', reason: 'SCAN_ELIGIBILITY_EXPIRED' }),
    failing('what is encrypted', { state: 'inactive', reason: 'ACCESS_DENIED_TO_ENCRYPTION_KEY' }),
    failing('what has a runtime that it does not know', {
      state: 'inactive',
      reason: 'UNSUPPORTED_RUNTIME',
    }),
    failing('a reason that is not known', { state: 'inactive', reason: 'NO_MORE_DISKS' }),
    failing('what it does not list', { state: 'absent', reason: '' }),
    failing('what it does not list after two days', { state: 'absent', reason: '' }, listed),
  ],
});

describe('blind-spot', () => {
  it('does not apply where Inspector is off', () => {
    expect(blindSpot.evaluate({ inspection: undefined, configuration: old, now })).toEqual({
      outcome: 'notApplicable',
    });
  });

  it.each([
    [
      'EXCLUDED_BY_TAG',
      'Inspector does not scan the function: a tag excludes it',
      /InspectorExclusion/,
    ],
    [
      'ACCESS_DENIED_TO_ENCRYPTION_KEY',
      'Inspector does not scan the function: its code is encrypted with a key that Inspector may not use',
      /decrypt/,
    ],
    [
      'SCAN_ELIGIBILITY_EXPIRED',
      'Inspector does not scan the function: it was neither invoked nor updated for 90 days',
      /^Delete the function/,
    ],
    [
      'UNSUPPORTED_RUNTIME',
      'Inspector does not scan the function: it does not support the runtime',
      undefined,
    ],
    [
      'UNSUPPORTED_CODE_ARTIFACTS',
      'Inspector does not scan the function: it cannot read what is in the archive',
      undefined,
    ],
    ['ACCESS_DENIED', 'Inspector does not scan the function: access was denied', undefined],
    ['NO_MORE_DISKS', 'Inspector does not scan the function: NO_MORE_DISKS', undefined],
  ])('says why, and what to do: %s', (reason, summary, remediation) => {
    const verdict = blindSpot.evaluate({
      inspection: { state: 'inactive', reason },
      configuration: old,
      now,
    });

    expect(verdict).toMatchObject({
      details: [
        { summary, ...(remediation && { remediation: expect.stringMatching(remediation) }) },
      ],
    });
  });
});

function seen(name: string, inspection: Inspection, configuration = old) {
  return { name, facts: { inspection, configuration, now } };
}

function failing(name: string, inspection: Inspection, configuration = old) {
  return { ...seen(name, inspection, configuration), subjects: ['function'] };
}
