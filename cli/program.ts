import { Command, CommanderError } from 'commander';
import { printable } from '../functions/domain/message/plain-text.ts';
import { auditCommand } from './audit.ts';
import { coverageCommand } from './coverage.ts';
import { sentenceFor } from './failure.ts';
import { findingsCommand } from './findings.ts';
import { inspectCommand } from './inspect.ts';
import { examples } from './options.ts';
import { reportCommand } from './report.ts';
import { sbomCommand } from './sbom.ts';
import { scanCommand } from './scan.ts';
import { showCommand } from './show.ts';
import { suppressCommand } from './suppress.ts';
import type { Terminal } from './terminal.ts';
import { unsuppressCommand } from './unsuppress.ts';
import type { ExitCode, World } from './world.ts';

/** Runs the command line. Whatever goes wrong is one sentence and a code: it never throws. */
export async function vigil(args: readonly string[], world: World): Promise<ExitCode> {
  let code: ExitCode = 0;

  try {
    await programFor(world, (given) => {
      code = given;
    }).parseAsync(args, { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;

    world.terminal.err(`vigil: ${printable(sentenceFor(error))}`);
    return 2;
  }
}

function programFor(world: World, end: (code: ExitCode) => void): Command {
  const program = new Command('vigil')
    .description('What lambda-vigil has found in the Lambda functions of an account.')
    .addHelpText('after', examples('vigil findings --severity high', 'vigil scan', 'vigil audit'));
  const commands = [
    findingsCommand(world, end),
    showCommand(world),
    coverageCommand(world, end),
    reportCommand(world, end),
    scanCommand(world, end),
    auditCommand(world, end),
    inspectCommand(world, end),
    sbomCommand(world),
    suppressCommand(world),
    unsuppressCommand(world),
  ];

  for (const command of commands) program.addCommand(command);
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
