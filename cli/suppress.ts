import { Command, Option } from 'commander';
import { suppress } from '../functions/domain/suppression.ts';
import { dayOf } from './arguments.ts';
import { changeFinding } from './change-finding.ts';
import type { CliContext } from './cli-context.ts';
import { examples } from './examples.ts';
import { options } from './options.ts';

interface SuppressOptions {
  readonly stack: string;
  readonly reason: string;
  readonly until: string;
}

export function suppressCommand(context: CliContext): Command {
  return new Command('suppress')
    .argument('<finding...>', 'its id or the beginning of it, or TARGET_ARN CHECK SUBJECT')
    .addOption(new Option('--reason <text>', 'why it is accepted').makeOptionMandatory())
    .addOption(
      new Option('--until <date>', 'when it counts as open again: at most a year from now')
        .argParser(dayOf)
        .makeOptionMandatory(),
    )
    .addOption(options.stack())
    .addHelpText(
      'after',
      examples('vigil suppress 3f9a --reason "moves to SSO in May" --until 2027-05-31'),
    )
    .action((words: string[], { stack, reason, until }: SuppressOptions) =>
      changeFinding(context, { stack, words }, (finding, now, by) =>
        suppress(finding, { reason, until, by }, now),
      ),
    );
}
