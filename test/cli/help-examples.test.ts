import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Command } from 'commander';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { chooseFormat } from '../../cli/output-format.ts';
import { vigil, wholeProgram } from '../../cli/program.ts';
import { findingItem } from '../../functions/adapters/tables/finding-items.ts';
import { findingId } from '../../functions/domain/finding-id.ts';
import { archiveOf } from '../../local/archive.ts';
import { deployedStack } from './deployed.ts';
import { functionArn, roleArn, sampleFinding, wholeCoverage } from './samples.ts';
import { recordedWorld } from './world.ts';

interface Shown {
  readonly path: string;
  readonly example: string;
}

/** What needs more of AWS than fakes of the deployed stack has tests of its own. */
const runnable = [
  ...['findings', 'coverage', 'diff', 'show', 'suppress', 'unsuppress', 'report'],
  ...['explain', 'init', 'completion', 'inspect package', 'inspect roles', 'rules check'],
].map((name) => `vigil ${name}`);

const shown = await examplesShown();
const here = process.cwd();
const some = sampleFinding({ target: functionArn('checkout') });
const night = '2026-11-25T02:03:04.000Z';
const ofLastNight = sampleFinding({
  subject: 'NEW',
  firstSeenAt: night,
  changedAt: night,
  history: [{ kind: 'opened', at: night, severity: 'high' }],
});
const stack = deployedStack();

beforeEach(async () => {
  process.chdir(await someFolder());
  const targets = ['shop-mailer', 'checkout', 'checkout-refunds'].map(functionArn);

  stack.reset({
    findings: [...targets.map((target) => sampleFinding({ target })), ofLastNight],
    coverage: wholeCoverage(...targets),
  });
});

afterEach(async () => {
  const folder = process.cwd();
  process.chdir(here);
  await rm(folder, { recursive: true });
});

describe('what help shows', () => {
  it('says each default once, in words', async () => {
    const program = await wholeProgram(recordedWorld());

    for (const command of commandsOf(program)) {
      expect(command.helpInformation().replaceAll(/\s+/g, ' ')).not.toMatch(
        /\(default: [[{]|\(default: [^)]*\) \(default/,
      );
    }
  });

  it('names for --output only endings of formats that the command writes', async () => {
    const program = await wholeProgram(recordedWorld());
    const written = commandsOf(program).flatMap((command) => {
      const output = command.options.find(({ long }) => long === '--output');
      const endings = output?.description.match(/\.[a-z]+(?=[,)])/g) ?? [];

      return endings.map((ending) => [command, ending] as const);
    });

    for (const [command, ending] of written) {
      command.setOptionValue('output', `x${ending}`);
      expect(() => chooseFormat(command), `${command.name()} ${ending}`).not.toThrow();
    }
    expect(written.length).toBeGreaterThan(40);
  });

  it('has examples under every command that does something', async () => {
    const program = await wholeProgram(recordedWorld());
    const covered = new Set(shown.map(({ path }) => path));

    expect(leavesOf(program, 'vigil').filter((path) => !covered.has(path))).toEqual([]);
    expect(shown.length).toBeGreaterThan(25);
  });

  it.each(shown)('$path takes its example: $example', async ({ example, path }) => {
    const program = await wholeProgram(recordedWorld());
    const ran: string[] = [];
    for (const command of everyCommand(program)) {
      command.action((..._: unknown[]) => void ran.push(pathOf(command)));
    }

    await program.parseAsync(wordsIn(example).slice(1), { from: 'user' });
    expect(ran).toHaveLength(1);
    expect(path === 'vigil' || ran[0]?.startsWith(path)).toBe(true);
  });

  it.each(shown.filter(({ path }) => runnable.includes(path)))('runs: $example', async (each) => {
    const world = recordedWorld();
    const words = wordsIn(each.example).slice(1);
    if (each.path === 'vigil unsuppress') suppressFirst();

    const code = await vigil(words.map(withId), world);

    // 2 is what could not run; a verdict may be any.
    expect(code, world.stderr()).not.toBe(2);
    expect(`${world.stdout()}${world.stderr()}`).not.toBe('');
  });
});

const advisory = {
  id: 'OSV-1',
  modified: '2026-11-01T00:00:00Z',
  affected: [{ package: { ecosystem: 'npm', name: 'left-pad' }, versions: ['1.0.0'] }],
};

const agreed = `
rules:
  - name: keys-move
    match: { check: code/* }
    suppress: true
    reason: they move in May
    until: 2027-05-31
`;

const savedRole = {
  RoleName: 'checkout-role',
  Arn: roleArn('checkout-role'),
  AssumeRolePolicyDocument: {
    Statement: [
      {
        Effect: 'Allow',
        Action: 'sts:AssumeRole',
        Principal: { Service: 'lambda.amazonaws.com' },
      },
    ],
  },
  RolePolicyList: [],
  AttachedManagedPolicies: [],
};

/** A working folder with what the examples name. */
async function someFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'vigil-examples-'));
  const write = (path: string, content: string | Uint8Array) =>
    writeFile(join(folder, path), content);
  await mkdir(join(folder, 'build'));
  await mkdir(join(folder, 'osv'));
  await write('dist.zip', await archiveOf({ 'index.js': 'exports.handler = async () => 1;' }));
  await write('libs.zip', await archiveOf({ 'python/lib.py': 'x = 1' }));
  await write('build/app.py', 'def handler(event, context):\n    return 1\n');
  await write('osv/OSV-1.json', JSON.stringify(advisory));
  await write('cdk.json', '{}');
  await write('vigil.yaml', agreed);
  await write('details.json', JSON.stringify({ RoleDetailList: [savedRole], Policies: [] }));
  const allowed = { Statement: { Effect: 'Allow', Action: '*', Resource: '*' } };
  for (const name of ['root', 'account']) await write(`${name}.json`, JSON.stringify(allowed));

  return folder;
}

function suppressFirst(): void {
  const suppression = { reason: 'moves', until: '2027-05-01T00:00:00.000Z' };
  const finding = { ...some, status: 'suppressed' as const, suppression };

  stack.put(findingItem({ kind: 'suppressed', finding }));
}

/** Ids of examples are those of no finding. */
function withId(word: string): string {
  return word.startsWith('3f9a') ? findingId(some) : word;
}

async function examplesShown(): Promise<readonly Shown[]> {
  const program = await wholeProgram(recordedWorld());

  return everyCommand(program).flatMap((command) => {
    const lines: string[] = [];
    command.configureOutput({ writeOut: (text) => lines.push(...text.split('\n')) });
    command.outputHelp();

    return lines.flatMap((line) =>
      line.startsWith('  $ vigil ') ? [{ path: pathOf(command), example: line.slice(4) }] : [],
    );
  });
}

function everyCommand(command: Command): readonly Command[] {
  return [command, ...command.commands.flatMap(everyCommand)];
}

function commandsOf(command: Command): readonly Command[] {
  return [command, ...command.commands.flatMap(commandsOf)];
}

function leavesOf(command: Command, path: string): readonly string[] {
  if (command.commands.length === 0) return [path];

  return command.commands.flatMap((each) => leavesOf(each, `${path} ${each.name()}`));
}

function pathOf(command: Command): string {
  return command.parent ? `${pathOf(command.parent)} ${command.name()}` : command.name();
}

/** As a shell splits a line, up to where it redirects the output. */
function wordsIn(line: string): readonly string[] {
  const words: readonly string[] = line.match(/"[^"]*"|'[^']*'|\S+/g) ?? [];
  const end = words.indexOf('>');

  return words
    .slice(0, end === -1 ? undefined : end)
    .map((word) => word.replace(/^["']|["']$/g, ''));
}
