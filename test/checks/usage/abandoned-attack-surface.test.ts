import { describe, expect, it } from 'vitest';
import { abandonedAttackSurface } from '../../../functions/checks/usage/abandoned-attack-surface.ts';
import type { AttackSurface } from '../../../functions/domain/attack/attack-path-parts.ts';
import { attackSurfaceOf } from '../../../functions/domain/attack/attack-surface.ts';
import type { TargetState } from '../../../functions/domain/attack/target-state.ts';
import type { EntryPoint } from '../../../functions/domain/exposure/entry-point.ts';
import type { Trigger } from '../../../functions/domain/exposure/trigger.ts';
import { factWords } from '../../../functions/facts/index.ts';
import { describeCheck } from '../../builders/describe-check.ts';
import { clean, openFinding, stateWith } from '../../builders/target-states.ts';
import { functionNamed } from '../../fakes/targets.ts';

const PARTNER = '444455556666';
const activity = { days: 90, since: '2026-03-17T00:00:00.000Z', invocations: 0, parked: false };
const url: EntryPoint = { kind: 'url', url: 'https://x.on.aws/', authType: 'NONE', isOpen: true };
const closed: EntryPoint = { ...url, authType: 'AWS_IAM', isOpen: false };
const partner: EntryPoint = { kind: 'account', principal: PARTNER, account: PARTNER };
const ownBucket: EntryPoint = {
  kind: 'service',
  service: 's3.amazonaws.com',
  source: 'arn:aws:s3:::uploads',
  isForAnyone: false,
};

const admin = stateWith(openFinding('permissions/admin-role'));
const old = stateWith(openFinding('dependencies/runtime-end-of-life'));
const unread: TargetState = {
  ...clean,
  gaps: { ...clean.gaps, dependencies: [{ fact: 'vulnerablePackages', reason: 'denied' }] },
};
const surface = (ofFunction: TargetState, ofRole: TargetState) =>
  attackSurfaceOf(functionNamed('orders').arn, ofFunction, ofRole, [], factWords);

const facts = (
  attackSurface: AttackSurface | undefined,
  waysIn: readonly EntryPoint[] = [url],
  configuration = functionNamed('orders'),
  trustedAccounts: readonly string[] = [],
) => ({
  activity,
  configuration,
  waysIn,
  openTriggers: [] as readonly Trigger[],
  attackSurface,
  trustedAccounts,
});

describeCheck(abandonedAttackSurface, {
  passes: [
    { name: 'a function that no one outside can call', facts: facts(undefined, []) },
    {
      name: 'one that its own account alone reaches',
      facts: facts(surface(old, admin), [ownBucket]),
    },
    {
      name: 'a function that is in use',
      facts: { ...facts(surface(old, admin)), activity: { ...activity, invocations: 1 } },
    },
    {
      name: 'one that was deployed of late',
      facts: facts(
        surface(old, admin),
        [url],
        functionNamed('orders', { lastModified: '2026-06-01T00:00:00.000Z' }),
      ),
    },
    { name: 'one that is only reachable', facts: facts(surface(clean, clean)) },
    // The facts are incomplete then, so that this passes and resolves nothing.
    { name: 'one that may be weak', facts: facts(surface(unread, clean)) },
  ],
  fails: [
    {
      name: 'one that is reachable and privileged',
      facts: facts(surface(clean, admin)),
      subjects: ['function'],
    },
    {
      name: 'one that is reachable and vulnerable',
      facts: facts(surface(old, clean)),
      subjects: ['function'],
    },
    {
      name: 'one whose URL asks who calls',
      facts: facts(surface(clean, admin), [closed]),
      subjects: ['function'],
    },
    {
      name: 'one that another account reaches',
      facts: facts(surface(clean, admin), [ownBucket, partner]),
      subjects: ['function'],
    },
    {
      name: 'one whose queue anyone may write to',
      facts: { ...facts(surface(clean, admin), []), openTriggers: [{ source: 'arn:x:sqs:y' }] },
      subjects: ['function'],
    },
    {
      name: 'one of which something else is unknown',
      facts: facts(surface(unread, admin)),
      subjects: ['function'],
    },
  ],
});

it('does not apply to a function that was switched off', () => {
  const parked = { ...facts(surface(old, admin)), activity: { ...activity, parked: true } };

  expect(abandonedAttackSurface.evaluate(parked)).toEqual({ outcome: 'notApplicable' });
});

describe('the finding', () => {
  const detailOf = (of: ReturnType<typeof facts>) => {
    const verdict = abandonedAttackSurface.evaluate(of);
    return verdict.outcome === 'fail' ? verdict.details[0] : undefined;
  };
  const evidenceOf = (of: ReturnType<typeof facts>) =>
    detailOf(of)?.evidence.map(({ text }) => text);

  it('is worst when everything comes together', () => {
    const all = [url, partner];

    expect(detailOf(facts(surface(old, admin), all))).toMatchObject({
      severity: 'critical',
      summary: 'Idle for 90 days or more, yet reachable, privileged and vulnerable',
      figures: { score: 82 },
    });
    expect(evidenceOf(facts(surface(old, admin), all))).toEqual([
      'score 82 of 100',
      'idle, 10 of 10 points: no invocation in the last 90 days',
      'reachable, 30 of 30 points: anyone on the internet calls https://x.on.aws/ (function URL without authorisation), and 1 more',
      'privileged, 30 of 30 points: by permissions/admin-role',
      'vulnerable, 12 of 30 points: by dependencies/runtime-end-of-life',
    ]);
  });

  it.each<[string, EntryPoint, number, string]>([
    ['anyone on the internet', url, 70, 'high'],
    ['an account', partner, 50, 'high'],
    ['a caller with credentials', closed, 48, 'medium'],
  ])('weighs by who reaches it: %s', (_, way, score, severity) => {
    expect(detailOf(facts(surface(clean, admin), [way]))).toMatchObject({
      figures: { score },
      severity,
    });
  });

  it('weighs a trusted account less', () => {
    const trusting = { ...facts(surface(clean, admin), [partner]), trustedAccounts: [PARTNER] };

    expect(detailOf(trusting)).toMatchObject({ figures: { score: 45 }, severity: 'medium' });
  });

  it('weighs a short silence less', () => {
    const brief = { ...facts(surface(clean, admin)), activity: { ...activity, days: 30 } };

    expect(detailOf(brief)).toMatchObject({ figures: { score: 66 } });
  });

  it('shows what is unknown as unknown, and what is absent as absent', () => {
    expect(evidenceOf(facts(surface(unread, admin)))).toEqual([
      'score 85 of 100 (70 to 100: part of it is unknown)',
      expect.anything(),
      expect.anything(),
      'privileged, 30 of 30 points: by permissions/admin-role',
      'vulnerable? 0 to 30 of 30 points; unknown: vulnerable packages in its code: denied',
    ]);
    expect(evidenceOf(facts(surface(clean, admin)))?.at(-1)).toBe(
      'not vulnerable, 0 of 30 points: nothing is known against it',
    );
    const partly = { ...old, gaps: unread.gaps };
    expect(evidenceOf(facts(surface(partly, admin)))?.at(-1)).toBe(
      'vulnerable, 12 to 30 of 30 points: by dependencies/runtime-end-of-life; besides, unknown: vulnerable packages in its code: denied',
    );
  });

  it('is how to switch it off and put it away', () => {
    expect(detailOf(facts(surface(old, admin)))?.remediation).toMatch(
      /^Turn it off today.*put-function-concurrency.*delete-function /s,
    );
  });
});
