import { gzipSync } from 'node:zlib';
import { BatchGetCommand } from '@aws-sdk/lib-dynamodb';
import { beforeEach, describe, expect, it } from 'vitest';
import { coverageReport } from '../../cli/coverage-report.ts';
import { vigil } from '../../cli/program.ts';
import { printedNight } from '../../cli/render/night.ts';
import { scannerNames } from '../../functions/checks/index.ts';
import { fingerprint } from '../../functions/core/fingerprint.ts';
import type { Target } from '../../functions/core/target.ts';
import type { Coverage } from '../../functions/domain/finding.ts';
import { identityOf } from '../../functions/domain/target-identity.ts';
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

  it.each([
    [['findings', '--format', 'markdown'], /^# Findings of (.*)$/m],
    [['findings', '--format', 'html'], /<title>Findings of (.*)<\/title>/],
    [['coverage', '--format', 'markdown'], /^# Coverage of (.*)$/m],
    [['report', '--out', '-'], /<title>lambda-vigil: (.*?),/],
  ])('%j says whose it is', async (args, heading) => {
    const titleOf = async (...more: readonly string[]) => {
      const world = recordedWorld();
      await vigil([...args, ...more], world);
      return heading.exec(world.stdout())?.[1];
    };

    expect(await titleOf()).toBe('2 accounts');
    expect(await titleOf('--account', other)).toBe(`account ${other}`);
    expect(await titleOf('--account', '111122223333')).toBe('account 111122223333');

    stack.reset({ findings: [], coverage: [] });
    expect(await titleOf()).toBe('account 111122223333');
  });

  it('what has changed is of all of them, and one finding of its own', async () => {
    const [changes, one] = [recordedWorld(), recordedWorld()];

    await vigil(['diff', '--format', 'markdown'], changes);
    await vigil(
      ['show', there, 'code/secret-in-environment', 'STRIPE_KEY', '--format', 'markdown'],
      one,
    );

    expect(changes.stdout()).toMatch(/^# Changes .* of 2 accounts$/m);
    expect(one.stdout()).toMatch(new RegExp(`^# Finding .* of account ${other}$`, 'm'));
  });

  it('a night is of all of them, who deploys it or not', () => {
    const coverage = [...wholeCoverage(here), ...elsewhere({})];
    const [startedAt, finishedAt] = ['2026-11-25T02:00:00.000Z', '2026-11-25T02:01:00.000Z'];
    const night = { account: '111122223333', startedAt, finishedAt, findings: [], calls: {} };
    const of = { account: identityOf(account) as Target<'account'>, region: 'eu-west-1' };
    const shown = (some: readonly Coverage[]) =>
      printedNight({ ...night, coverage: some, report: coverageReport(some) }, of, {
        listedBy: 'vigil findings',
      });

    expect(shown(coverage).table(recordedWorld().terminal)).toContain('2 accounts in 60 s');
    expect(shown(wholeCoverage(here)).table(recordedWorld().terminal)).toContain(
      'account 111122223333 in 60 s',
    );
    expect(shown(coverage).listing().title).toBe('Findings of 2 accounts');
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
