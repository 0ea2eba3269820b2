import { describe, expect, it } from 'vitest';
import {
  importAgain,
  importChanges,
  type WorkflowChange,
} from '../../functions/app/import-findings.ts';
import type { StoredTransition } from '../../functions/domain/notification/alert.ts';
import { type Asff, asffId } from '../../functions/domain/security-hub/asff.ts';
import { checkOf } from '../../functions/scanners/known-check.ts';
import { findingOf, stored } from '../domain/notification/samples.ts';

const home = { account: '111122223333', region: 'eu-west-1', partition: 'aws' };
const suppression = { reason: 'moves in May', until: '2027-05-01T00:00:00.000Z', by: 'arn:ada' };
const id = asffId(findingOf(), home);

describe('what Security Hub gets', () => {
  it.each([
    { kind: 'opened', state: 'ACTIVE', workflow: 'NEW' },
    { kind: 'worsened', state: 'ACTIVE', workflow: 'NEW' },
    { kind: 'updated', state: 'ACTIVE', workflow: 'NEW' },
    { kind: 'resolved', state: 'ARCHIVED', workflow: 'RESOLVED' },
    { kind: 'reopened', state: 'ACTIVE', workflow: 'NEW' },
  ] as const)(
    'of what is $kind is $state, and no decision of a customer',
    async ({ kind, state, workflow }) => {
      const { imported, set } = await importOf(stored(kind));

      expect(imported).toMatchObject([
        {
          Id: id,
          RecordState: state,
          Workflow: { Status: workflow },
          UpdatedAt: expect.any(String),
        },
      ]);
      expect(set).toEqual([]);
    },
  );

  it('of what is suppressed is suppressed, with the reason and by whom', async () => {
    const { imported, set } = await importOf(stored('suppressed', { suppression }));

    expect(imported).toMatchObject([{ RecordState: 'ACTIVE', Workflow: { Status: 'SUPPRESSED' } }]);
    expect(set).toEqual([
      {
        ids: [id],
        status: 'SUPPRESSED',
        note: { text: 'Until 2027-05-01: moves in May', by: 'arn:ada' },
      },
    ]);
  });

  it('of what is suppressed no more is new, also when it was resolved in between', async () => {
    const before = findingOf({
      history: [{ kind: 'suppressed', at: '2026-11-01', severity: 'high' }],
    });

    expect((await importOf(stored('unsuppressed'))).set).toEqual([{ ids: [id], status: 'NEW' }]);
    expect((await importOf(stored('reopened', {}, before))).set).toEqual([
      { ids: [id], status: 'NEW' },
    ]);
  });

  it('is each finding once, as it is in the end', async () => {
    const { imported, set } = await importOf(
      stored('opened'),
      stored('opened', { subject: 'other' }),
      stored('suppressed', { suppression }),
      stored('unsuppressed'),
      stored('resolved'),
    );

    expect(imported.map(({ Id, RecordState }) => [Id === id, RecordState])).toEqual([
      [true, 'ARCHIVED'],
      [false, 'ACTIVE'],
    ]);
    expect(set).toEqual([]);
  });

  it('passes a compliance check once it is resolved, and fails it before', async () => {
    const check = 'permissions/admin-role';

    expect((await importOf(stored('opened', { check }))).imported[0]?.Compliance?.Status).toBe(
      'FAILED',
    );
    expect((await importOf(stored('resolved', { check }))).imported[0]).toMatchObject({
      Compliance: {
        Status: 'PASSED',
        RelatedRequirements: expect.arrayContaining([
          'AWS Foundational Security Best Practices/IAM.1',
        ]),
      },
    });
  });
});

describe('once a week', () => {
  it('what is open or suppressed is newer than what it has, and what is resolved stays away', async () => {
    const world = recordedHub();
    const now = '2026-11-29T04:00:00.000Z';
    const some = [
      findingOf(),
      findingOf({ subject: 'b', status: 'suppressed', suppression }),
      findingOf({ subject: 'c', status: 'resolved' }),
    ];

    await importAgain(some, now, { hub: world.hub, home, checkOf });

    expect(world.imported).toMatchObject([
      { UpdatedAt: now, Workflow: { Status: 'NEW' } },
      { UpdatedAt: now, Workflow: { Status: 'SUPPRESSED' } },
    ]);
    expect(world.set).toEqual([]);
  });
});

async function importOf(...changes: readonly StoredTransition[]) {
  const world = recordedHub();
  await importChanges(changes, { hub: world.hub, home, checkOf });

  return world;
}

function recordedHub() {
  const imported: Asff[] = [];
  const set: (WorkflowChange & { readonly ids: readonly string[] })[] = [];
  const hub = {
    import: async (findings: readonly Asff[]) => {
      imported.push(...findings);
      return [];
    },
    setWorkflow: async (ids: readonly string[], change: WorkflowChange) => {
      set.push({ ids, ...change });
      return [];
    },
  };

  return { hub, imported, set };
}
