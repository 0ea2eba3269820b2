import { describe, expect, it } from 'vitest';
import { attackSurfaceOf, unseenOf } from '../../functions/domain/attack-surface.ts';
import type { Standing } from '../../functions/domain/standing.ts';

const seen: Standing = { open: [], gaps: { code: [], dependencies: [], permissions: [] } };
const denied = [{ fact: 'resourcePolicies', reason: 'denied' }];
const open = (...checks: readonly string[]): Standing => ({
  ...seen,
  open: checks.map((check) => ({ check, subject: 's', severity: 'high', summary: `by ${check}` })),
});

const statesOf = (ofFunction: Standing, ofRole: Standing, ...ofLayers: readonly Standing[]) =>
  Object.values(attackSurfaceOf(ofFunction, ofRole, ofLayers)).map(({ state }) => state);

describe('attackSurfaceOf', () => {
  it.each([
    ['permissions/public-resource-policy', ['present', 'absent', 'absent']],
    ['permissions/unauthenticated-url', ['present', 'absent', 'absent']],
    ['permissions/foreign-account-access', ['present', 'absent', 'absent']],
    ['dependencies/vulnerable-package', ['absent', 'absent', 'present']],
    ['dependencies/runtime-end-of-life', ['absent', 'absent', 'present']],
    ['code/event-code-execution', ['absent', 'absent', 'present']],
    ['code/secret-in-environment', ['absent', 'absent', 'absent']],
  ])('knows what %s of a function means', (check, states) => {
    expect(statesOf(open(check), seen)).toEqual(states);
  });

  it('takes privileges from the role', () => {
    expect(statesOf(seen, open('permissions/admin-role'))).toEqual(['absent', 'present', 'absent']);
    expect(statesOf(seen, open('permissions/shared-role'))).toEqual(['absent', 'absent', 'absent']);
  });

  it('takes weaknesses from any of the layers, as from its own code', () => {
    const weak = open('dependencies/vulnerable-package');
    const unread = { ...seen, gaps: { dependencies: denied } };

    expect(statesOf(seen, seen, seen, weak)).toEqual(['absent', 'absent', 'present']);
    expect(statesOf(seen, seen, unread, seen)).toEqual(['absent', 'absent', 'unknown']);
    expect(statesOf(seen, seen, open('permissions/public-layer'))[2]).toBe('absent');
  });

  it.each([
    ['has not seen it', { ...seen, gaps: {} }, 'the permissions scanner has not seen it lately'],
    [
      'has not seen all',
      { ...seen, gaps: { permissions: denied } },
      'its resource policies: denied',
    ],
  ])('does not know where a scanner %s', (_, standing, because) => {
    expect(attackSurfaceOf(standing, seen, []).reachable).toEqual({ state: 'unknown', because });
  });

  it('knows what is open, whatever else is unknown', () => {
    const partly = { ...open('dependencies/vulnerable-package'), gaps: { dependencies: denied } };

    expect(attackSurfaceOf(partly, seen, []).vulnerable).toEqual({
      state: 'present',
      because: 'by dependencies/vulnerable-package',
    });
  });

  it('calls nothing safe of which one of two scanners has not seen all', () => {
    const blind = { ...seen, gaps: { ...seen.gaps, code: denied } };

    expect(attackSurfaceOf(blind, seen, []).vulnerable.state).toBe('unknown');
  });

  it('counts what else is open', () => {
    const two = open('permissions/public-resource-policy', 'permissions/foreign-account-access');

    expect(attackSurfaceOf(two, seen, []).reachable.because).toMatch(/, and 1 more$/);
  });
});

describe('unseenOf', () => {
  it('names the parts that nobody could see', () => {
    expect(unseenOf(attackSurfaceOf(seen, seen, []))).toBeUndefined();
    expect(unseenOf(attackSurfaceOf(seen, { open: [], gaps: {} }, []))).toBe(
      'privileged? the permissions scanner has not seen it lately',
    );
  });
});
