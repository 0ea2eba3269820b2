import { BEHIND_NPX, VIGIL_NAMES } from './command-names.ts';
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
# What is typed behind the name of the command, which npx may stand before.
function __vigil_words
    set -l words (commandline -opc)
    if test "$words[1]" = npx
        while not string match -q ${BEHIND_NPX.map(isName).join('; and not string match -q ')}
            set -e words[1]
            test (count $words) -gt 0; or return 1
        end
    end
    set -e words[1]
    printf '%s\\n' $words
end

function __vigil_is_at
    set -l at ''
    set -l words (__vigil_words); or return 1
    for word in $words
        switch "$at $word"
            case ${known.map(({ path }) => `'${path.includes(' ') ? path : ` ${path}`}'`).join(' ')}
                set at (string trim -- "$at $word")
        end
    end
    test "$at" = "$argv[1]"
end

complete -c vigil -f
complete -c lambda-vigil -f
for vigil in ${VIGIL_NAMES.join(' ')} npx
${commands
  .flatMap((command) => linesOf(command, commands))
  .map((line) => `    ${line}`)
  .join('\n')}
end`;
}

/** `-- vigil "$words[1]"` */
function isName(pattern: string): string {
  return `-- ${quoted(pattern)} "$words[1]"`;
}

function linesOf(
  command: CompletedCommand,
  commands: readonly CompletedCommand[],
): readonly string[] {
  const { path, options, takes } = command;
  const start = `complete -c $vigil -n ${quoted(`__vigil_is_at ${quoted(path)}`)}`;
  const below = commandsBehind(path, commands).map(
    (each) => `${start} -f -a ${nameOf(each)} -d ${quoted(each.about)}`,
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

  return [`${start} -f -a ${quoted(takes.join(' '))}`];
}

function valueFlags(takes: Completed | undefined): string {
  if (takes === undefined) return '';
  if (takes === 'path') return ' -r -F';

  return takes === 'anything' ? ' -x' : ` -x -a ${quoted(takes.join(' '))}`;
}
