import { Command } from 'commander';
import type { CliContext, SetExitCode } from './cli-context.ts';
import { examples } from './examples.ts';
import { rulesCheckCommand } from './rules-check.ts';

export function rulesCommand(context: CliContext, setExitCode: SetExitCode): Command {
  return new Command('rules')
    .addHelpText('after', examples('vigil rules check', 'vigil rules check vigil.yaml --offline'))
    .addCommand(rulesCheckCommand(context, setExitCode));
}
