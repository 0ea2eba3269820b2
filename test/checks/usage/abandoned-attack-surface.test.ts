import { describe, expect, it } from 'vitest';
import { abandonedAttackSurface } from '../../../functions/checks/usage/abandoned-attack-surface.ts';
import type { AttackSurface, Part } from '../../../functions/domain/attack-surface.ts';
import type { WayIn } from '../../../functions/domain/way-in.ts';
import { describeCheck } from '../../describe-check.ts';

const activity = { days: 90, since: '2026-03-17T00:00:00.000Z', invocations: 0, parked: false };
const present: Part = { state: 'present', because: 'a finding' };
const absent: Part = { state: 'absent', because: 'nothing is known against it' };
const unknown: Part = { state: 'unknown', because: 'permissions: denied' };
const url = {
  kind: 'url',
  url: 'https://x.on.aws/',
  authType: 'AWS_IAM',
  isOpen: false,
} as const;

const facts = (attackSurface: AttackSurface | undefined, waysIn: readonly WayIn[] = []) => ({
  activity,
  attackSurface,
  waysIn,
});
const surface = (reachable: Part, privileged: Part, vulnerable: Part): AttackSurface => ({
  reachable,
  privileged,
  vulnerable,
});

describeCheck(abandonedAttackSurface, {
  passes: [
    { name: 'a function that is in use', facts: facts(undefined, [url]) },
    { name: 'one that nobody can reach', facts: facts(surface(absent, present, present)) },
    { name: 'one that is only reachable', facts: facts(surface(present, absent, absent)) },
    // The facts are incomplete then, so that this passes and resolves nothing.
    { name: 'one that may be reachable', facts: facts(surface(unknown, present, present)) },
    { name: 'one that may be weak', facts: facts(surface(present, unknown, unknown), [url]) },
  ],
  fails: [
    {
      name: 'one that is reachable and privileged',
      facts: facts(surface(present, present, absent)),
      subjects: ['function'],
    },
    {
      name: 'one that is reachable and vulnerable',
      facts: facts(surface(present, absent, present)),
      subjects: ['function'],
    },
    {
      name: 'one whose URL leads to it, whatever its policies say',
      facts: facts(surface(absent, present, absent), [url]),
      subjects: ['function'],
    },
    {
      name: 'one of which something else is unknown',
      facts: facts(surface(present, present, unknown)),
      subjects: ['function'],
    },
  ],
});

it('does not apply to a function that somebody has switched off', () => {
  const parked = {
    ...facts(surface(present, present, present)),
    activity: { ...activity, parked: true },
  };

  expect(abandonedAttackSurface.evaluate(parked)).toEqual({ outcome: 'notApplicable' });
});

describe('what it tells', () => {
  const detailOf = (of: ReturnType<typeof facts>) => {
    const verdict = abandonedAttackSurface.evaluate(of);
    return verdict.outcome === 'fail' ? verdict.details[0] : undefined;
  };

  it('is worst when everything comes together', () => {
    expect(detailOf(facts(surface(present, present, present)))).toMatchObject({
      severity: 'critical',
      summary: 'Idle for 90 days or more, yet reachable, privileged and vulnerable',
    });
    expect(detailOf(facts(surface(present, absent, present)))).toMatchObject({
      severity: 'high',
      summary: 'Idle for 90 days or more, yet reachable and vulnerable',
    });
  });

  it('shows what is unknown as unknown', () => {
    expect(detailOf(facts(surface(present, present, unknown)))?.evidence).toEqual([
      { text: 'idle: no invocation in the last 90 days' },
      { text: 'reachable: a finding' },
      { text: 'privileged: a finding' },
      { text: 'vulnerable? unknown: permissions: denied' },
    ]);
    expect(detailOf(facts(surface(present, absent, present)))?.evidence[2]).toEqual({
      text: 'not privileged: nothing is known against it',
    });
  });

  it('names the alias of the URL, and how it is protected', () => {
    const aliased = { ...url, alias: 'live' };

    expect(detailOf(facts(surface(absent, present, absent), [aliased]))?.evidence[1]?.text).toBe(
      'reachable: a function URL of alias live, authorisation AWS_IAM',
    );
  });
});
