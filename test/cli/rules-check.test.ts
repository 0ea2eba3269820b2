import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { vigil } from '../../cli/program.ts';
import { findingId } from '../../functions/domain/finding-id.ts';
import { deployedStack } from './deployed.ts';
import { functionArn, sampleCoverage, sampleFinding } from './samples.ts';
import { recordedWorld } from './world.ts';

const stack = deployedStack();
const finding = sampleFinding();
const accepted = sampleFinding({
  target: functionArn('billing'),
  status: 'suppressed',
  suppression: { reason: 'r', until: '2027-05-31T00:00:00.000Z', rule: 'by-tag' },
});
const resolved = sampleFinding({ target: functionArn('gone'), status: 'resolved' });
let folder = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vigil-rules-'));
  stack.reset({ findings: [finding, accepted, resolved] });
});

afterEach(() => rm(folder, { recursive: true }));

async function check(text: string, ...options: readonly string[]) {
  const file = join(folder, 'vigil.yaml');
  await writeFile(file, text);
  const world = recordedWorld(140);
  const code = await vigil(['rules', 'check', file, ...options], world);

  return {
    code,
    out: world.stdout().replaceAll(file, 'FILE'),
    err: world.stderr().replaceAll(file, 'FILE'),
  };
}

const secrets = `
rules:
  - name: secrets
    match: { check: code/*, function: checkout }
    suppress: true
    reason: moves in May
    until: 2027-05-31
`;
const others = `
  - name: soon
    match: { subject: STRIPE_* }
    severity: low
    reason: r
    until: 2026-12-01
  - name: over
    match: { subject: NONE }
    suppress: true
    reason: r
    until: 2026-11-01
`;
const byTag = `
trustTags: true
rules:
  - { name: by-tag, match: { tag: team=a }, suppress: true, reason: r, forever: true }
`;

describe('vigil rules check', () => {
  it('shows what each rule selects of what is stored, and when it ends', async () => {
    const { code, out } = await check(secrets + others);

    expect(code).toBe(0);
    expect(out).toContain('secrets');
    expect(out).toContain(`${findingId(finding)}  code/secret-in-environment STRIPE_KEY`);
    expect(out).toMatch(/soon .*make it low .*2026-12-01: soon .*2 findings: 2 high/);
    expect(out).toMatch(
      /over .*suppress .*2026-11-01: over .*nothing: correct its names, or remove it/,
    );
    expect(out).toContain('FILE: 3 rules: 1 has ended, 1 selects nothing');
    expect((await check(secrets)).out).toContain('FILE: 1 rule, all can be used');
  });

  it('fails with --strict for a rule that selects nothing or has ended', async () => {
    expect((await check(secrets, '--strict')).code).toBe(0);
    expect((await check(secrets + others, '--strict')).code).toBe(1);
    expect((await check(secrets.replace('checkout', 'chekcout'), '--strict')).code).toBe(1);
    const offline = await check(secrets + others, '--strict', '--offline');
    expect(offline.code).toBe(1);
    expect(offline.out).toContain('FILE: 3 rules: 1 has ended');
  });

  it('counts what a rule suppresses by tags, and what it may suppress', async () => {
    const { out } = await check(byTag, '--json');

    expect(JSON.parse(out).rules).toEqual([
      {
        name: 'by-tag',
        effect: 'suppress',
        reason: 'r',
        state: 'standing',
        findings: [findingId(accepted)],
        undecided: 1,
        targets: 0,
      },
    ]);
  });

  it('knows a rule that takes functions out of findings about the account, or measures them', async () => {
    stack.reset({
      findings: [sampleFinding({ target: functionArn('checkout') })],
      coverage: [
        sampleCoverage({ target: functionArn('checkout') }),
        sampleCoverage({ target: 'arn:aws:iam::111122223333:role/checkout' }),
        sampleCoverage({ target: functionArn('checkout'), scanner: 'usage' }),
      ],
    });
    const measured = secrets
      .replace('check: code/*, function: checkout', 'account: 111122223333')
      .replace('suppress: true', 'thresholds: { idleDays: 400 }');

    const taken = await check(secrets.replace('code/*', 'dependencies/*'), '--strict');
    const sets = await check(measured, '--strict');

    expect([taken.code, sets.code]).toEqual([0, 0]);
    expect(taken.out).toMatch(/no finding of its own, 1 target/);
    expect(sets.out).toMatch(/idleDays 400 .*1 function/);
    expect(sets.out).not.toMatch(/finding/);
    const { out } = await check(measured, '--json');
    expect(JSON.parse(out).rules).toMatchObject([{ findings: [], targets: 1 }]);
  });

  it('reads rules without an account', async () => {
    stack.cloudformation.reset();
    const { code, out } = await check(secrets, '--offline', '--strict');

    expect(code).toBe(0);
    expect(out).toMatch(/secrets .*2027-05-31 .*moves in May/);
    expect(stack.cloudformation.calls()).toEqual([]);
  });

  it('says all that is wrong, a line each, and is not 0', async () => {
    const { code, out, err } = await check(
      'rules:\n  - { name: a, match: { chekc: x }, suppress: true, reason: r }\n',
      '--offline',
    );

    expect(code).toBe(2);
    expect(out).toBe('');
    expect(err).toBe('vigil: FILE: rule "a": there is no key "chekc". Did you mean check?');

    const several = await check('rules:\n  - { name: a, match: { owner: x }, reason: r }\n');
    expect(several.code).toBe(2);
    expect(several.err.split('\n')).toEqual([
      expect.stringMatching(/^FILE: rule "a": "owner": a deployer/),
      expect.stringMatching(/^FILE: rule "a": it has no end/),
      expect.stringMatching(/^FILE: rule "a": it does nothing/),
      'vigil: FILE has 3 faults',
    ]);

    const both =
      await check(`${secrets.replace('until', 'untill')}${others.replace('reason: r', '')}
  - { name: secrets, match: { check: code/nothing }, suppress: true, reason: r }
`);
    expect(both.err.split('\n')).toEqual([
      expect.stringMatching(/^FILE: rule "secrets": there is no key "untill"/),
      expect.stringMatching(/^FILE: rule "soon": it has no "reason"/),
      expect.stringMatching(/^FILE: rule "secrets": it has no end/),
      expect.stringMatching(/^FILE: rule "secrets": there is no check "code\/nothing"/),
      'FILE: there are 2 rules "secrets": each needs a name of its own',
      'vigil: FILE has 5 faults',
    ]);
  });

  it('says that there is no file', async () => {
    const world = recordedWorld();

    expect(await vigil(['rules', 'check', join(folder, 'no.yaml')], world)).toBe(2);
    expect(world.stderr()).toMatch(/no\.yaml cannot be read: there is no such file$/);
  });
});
