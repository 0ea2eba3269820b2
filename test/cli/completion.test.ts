import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { vigil, wholeProgram } from '../../cli/program.ts';
import { checkIds, scannerNames } from '../../functions/checks/index.ts';
import { severities } from '../../functions/core/severity.ts';
import { recordedWorld } from './world.ts';

const hasBash = existsSync('/bin/bash');
const FISH = '/usr/bin/fish';
const program = await wholeProgram(recordedWorld());
const names = program.commands.map((command) => command.name());

describe('vigil completion', () => {
  it.each(['bash', 'zsh', 'fish'])('names every command and every check in %s', async (shell) => {
    const script = await scriptFor(shell);

    for (const word of [...names, ...checkIds, ...scannerNames]) expect(script).toContain(word);
  });

  it('refuses a shell that it does not know', async () => {
    const world = recordedWorld();

    expect(await vigil(['completion', 'tcsh'], world)).toBe(2);
    expect(world.stderr()).toContain('bash, zsh, fish');
  });

  it('gives zsh and fish each option with what it is about', async () => {
    expect(await scriptFor('zsh')).toContain("'--severity:of this severity or worse'");
    expect(await scriptFor('fish')).toContain(
      `-l severity -x -a 'info low medium high critical' -d 'of this severity or worse'`,
    );
  });

  it('has fish ask by the path of a command within another', async () => {
    expect(await scriptFor('fish')).toMatch(
      /^ {4}complete -c \$vigil -n '__vigil_is_at '"'"'inspect package'"'"'' -l runtime -x /m,
    );
  });
});

describe.skipIf(!hasBash)('completion in bash', () => {
  it.each([
    { typed: ['fin'], offers: ['findings'] },
    { typed: ['inspect', ''], offers: ['package', 'roles'] },
    { typed: ['findings', '--severity', ''], offers: severities },
    { typed: ['findings', '--fail-on', 'h'], offers: ['high'] },
    { typed: ['findings', '--stack', 'inspect', '--sev'], offers: ['--severity'] },
    { typed: ['scan', '--only', 'c'], offers: ['code'] },
    { typed: ['inspect', 'package', '--runt'], offers: ['--runtime'] },
    {
      typed: ['findings', '--check', 'usage/idle'],
      offers: checkIds.filter((id) => id.startsWith('usage/idle')),
    },
    { by: 'npx', typed: ['--no-install', 'vigil', 'fin'], offers: ['findings'] },
    { by: 'npx', typed: ['./lambda-vigil-0.1.0.tgz', 'inspect', ''], offers: ['package', 'roles'] },
    { by: 'npx', typed: ['--no-install', 'lambda-vigil', 'scan', '--only', 'c'], offers: ['code'] },
    { by: 'npx', typed: ['cowsay', 'fin'], offers: [] },
    { by: 'npx', typed: ['vig'], offers: [] },
    { typed: ['completion', ''], offers: ['bash', 'zsh', 'fish'] },
    { typed: ['--region', 'eu-sou'], offers: ['eu-south-1', 'eu-south-2'] },
    { typed: ['findings', '--framework', ''], offers: ['owasp', 'csa', 'fsbp', 'cis'] },
    { typed: ['findings', ''], offers: [] },
    { typed: ['findings', '--since', ''], offers: [] },
  ])('offers $offers after $by $typed', async ({ typed, offers, by = 'vigil' }: Typed) => {
    expect((await offered(typed, { by })).toSorted()).toEqual([...offers].toSorted());
  });

  it('offers files where a command takes one, whatever they are called', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'vigil-'));
    writeFileSync(join(folder, 'my roles.json'), '');

    expect(await offered(['inspect', 'roles', 'my'], { cwd: folder })).toEqual(['my roles.json']);
    rmSync(folder, { recursive: true });
  });
});

// Few machines have fish: where one does, it is asked; what its script says is held above on every one.
const fishes = [FISH].filter((path) => existsSync(path));

describe('completion in fish', () => {
  it('has its script', async () => {
    expect(await scriptFor('fish')).toContain('complete -c vigil');
  });

  it.each(
    fishes.length === 0
      ? []
      : [
          { line: 'vigil fin', offers: ['findings'] },
          { line: 'vigil inspect ', offers: ['package', 'roles'] },
          { line: 'vigil findings --severity ', offers: severities },
          { line: 'vigil inspect package --runt', offers: ['--runtime'] },
          { line: 'lambda-vigil fin', offers: ['findings'] },
          { line: 'npx --no-install vigil inspect ', offers: ['package', 'roles'] },
          { line: 'npx ./lambda-vigil-0.1.0.tgz inspect package --runt', offers: ['--runtime'] },
        ],
  )('offers $offers after $line', async ({ line, offers }) => {
    expect((await offeredByFish(line)).toSorted()).toEqual([...offers].toSorted());
  });
});

interface Typed {
  readonly typed: readonly string[];
  readonly offers: readonly string[];
  /** @default vigil */
  readonly by?: string;
}

async function scriptFor(shell: string): Promise<string> {
  const world = recordedWorld();

  expect(await vigil(['completion', shell], world)).toBe(0);
  return world.stdout();
}

/** What fish shows behind a line. */
async function offeredByFish(line: string): Promise<readonly string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'vigil-'));
  const script = join(folder, 'vigil.fish');
  writeFileSync(script, await scriptFor('fish'));
  const ask = `source ${script}; complete -C ${JSON.stringify(line)}`;
  const output = execFileSync(FISH, ['--no-config', '-c', ask], { encoding: 'utf8', cwd: folder });
  rmSync(folder, { recursive: true });

  return output.split('\n').flatMap((each) => (each === '' ? [] : [each.split('\t')[0] ?? '']));
}

/** What the Tab key shows behind these words, the last of which is being typed. */
async function offered(
  typed: readonly string[],
  { cwd, by = 'vigil' }: { readonly cwd?: string; readonly by?: string },
): Promise<readonly string[]> {
  const script = await scriptFor('bash');
  const ask = `${script}
    COMP_WORDS=(${by} "$@"); COMP_CWORD=$#
    $(complete -p ${by} | grep -o '_vigil[a-z_]*')
    printf '%s\\n' "\${COMPREPLY[@]}"`;
  const output = execFileSync('/bin/bash', ['-c', ask, 'bash', ...typed], {
    encoding: 'utf8',
    ...(cwd && { cwd }),
  });

  return output.split('\n').filter((line) => line !== '');
}
