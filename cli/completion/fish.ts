import {
  type Completed,
  type CompletedCommand,
  commandsBehind,
  nameOf,
} from './completed-command.ts';
import { quoted } from './quoted.ts';

/** Lines for fish, which knows by itself when an option takes a value. */
export function fishCompletion(commands: readonly CompletedCommand[]): string {
  const known = commands.filter(({ path }) => path !== '');

  return `# What completes vigil in fish. Made by: vigil completion fish
function __vigil_is_at
    set -l at ''
    for word in (commandline -opc)[2..-1]
        switch "$at $word"
            case ${known.map(({ path }) => `'${path.includes(' ') ? path : ` ${path}`}'`).join(' ')}
                set at (string trim -- "$at $word")
        end
    end
    test "$at" = "$argv[1]"
end

complete -c vigil -f
${commands.flatMap((command) => linesOf(command, commands)).join('\n')}`;
}

function linesOf(
  command: CompletedCommand,
  commands: readonly CompletedCommand[],
): readonly string[] {
  const { path, options, takes } = command;
  const start = `complete -c vigil -n ${quoted(`__vigil_is_at ${quoted(path)}`)}`;
  const below = commandsBehind(path, commands).map(
    (each) => `${start} -a ${nameOf(each)} -d ${quoted(each.about)}`,
  );
  const flags = options.map(
    ({ flag, about, takes: value }) =>
      `${start} -l ${flag.slice(2)}${valueFlags(value)} -d ${quoted(about)}`,
  );

  return [...below, ...argumentOf(start, takes), ...flags];
}

function argumentOf(start: string, takes: Completed): readonly string[] {
  if (takes === 'path') return [`${start} -F`];
  if (takes === 'anything' || takes.length === 0) return [];

  return [`${start} -a ${quoted(takes.join(' '))}`];
}

function valueFlags(takes: Completed | undefined): string {
  if (takes === undefined) return '';
  if (takes === 'path') return ' -r -F';

  return takes === 'anything' ? ' -x' : ` -x -a ${quoted(takes.join(' '))}`;
}
