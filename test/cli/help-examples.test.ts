import type { Command } from 'commander';
import { beforeEach, describe, expect, it } from 'vitest';
import { vigil, wholeProgram } from '../../cli/program.ts';
import { deployedStack } from './deployed.ts';
import { functionArn, sampleFinding, wholeCoverage } from './samples.ts';
import { recordedWorld } from './world.ts';

interface Shown {
  readonly path: string;
  readonly example: string;
}

const shown = await examplesShown();
const stack = deployedStack();

beforeEach(() => {
  const targets = ['shop-mailer', 'checkout', 'checkout-refunds'].map(functionArn);

  stack.reset({
    findings: targets.map((target) => sampleFinding({ target })),
    coverage: wholeCoverage(...targets),
  });
});

describe('what help shows', () => {
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

  it.each(
    shown.filter(({ example }) => /^vigil (?:findings|coverage|completion) /.test(`${example} `)),
  )('runs on a deployed stack: $example', async ({ example }) => {
    const world = recordedWorld();
    const code = await vigil(wordsIn(example).slice(1), world);

    expect(world.stderr()).toBe('');
    expect(code).toBe(0);
    expect(world.stdout()).not.toBe('');
  });
});

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
