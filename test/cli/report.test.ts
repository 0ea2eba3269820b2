import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { vigil } from '../../cli/program.ts';
import { deployedStack } from './deployed.ts';
import { functionArn, sampleFinding, wholeCoverage } from './samples.ts';
import { recordedWorld } from './world.ts';

const stack = deployedStack();
const coverage = wholeCoverage(functionArn('checkout'));
const findings = [
  sampleFinding(),
  sampleFinding({ subject: 'OLD', status: 'resolved' }),
  sampleFinding({
    subject: 'LATER',
    status: 'suppressed',
    suppression: { reason: 'moves to SSO', until: '2027-05-31T00:00:00.000Z' },
  }),
];

let folder: string;

beforeEach(async () => {
  stack.reset({ findings, coverage });
  folder = await mkdtemp(join(tmpdir(), 'vigil-report-'));
});

afterEach(() => rm(folder, { recursive: true }));

describe('vigil report', () => {
  it('writes one page of what is stored, and says where', async () => {
    const world = recordedWorld();
    const path = join(folder, 'night.html');

    expect(await vigil(['report', '--out', path], world)).toBe(0);

    const page = await readFile(path, 'utf8');
    expect(page).toContain('STRIPE_KEY looks like a live key of Stripe');
    expect(page).toContain('moves to SSO');
    expect(page).toContain('1 high finding is open.');
    expect(world.stderr()).toBe(`${path}: 1 open finding, open it in a browser`);
    expect(world.stdout()).toBe('');
  });

  it('is of the functions with a tag', async () => {
    stack.reset({
      findings: [
        sampleFinding({ summary: 'one of the shop', keptTags: { team: ['shop'] } }),
        sampleFinding({ subject: 'B', summary: 'one of another', keptTags: { team: ['pay'] } }),
      ],
      coverage,
    });
    const world = recordedWorld();

    expect(await vigil(['report', '--out', '-', '--tag', 'team=shop'], world)).toBe(0);
    expect(world.stdout()).toContain('one of the shop');
    expect(world.stdout()).not.toContain('one of another');
  });

  it('prints the page alone where it is asked to', async () => {
    const world = recordedWorld();

    expect(await vigil(['report', '--out', '-'], world)).toBe(0);

    expect(world.stdout()).toMatch(/^<!doctype html>[\s\S]*<\/html>$/);
    expect(world.stderr()).toBe('');
  });

  it.each([
    { args: ['--fail-on', 'high'], code: 1 },
    { args: ['--fail-on', 'critical'], code: 0 },
    { args: ['--strict'], code: 0 },
  ])('ends with $code for $args', async ({ args, code }) => {
    expect(await vigil(['report', '--out', '-', ...args], recordedWorld())).toBe(code);
  });

  it('ends with 3 under --strict when nothing was scanned, and writes the page all the same', async () => {
    stack.reset({});
    const world = recordedWorld();

    expect(await vigil(['report', '--out', '-', '--strict'], world)).toBe(3);
    expect(world.stdout()).toContain('Nothing has been scanned yet.');
  });

  it('writes over no folder', async () => {
    const world = recordedWorld();

    expect(await vigil(['report', '--out', folder], world)).toBe(2);
    expect(world.stderr()).toBe(
      `vigil: ${folder} is a folder: name a file, or - for the standard output`,
    );
  });
});
