import { Command, CommanderError } from 'commander';
import { printable } from '../functions/domain/notification/plain-text.ts';
import { examples } from './examples.ts';
import { sentenceFor } from './failure.ts';
import type { Terminal } from './terminal.ts';
import type { End, ExitCode, World } from './world.ts';

/** Runs the command line. Whatever goes wrong is one sentence and a code: it never throws. */
export async function vigil(args: readonly string[], world: World): Promise<ExitCode> {
  let code: ExitCode = 0;

  try {
    const program = await programFor(args, world, (given) => {
      code = given;
    });
    await program.parseAsync(args, { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;

    world.terminal.err(`vigil: ${printable(sentenceFor(error))}`);
    return 2;
  }
}

interface Part {
  readonly name: string;
  readonly about: string;
  load(): Promise<(world: World, end: End) => Command>;
}

/** What a command takes to run is loaded when it is asked for: each starts without the others. */
const parts: readonly Part[] = [
  {
    name: 'findings',
    about: 'list findings, the worst first',
    load: async () => (await import('./findings.ts')).findingsCommand,
  },
  {
    name: 'show',
    about: 'show one finding in full: why it matters, evidence, fix, history',
    load: async () => (await import('./show.ts')).showCommand,
  },
  {
    name: 'coverage',
    about: 'list what could not be seen, and why',
    load: async () => (await import('./coverage.ts')).coverageCommand,
  },
  {
    name: 'report',
    about: 'write all of it as one page of HTML that needs nothing else',
    load: async () => (await import('./report.ts')).reportCommand,
  },
  {
    name: 'scan',
    about: 'run the deployed scanners and the digest now, and wait for their end',
    load: async () => (await import('./scan.ts')).scanCommand,
  },
  {
    name: 'audit',
    about: 'audit the account from here: nothing is deployed, nothing is stored',
    load: async () => (await import('./audit.ts')).auditCommand,
  },
  {
    name: 'inspect',
    about: 'look at what you have saved or built, without AWS',
    load: async () => (await import('./inspect.ts')).inspectCommand,
  },
  {
    name: 'sbom',
    about: 'what a deployed function, a zip or a folder is made of, as CycloneDX 1.6',
    load: async () => (await import('./sbom.ts')).sbomCommand,
  },
  {
    name: 'suppress',
    about: 'accept a finding until a day, for a reason',
    load: async () => (await import('./suppress.ts')).suppressCommand,
  },
  {
    name: 'unsuppress',
    about: 'open a suppressed finding again',
    load: async () => (await import('./unsuppress.ts')).unsuppressCommand,
  },
];

/** Source: exitCodeFor, and docs/adr/0026-exit-codes.md. */
const exitCodes = `
Exit codes:
  0  nothing fails
  1  --fail-on: a finding of that severity or worse is open
  2  it could not be asked: usage, input that cannot be read, a name that nothing has
  3  --fail-on or --strict: something that was asked about could not be checked`;

async function programFor(args: readonly string[], world: World, end: End): Promise<Command> {
  const program = new Command('vigil')
    .description('What lambda-vigil has found in the Lambda functions of an account.')
    .addHelpText('after', examples('vigil findings --severity high', 'vigil scan', 'vigil audit'))
    .addHelpText('after', exitCodes);
  const [first, second] = args;
  const asked = first === 'help' ? second : first;

  for (const { name, about, load } of parts) {
    const command = name === asked ? (await load())(world, end) : new Command(name);
    program.addCommand(command.description(about));
  }
  speakThrough(world.terminal, program);
  return program;
}

function speakThrough(terminal: Terminal, command: Command): void {
  for (const part of command.commands) speakThrough(terminal, part);
  command.exitOverride().configureOutput({
    writeOut: (text) => terminal.out(text.trimEnd()),
    writeErr: (text) => terminal.err(text.trimEnd()),
    outputError: (text, write) => write(`vigil: ${sentenceOf(text)}`),
    getOutHelpWidth: () => terminal.columns,
    getErrHelpWidth: () => terminal.columns,
  });
}

/** Commander says "error: …", and on a further line what may have been meant. */
function sentenceOf(text: string): string {
  const [first = '', ...rest] = text.trim().split('\n');

  return [first.replace(/^error: /, ''), ...rest].map(printable).join(' ');
}
