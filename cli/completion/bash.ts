import { BEHIND_NPX, VIGIL_NAMES } from './command-names.ts';
import {
  type Completed,
  type CompletedCommand,
  commandsBehind,
  nameOf,
} from './completed-command.ts';

/** A script for bash 3.2, which macOS still has, and later. */
export function bashCompletion(commands: readonly CompletedCommand[]): string {
  const known = commands.filter(({ path }) => path !== '');

  return `# What completes vigil in bash. Made by: vigil completion bash
_vigil() {
  local current="\${COMP_WORDS[COMP_CWORD]}" previous="\${COMP_WORDS[COMP_CWORD-1]}" at='' word
  COMPREPLY=()
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case "$at $word" in
      ${known.map(({ path }) => `'${path.includes(' ') ? path : ` ${path}`}'`).join('|')}) at="\${at:+$at }$word" ;;
    esac
  done

  case "$at:$previous" in
${commands.flatMap(valuesOf).join('\n')}
  esac
  case "$at" in
${commands.map((command) => wordsOf(command, commands)).join('\n')}
  esac
}
complete -o filenames -F _vigil ${VIGIL_NAMES.join(' ')}

# npx, with or without options of its own, before a name of vigil or its package.
_vigil_npx() {
  local at
  COMPREPLY=()
  for ((at = 1; at < COMP_CWORD; at++)); do
    case "\${COMP_WORDS[at]}" in
      ${BEHIND_NPX.join('|')}) COMP_WORDS=("\${COMP_WORDS[@]:at}"); COMP_CWORD=$((COMP_CWORD - at)); _vigil; return ;;
    esac
  done
}
complete -o filenames -o bashdefault -o default -F _vigil_npx npx`;
}

/** What follows an option that takes a value. */
function valuesOf({ path, options }: CompletedCommand): readonly string[] {
  return options.flatMap(({ flag, takes }) =>
    takes === undefined ? [] : [`    '${path}:${flag}') ${replyOf(takes)}; return ;;`],
  );
}

function wordsOf(command: CompletedCommand, commands: readonly CompletedCommand[]): string {
  const flags = command.options.map(({ flag }) => flag);
  const below = commandsBehind(command.path, commands).map(nameOf);
  const words = Array.isArray(command.takes) ? [...below, ...command.takes] : below;
  const otherwise = command.takes === 'path' ? replyOf('path') : replyOf(words);

  return `    '${command.path}') if [[ $current == -* ]]; then ${replyOf(flags)}; else ${otherwise}; fi ;;`;
}

function replyOf(takes: Completed): string {
  if (takes === 'path') return `local IFS=$'\\n'; COMPREPLY=($(compgen -f -- "$current"))`;
  if (takes === 'anything' || takes.length === 0) return 'COMPREPLY=()';

  return `COMPREPLY=($(compgen -W '${takes.join(' ')}' -- "$current"))`;
}
