import { describe, expect, it } from 'vitest';
import { leavingAccounts } from '../../cli/leaving-accounts.ts';
import type { Severity } from '../../functions/core/severity.ts';
import type { WatchedAccount } from '../../functions/domain/watched-account.ts';
import { sampleFinding } from './samples.ts';

const unit = 'ou-ab12-cd34ef56';
const watched: readonly WatchedAccount[] = [
  { account: '222233334444', name: 'warehouse', unit },
  { account: '333344445555' },
];
const inAccount = (account: string, resource: string) =>
  sampleFinding({ target: `arn:aws:lambda:eu-west-1:${account}:${resource}` });
const open = [
  inAccount('222233334444', 'function:a'),
  inAccount('222233334444', 'function:b'),
  inAccount('333344445555', 'function:a'),
  inAccount('333344445555', 'layer:tools:1'),
  inAccount('111122223333', 'function:a'),
];
const deployed = async () => ({
  otherAccounts: async () => watched,
  findings: {
    async *open(severity: Severity) {
      if (severity === 'high') yield* open;
    },
  } as never,
});

describe('the accounts that a deployment leaves out', () => {
  it('are none where all are named, or are of a unit that is', async () => {
    const settings = { accounts: ['333344445555'], organization: [unit] };

    expect(await leavingAccounts(deployed, settings)).toEqual([]);
  });

  it('are named, with how many findings end: a layer may be in use elsewhere', async () => {
    const [first, ...each] = await leavingAccounts(deployed, { accounts: [], organization: [] });

    expect(first).toContain('2 accounts that are watched now will not be any more');
    expect(first).toContain('3 findings');
    expect(each.slice(0, 2)).toEqual([
      '  222233334444, warehouse: 2 open findings',
      '  333344445555: 1 open finding',
    ]);
  });

  it('are those of a unit that is not named any more, unless they are named themselves', async () => {
    const named = ['222233334444', '333344445555'];

    expect(await leavingAccounts(deployed, { accounts: named, organization: [] })).toEqual([]);
    expect(
      (await leavingAccounts(deployed, { accounts: [], organization: ['r-ab12'] }))[1],
    ).toContain('222233334444');
  });

  it('are not known where the tables do not answer, and that is said', async () => {
    const broken = () => Promise.reject(new Error('throttled'));

    expect(await leavingAccounts(broken, { accounts: [], organization: [] })).toEqual([
      expect.stringMatching(/^Whether it leaves accounts out .* is not known: .*throttled/),
    ]);
  });
});
