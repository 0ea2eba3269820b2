import { BEHIND_NPX, VIGIL_NAMES } from './command-names.ts';
import {
  type Completed,
  type CompletedCommand,
  commandsBehind,
  nameOf,
} from './completed-command.ts';
import { quoted } from './quoted.ts';

/** A function for zsh, from a file that is named _vigil or sourced. */
export function zshCompletion(commands: readonly CompletedCommand[]): string {
  const known = commands.filter(({ path }) => path !== '');

  return `#compdef ${VIGIL_NAMES.join(' ')} npx
# What completes vigil in zsh. Made by: vigil completion zsh
_vigil_command() {
  local at='' word
  local -a offered
  for word in \${words[2,CURRENT-1]}; do
    case "$at $word" in
      ${known.map(({ path }) => `'${path.includes(' ') ? path : ` ${path}`}'`).join('|')}) at="\${at:+$at }$word" ;;
    esac
  done

  case "$at:\${words[CURRENT-1]}" in
${commands.flatMap(valuesOf).join('\n')}
  esac
  case "$at" in
${commands.map((command) => wordsOf(command, commands)).join('\n')}
  esac
}

# npx, with or without options of its own, before a name of vigil or its package.
_vigil() {
  if [[ "$service" != npx ]]; then _vigil_command; return; fi
  local -i at
  for ((at = 2; at < CURRENT; at++)); do
    case "\${words[at]}" in
      ${BEHIND_NPX.join('|')})
        words=("\${(@)words[at,-1]}"); CURRENT=$((CURRENT - at + 1)); _vigil_command; return ;;
    esac
  done
  _default
}

if [[ "\${funcstack[1]}" == _vigil ]]; then _vigil "$@"; else compdef _vigil ${VIGIL_NAMES.join(' ')} npx; fi`;
}

function valuesOf({ path, options }: CompletedCommand): readonly string[] {
  return options.flatMap(({ flag, takes }) =>
    takes === undefined ? [] : [`    '${path}:${flag}') ${offerOf(takes)}; return ;;`],
  );
}

function wordsOf(command: CompletedCommand, commands: readonly CompletedCommand[]): string {
  const { path, options, takes } = command;
  const flags = options.map(({ flag, about }) => quoted(`${flag}:${about}`));
  const below = commandsBehind(path, commands).map((each) =>
    quoted(`${nameOf(each)}:${each.about}`),
  );
  const otherwise =
    below.length > 0 ? `offered=(${below.join(' ')}); _describe command offered` : offerOf(takes);

  return `    '${path}') if [[ $PREFIX == -* ]]; then offered=(${flags.join(' ')}); _describe -o option offered; else ${otherwise}; fi ;;`;
}

function offerOf(takes: Completed): string {
  if (takes === 'path') return '_files';
  if (takes === 'anything' || takes.length === 0) return ':';

  return `compadd -- ${takes.join(' ')}`;
}
