import { gzipSync } from 'node:zlib';
import { BatchGetCommand } from '@aws-sdk/lib-dynamodb';
import { beforeEach, describe, expect, it } from 'vitest';
import { vigil } from '../../cli/program.ts';
import { scannerNames } from '../../functions/checks/index.ts';
import { fingerprint } from '../../functions/core/fingerprint.ts';
import { deployedParts, deployedStack } from './deployed.ts';
import { account, functionArn, sampleCoverage, sampleFinding, wholeCoverage } from './samples.ts';
import { recordedWorld } from './world.ts';

const stack = deployedStack();
const other = '222233334444';
const of = (arn: string) => arn.replace('111122223333', other);
const [here, there] = [functionArn('checkout'), of(functionArn('checkout'))];
const elsewhere = (more: object) =>
  [there, of(account)].flatMap((target) =>
    scannerNames.map((scanner) => sampleCoverage({ scanner, target, ...more })),
  );

beforeEach(() => {
  stack.reset({
    output: JSON.stringify({ ...deployedParts, factsTable: 'facts' }),
    findings: [sampleFinding(), sampleFinding({ target: there })],
    coverage: [...wholeCoverage(here), ...elsewhere({})],
  });
  listed([{ account: other, name: 'Payments' }]);
});

describe('of several accounts', () => {
  it('findings name the account of each target, and are those of one where it is asked for', async () => {
    const [all, one, named] = [recordedWorld(), recordedWorld(), recordedWorld()];

    expect(await vigil(['findings'], all)).toBe(0);
    expect(all.stdout()).toContain(`checkout (${other} in eu-west-1)`);
    expect(all.stdout()).toContain('checkout (111122223333 in eu-west-1)');

    expect(await vigil(['findings', '--account', other, '--json'], one)).toBe(0);
    expect(JSON.parse(one.stdout()).findings).toMatchObject([{ target: { account: other } }]);

    expect(await vigil(['findings', '--account', 'Payments', '--json'], named)).toBe(0);
    expect(named.stdout()).toBe(one.stdout());
  });

  it('a layer concerns each account whose functions use it, from any publisher', async () => {
    const layer = (name: string) => `arn:aws:lambda:eu-west-1:999988887777:layer:${name}:7`;
    const [used, unused] = [layer('tracing'), layer('metrics')];
    stack.reset({
      output: JSON.stringify({ ...deployedParts, factsTable: 'facts' }),
      findings: [used, unused].map((target) => sampleFinding({ target })),
      coverage: [...wholeCoverage(here), ...elsewhere({})],
    });
    const users = { users: { [used]: [there] }, unlisted: [], isWhole: true };
    const asked = async () => {
      const world = recordedWorld();
      await vigil(['findings', '--account', other, '--json'], world);
      return JSON.parse(world.stdout()).findings.map(
        ({ target }: { readonly target: { readonly arn: string } }) => target.arn,
      );
    };

    stored(`layer users ${other}`, users);
    expect(await asked()).toEqual([used]);

    // It may use any.
    stored(`layer users ${other}`, { ...users, unlisted: ['functions'] });
    expect(await asked()).toHaveLength(2);

    const grouped = recordedWorld();
    await vigil(['findings', '--group-by', 'account'], grouped);
    expect(grouped.stdout()).toContain('layers, of any account: 2 high');
  });

  it('an account that is not watched is refused: it would pass for a clean one', async () => {
    for (const command of ['findings', 'coverage', 'report']) {
      const world = recordedWorld();

      expect(await vigil([command, '--account', '999988887777'], world)).toBe(2);
      expect(world.stderr()).toContain(
        `no account that is watched is 999988887777; there are 111122223333, ${other}`,
      );
    }
  });

  it('a name that several have is refused', async () => {
    listed([
      { account: other, name: 'Shop' },
      { account: '333344445555', name: 'Shop' },
    ]);
    const world = recordedWorld();

    expect(await vigil(['findings', '--account', 'Shop'], world)).toBe(2);
    expect(world.stderr()).toContain('several accounts are called Shop');
  });

  it('coverage is that of each by its own runs', async () => {
    const later = '2026-11-27T02:03:04.000Z';
    stack.reset({ coverage: [...wholeCoverage(here), ...elsewhere({ observedAt: later })] });
    const world = recordedWorld();

    expect(await vigil(['coverage', '--strict'], world)).toBe(0);
    expect(world.stdout()).toContain('4 of 4 targets fully covered');
    // The longest ago.
    expect(world.stdout()).toContain('code          last ran 2026-11-25 02:03 UTC');
  });

  it('one that cannot be entered hides all that is known of it, for one reason', async () => {
    const reason = 'the account cannot be entered as role';
    const tonight = '2026-11-26T02:03:04.000Z';
    const gaps = [{ fact: 'account', reason }];
    stack.reset({
      coverage: [
        ...wholeCoverage(here),
        ...scannerNames.flatMap((scanner) => [
          sampleCoverage({ scanner, target: there }),
          sampleCoverage({ scanner, target: of(account), observedAt: tonight, gaps }),
        ]),
      ],
    });
    const [all, own] = [recordedWorld(160), recordedWorld()];

    expect(await vigil(['coverage', '--strict'], all)).toBe(3);
    expect(all.stdout()).toContain('2 of 4 targets fully covered');
    expect(all.stdout()).toContain('everything in the account');
    // Once, whichever scanners cannot enter it.
    expect(all.stdout().split(reason)).toHaveLength(2);
    for (const scanner of scannerNames) expect(all.stdout()).toContain(scanner);

    expect(await vigil(['coverage', '--strict', '--account', '111122223333'], own)).toBe(0);
  });

  it('a report is of all, or of one', async () => {
    const world = recordedWorld();

    expect(await vigil(['report', '--out', '-', '--account', other], world)).toBe(0);
    expect(world.stdout()).toContain(other);
    expect(world.stdout()).not.toContain('111122223333');
  });
});

/** What the last night has stored of the organization. */
function listed(accounts: readonly object[]): void {
  stored('watched accounts all', { at: '2026-11-25T02:00:00.000Z', accounts, units: [] });
}

function stored(pk: string, value: object): void {
  const text = JSON.stringify(value);
  const item = {
    pk,
    sk: '0',
    mark: fingerprint(text),
    parts: 1,
    bytes: new Uint8Array(gzipSync(text)),
    expiresAt: 4_000_000_000,
  };

  stack.table.on(BatchGetCommand).resolves({ Responses: { facts: [item] } });
}
