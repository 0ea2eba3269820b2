import { describe, expect, it } from 'vitest';
import { reowned, withOwners } from '../../functions/domain/owned-findings.ts';
import type { Owned, OwnedNow } from '../../functions/domain/ownership.ts';
import { transitionsOf } from '../../functions/domain/transitions.ts';
import { seen, storedAfter } from '../fakes/observations.ts';

const leak = { subject: 'KEY', summary: 'a secret', evidence: [] };
const worse = { ...leak, severity: 'critical' } as const;

describe('withOwners', () => {
  it('gives a new finding the owner of its target', () => {
    const [opened] = changes([], seen([leak]), { owner: 'shop', stack: 'live' });

    expect(opened?.finding).toMatchObject({ owner: 'shop', stack: 'live' });
  });

  it('gives one that changes the owner of now, and takes away what is no longer so', () => {
    const stored = ownedBy({ owner: 'shop', stack: 'live' });

    const [worsened] = changes(stored, seen([worse], 2), { owners: ['post', 'shop'] });

    expect(worsened).toMatchObject({ kind: 'worsened', finding: { owners: ['post', 'shop'] } });
    expect(worsened?.finding).not.toHaveProperty('owner');
    expect(worsened?.finding).not.toHaveProperty('stack');
  });

  it.each([
    ['worsens', [worse], 'worsened'],
    ['is resolved', [], 'resolved'],
  ] as const)(
    'keeps the stored owner of one that %s while no owner is known',
    (_, details, kind) => {
      const [change] = changes(ownedBy({ owner: 'shop' }), seen(details, 2), undefined);

      expect(change).toMatchObject({ kind, finding: { owner: 'shop' } });
    },
  );
});

describe('reowned', () => {
  it('is what did not change but for its owner, and has no new time or history', () => {
    const stored = ownedBy({ owner: 'shop' });

    expect(reowned(stored, [], { owner: 'post' })).toEqual([{ ...stored[0], owner: 'post' }]);
    expect(reowned(stored, [], {})).toEqual(ownedBy({}));
  });

  it('is what was deployed again, and what was changed by what is not known', () => {
    const ada = { by: 'arn:aws:iam::111122223333:user/ada', at: '2026-11-28T10:31:00Z' };
    const stored = ownedBy({ lastDeployment: ada });
    const later = { ...ada, at: '2026-11-28T11:00:00Z', session: 'x' };

    expect(reowned(stored, [], { lastDeployment: { ...ada } })).toEqual([]);
    expect(reowned(stored, [], { lastDeployment: later })).toEqual([
      { ...stored[0], lastDeployment: later },
    ]);
    expect(reowned(stored, [], {})).toEqual(ownedBy({}));
  });

  it('keeps who deployed it last while that cannot be read, of any owner', () => {
    const lastDeployment = { by: 'arn:aws:iam::111122223333:user/ada', at: '2026-11-28T10:31:00Z' };
    const stored = ownedBy({ owner: 'shop', lastDeployment });
    const now = { owner: 'shop', isDeploymentUnread: true } as const;

    expect(reowned(stored, [], now)).toEqual([]);
    expect(reowned(stored, [], { ...now, owner: 'post' })).toEqual([
      { ...stored[0], owner: 'post' },
    ]);
    expect(changes(stored, seen([worse], 2), now)[0]?.finding).toMatchObject({ lastDeployment });
    expect(changes(stored, seen([worse], 2), now)[0]?.finding).not.toHaveProperty(
      'isDeploymentUnread',
    );
  });

  it('is nothing while the owner is the same, or not known', () => {
    const stored = ownedBy({ owner: 'shop' });

    expect(reowned(stored, [], { owner: 'shop' })).toEqual([]);
    expect(reowned(stored, [], undefined)).toEqual([]);
  });

  it('is nothing that changed anyway, or is resolved', () => {
    const stored = ownedBy({ owner: 'shop' });
    const changed = transitionsOf(stored, seen([worse], 2));
    const resolved = storedAfter(stored, seen([], 2));

    expect(reowned(stored, changed, { owner: 'post' })).toEqual([]);
    expect(reowned(resolved, [], { owner: 'post' })).toEqual([]);
  });
});

function changes(
  stored: Parameters<typeof reowned>[0],
  observation: ReturnType<typeof seen>,
  owned: OwnedNow | undefined,
) {
  return withOwners(transitionsOf(stored, observation), stored, owned);
}

function ownedBy(owned: Owned) {
  return storedAfter([], seen([leak])).map((finding) => ({ ...finding, ...owned }));
}
