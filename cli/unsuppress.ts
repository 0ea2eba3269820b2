import { Command } from 'commander';
import { unsuppress } from '../functions/domain/suppression.ts';
import { changeFinding } from './change-finding.ts';
import type { CliContext } from './cli-context.ts';
import { examples } from './examples.ts';
import { options } from './options.ts';

export function unsuppressCommand(context: CliContext): Command {
  return new Command('unsuppress')
    .argument('<finding...>', 'its id or the beginning of it, or TARGET_ARN CHECK SUBJECT')
    .addOption(options.stack())
    .addHelpText('after', examples('vigil unsuppress 3f9a'))
    .action((words: string[], { stack }: { readonly stack: string }) =>
      changeFinding(context, { stack, words }, unsuppress),
    );
}
