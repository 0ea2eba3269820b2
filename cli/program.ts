import { Command, CommanderError } from 'commander';
import { printable } from '../functions/domain/notification/plain-text.ts';
import type { ChosenAccount } from './aws/chosen-account.ts';
import type { CliContext, ExitCode, SetExitCode } from './cli-context.ts';
import { examples } from './examples.ts';
import { chooseFormat } from './output-format.ts';
import { version } from './package-manifest.ts';
import type { Terminal } from './terminal.ts';
import { usageSentence } from './usage-sentence.ts';

/** Runs the command line. Whatever goes wrong is one sentence and a code: it never throws. */
export async function vigil(args: readonly string[], context: CliContext): Promise<ExitCode> {
  let code: ExitCode = 0;

  try {
    const program = await programFor(args, context, (given) => {
      code = given;
    });
    await program.parseAsync(args, { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;

    // Loaded for this alone: it knows the errors of every service.
    const { sentenceFor } = await import('./sentence-for.ts');
    context.terminal.err(`vigil: ${printable(sentenceFor(error))}`);
    return 2;
  }
}

interface Part {
  readonly name: string;
  readonly about: string;
  load(): Promise<(context: CliContext, setExitCode: SetExitCode) => Command>;
}

/** What a command takes to run is loaded when it is asked for: each starts without the others. */
const parts: readonly Part[] = [
  {
    name: 'findings',
    about: 'list findings, the worst first',
    load: async () => (await import('./findings.ts')).findingsCommand,
  },
  {
    name: 'diff',
    about: 'list what has changed since the last night, or between two dates',
    load: async () => (await import('./diff.ts')).diffCommand,
  },
  {
    name: 'show',
    about: 'show one finding in full: why it matters, evidence, fix, history',
    load: async () => (await import('./show.ts')).showCommand,
  },
  {
    name: 'coverage',
    about: 'list what was not covered, and why',
    load: async () => (await import('./coverage.ts')).coverageCommand,
  },
  {
    name: 'report',
    about: 'write everything as one self-contained HTML page',
    load: async () => (await import('./report.ts')).reportCommand,
  },
  {
    name: 'scan',
    about: 'run the deployed scanners and the digest now, and wait until they finish',
    load: async () => (await import('./scan.ts')).scanCommand,
  },
  {
    name: 'audit',
    about: 'audit the account from here: nothing is deployed, nothing is stored',
    load: async () => (await import('./audit.ts')).auditCommand,
  },
  {
    name: 'deploy',
    about: 'deploy the scanners to the account, or update them',
    load: async () => (await import('./deploy.ts')).deployCommandOf,
  },
  {
    name: 'member-template',
    about: 'print the template of the roles that an account named in accounts needs',
    load: async () => (await import('./member-template.ts')).memberTemplateCommand,
  },
  {
    name: 'inspect',
    about: 'inspect a package or saved roles, without AWS',
    load: async () => (await import('./inspect.ts')).inspectCommand,
  },
  {
    name: 'policy',
    about: 'print the least that a function needs of what its role is allowed, with reasons',
    load: async () => (await import('./policy.ts')).policyCommand,
  },
  {
    name: 'sbom',
    about: 'list the packages of a deployed function, a zip or a folder, as CycloneDX 1.6',
    load: async () => (await import('./sbom.ts')).sbomCommand,
  },
  {
    name: 'suppress',
    about: 'accept a finding until a date, with a reason',
    load: async () => (await import('./suppress.ts')).suppressCommand,
  },
  {
    name: 'unsuppress',
    about: 'open a suppressed finding again',
    load: async () => (await import('./unsuppress.ts')).unsuppressCommand,
  },
  {
    name: 'rules',
    about: 'check vigil.yaml: what each of its rules selects, and which select nothing',
    load: async () => (await import('./rules.ts')).rulesCommand,
  },
  {
    name: 'explain',
    about: 'explain a check: what it looks for, why, how to fix it, what it reads',
    load: async () => (await import('./explain.ts')).explainCommand,
  },
  {
    name: 'doctor',
    about: 'check credentials, rights, the deployment, its last night, the trail and the feeds',
    load: async () => (await import('./doctor.ts')).doctorCommand,
  },
  {
    name: 'init',
    about: 'write a stack with lambda-vigil into a CDK app',
    load: async () => (await import('./init.ts')).initCommand,
  },
  {
    name: 'completion',
    about: 'print what completes commands, options and checks in bash, zsh or fish',
    load: async () => {
      const { completionCommand } = await import('./completion.ts');
      return (context) => completionCommand(context, () => wholeProgram(context));
    },
  },
];

/** Source: exitCodeFor, and docs/adr/0026-exit-codes.md. */
const exitCodes = `
Exit codes:
  0  nothing failed
  1  --fail-on: a finding of that severity or worse is open;
     rules check --strict: a rule selects nothing, or has ended
  2  the command could not run: wrong usage, input that cannot be read, a name that matches nothing
  3  --fail-on or --strict: something that was asked about could not be checked;
     inspect package: nothing of the code could be checked`;

/** Every command with its options, for what speaks of all of them: completion, and tests of the help. */
export function wholeProgram(context: CliContext): Promise<Command> {
  return programOf(
    context,
    () => {},
    () => true,
  );
}

/** The command that is asked for, and of the others what the list of commands says. */
function programFor(
  args: readonly string[],
  context: CliContext,
  setExitCode: SetExitCode,
): Promise<Command> {
  const [first, second] = wordsOf(args);
  const asked = first === 'help' ? second : first;

  return programOf(context, setExitCode, (name) => name === asked);
}

async function programOf(
  context: CliContext,
  setExitCode: SetExitCode,
  isWhole: (name: string) => boolean,
): Promise<Command> {
  const program = new Command('vigil')
    .description(
      'Reads, reports and suppresses what lambda-vigil found in the Lambda functions of an account.',
    )
    .version(version)
    .option(
      '--region <region>',
      'the region to use, of any command; else AWS_REGION or the profile has it',
    )
    .option('--profile <name>', 'the profile of the AWS configuration to use, of any command')
    .hook('preAction', chooseWhere)
    .hook('preAction', (_, command) => chooseFormat(command))
    .addHelpText('after', examples('vigil findings --severity high', 'vigil scan', 'vigil audit'))
    .addHelpText('after', exitCodes);

  for (const { name, about, load } of parts) {
    const command = isWhole(name) ? (await load())(context, setExitCode) : new Command(name);
    program.addCommand(command.description(about));
  }
  speakThrough(context.terminal, program);
  return program;
}

/** Without the options of the program itself, which may stand before a command. */
function wordsOf(args: readonly string[]): readonly string[] {
  return args.filter(
    (word, index) => !word.startsWith('-') && !takesValue.includes(args[index - 1] ?? ''),
  );
}

const takesValue: readonly string[] = ['--region', '--profile'];

/** A command that asks nothing of AWS starts without knowing how. */
async function chooseWhere(program: Command): Promise<void> {
  const chosen = program.opts<ChosenAccount>();
  if (chosen.region === undefined && chosen.profile === undefined) return;

  const { chooseAccount } = await import('./aws/chosen-account.ts');
  chooseAccount(chosen);
}

function speakThrough(terminal: Terminal, command: Command): void {
  for (const part of command.commands) speakThrough(terminal, part);
  command
    .exitOverride()
    .configureHelp({ showGlobalOptions: true })
    .configureOutput({
      writeOut: (text) => terminal.out(text.trimEnd()),
      writeErr: (text) => terminal.err(text.trimEnd()),
      outputError: (text, write) => write(`vigil: ${printable(usageSentence(text, command))}`),
      getOutHelpWidth: () => terminal.columns,
      getErrHelpWidth: () => terminal.columns,
    });
}
