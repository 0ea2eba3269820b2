import { Command } from 'commander';
import type { CliContext, SetExitCode } from './cli-context.ts';
import { examples } from './examples.ts';
import { inspectPackageCommand } from './inspect-package.ts';
import { inspectRolesCommand } from './inspect-roles.ts';

export function inspectCommand(context: CliContext, setExitCode: SetExitCode): Command {
  return new Command('inspect')
    .addHelpText(
      'after',
      examples('vigil inspect package dist.zip', 'vigil inspect roles details.json'),
    )
    .addCommand(inspectPackageCommand(context, setExitCode))
    .addCommand(inspectRolesCommand(context, setExitCode));
}
