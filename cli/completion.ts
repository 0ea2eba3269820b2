import { Argument, Command } from 'commander';
import { oneOf } from './arguments.ts';
import type { CliContext } from './cli-context.ts';
import { bashCompletion } from './completion/bash.ts';
import { completedCommands } from './completion/completed-command.ts';
import { fishCompletion } from './completion/fish.ts';
import { zshCompletion } from './completion/zsh.ts';
import { examples } from './examples.ts';

const scripts = { bash: bashCompletion, zsh: zshCompletion, fish: fishCompletion };
const shells = ['bash', 'zsh', 'fish'] as const satisfies readonly (keyof typeof scripts)[];

/** @param program every command with its options. */
export function completionCommand(
  { terminal }: Pick<CliContext, 'terminal'>,
  program: () => Promise<Command>,
): Command {
  return new Command('completion')
    .addArgument(
      new Argument('<shell>', 'the shell to complete in')
        .choices(shells)
        .argParser((text) => oneOf(shells, text)),
    )
    .addHelpText(
      'after',
      examples(
        'vigil completion bash > ~/.local/share/bash-completion/completions/vigil',
        'vigil completion zsh > ~/.zfunc/_vigil',
        'vigil completion fish > ~/.config/fish/completions/vigil.fish',
      ),
    )
    .action(async (shell: keyof typeof scripts) => {
      terminal.out(scripts[shell](completedCommands(await program())));
    });
}
