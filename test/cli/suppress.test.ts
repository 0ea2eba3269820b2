import { beforeEach, describe, expect, it } from 'vitest';
import { vigil } from '../../cli/program.ts';
import { findingItem } from '../../functions/adapters/tables/finding-items.ts';
import { findingId } from '../../functions/domain/finding-id.ts';
import { caller, deployedStack } from './deployed.ts';
import { sampleFinding } from './samples.ts';
import { now, recordedWorld } from './world.ts';

const stack = deployedStack();
const finding = sampleFinding();
const id = findingId(finding);
const suppress = ['suppress', id, '--reason', 'moves in May', '--until', '2027-05-01'];

beforeEach(() => stack.reset({ findings: [finding] }));

describe('vigil suppress', () => {
  it('lets a finding stand until a day, and out of what is open', async () => {
    const world = recordedWorld();

    expect(await vigil(suppress, world)).toBe(0);

    expect(world.stdout()).toBe(`suppressed until 2027-05-01: ${id}  ${finding.title}`);
    expect(stored()).toMatchObject({
      status: 'suppressed',
      changedAt: now,
      suppression: { reason: 'moves in May', until: '2027-05-01T00:00:00.000Z', by: caller },
    });
    expect(stored()).not.toHaveProperty('openSeverity');
  });

  it('does not overwrite what a scanner has written meanwhile, but suppresses that', async () => {
    const worse = {
      ...finding,
      severity: 'critical' as const,
      changedAt: '2026-11-25T07:59:59.000Z',
    };
    meanwhile(1, () => worse);

    expect(await vigil(suppress, recordedWorld())).toBe(0);
    expect(stored()).toMatchObject({ status: 'suppressed', severity: 'critical' });
  });

  it('does not suppress what a scanner has resolved meanwhile', async () => {
    const world = recordedWorld();
    meanwhile(1, () => ({ ...finding, status: 'resolved', changedAt: '2026-11-25T07:59:59.000Z' }));

    expect(await vigil(suppress, world)).toBe(2);
    expect(world.stderr()).toBe('vigil: the finding is resolved already');
    expect(stored()).toMatchObject({ status: 'resolved' });
  });

  it('gives up when the finding never holds still', async () => {
    const world = recordedWorld();
    meanwhile(2, (attempt) => ({ ...finding, changedAt: `2026-11-25T07:59:5${attempt}.000Z` }));

    expect(await vigil(suppress, world)).toBe(2);
    expect(world.stderr()).toContain('is being changed by a scanner just now: try again later');
    expect(stored()).toMatchObject({ status: 'open' });
  });
});

describe('vigil unsuppress', () => {
  it('opens a suppressed finding again', async () => {
    const world = recordedWorld();
    await vigil(suppress, recordedWorld());

    expect(await vigil(['unsuppress', id], world)).toBe(0);
    expect(world.stdout()).toBe(`unsuppressed: ${id}  ${finding.title}`);
    expect(stored()).toMatchObject({ status: 'open', openSeverity: 'high' });
    expect(stored()).not.toHaveProperty('suppression');
  });

  it('leaves in the history who suppressed it and opened it again, why and until when', async () => {
    const world = recordedWorld();
    await vigil(suppress, recordedWorld());
    await vigil(
      ['suppress', id, '--reason', 'moves in June', '--until', '2027-06-01'],
      recordedWorld(),
    );
    await vigil(['unsuppress', id], recordedWorld());

    await vigil(['show', id], world);
    const page = world.stdout();

    expect(page).toContain(
      [
        `  2026-11-25 08:00 UTC  suppressed    high`,
        `                        by ${caller}`,
        `                        until 2027-05-01: moves in May`,
        `  2026-11-25 08:00 UTC  suppressed    high`,
        `                        by ${caller}`,
        `                        until 2027-06-01: moves in June`,
        `  2026-11-25 08:00 UTC  unsuppressed  high`,
        `                        by ${caller}`,
        `                        until 2027-06-01: moves in June`,
      ].join('\n'),
    );
  });

  it('refuses one that is open', async () => {
    const world = recordedWorld();

    expect(await vigil(['unsuppress', id], world)).toBe(2);
    expect(world.stderr()).toBe('vigil: the finding is open, not suppressed');
  });
});

function stored() {
  const [item] = stack.items.values();

  return item;
}

/** A scanner gets ahead of so many writes. */
function meanwhile(times: number, change: (attempt: number) => typeof finding): void {
  let attempt = 0;

  stack.beforePut(() => {
    attempt += 1;
    if (attempt <= times) stack.put(findingItem({ kind: 'updated', finding: change(attempt) }));
  });
}
