import type { Command, Option } from 'commander';
import { checkIds, scannerNames } from '../../functions/checks/index.ts';
import { severities } from '../../functions/core/severity.ts';
import { regions } from '../../functions/data/regions.ts';
import { statuses } from '../../functions/domain/finding.ts';
import { frameworkNames } from '../../functions/domain/frameworks.ts';

/** What may stand at a place of the command line: certain words, a path, or what no one can list. */
export type Completed = readonly string[] | 'path' | 'anything';

export interface CompletedCommand {
  /** What is typed before it: empty for the program itself, `inspect package` for one within another. */
  readonly path: string;
  readonly about: string;
  readonly options: readonly CompletedOption[];
  /** What stands where no option does, commands apart. */
  readonly takes: Completed;
}

export interface CompletedOption {
  /** `--severity` */
  readonly flag: string;
  readonly about: string;
  /** Undefined for one without a value. */
  readonly takes?: Completed | undefined;
}

/** Of a program all commands, itself first. */
export function completedCommands(program: Command): readonly CompletedCommand[] {
  return commandsIn(program, '');
}

/** Those that are typed directly behind a path. */
export function commandsBehind(
  path: string,
  commands: readonly CompletedCommand[],
): readonly CompletedCommand[] {
  const start = path === '' ? '' : `${path} `;

  return commands.filter(
    (each) =>
      each.path !== '' &&
      each.path.startsWith(start) &&
      !each.path.slice(start.length).includes(' '),
  );
}

/** The last word of its path. */
export function nameOf({ path }: CompletedCommand): string {
  return path.split(' ').at(-1) ?? '';
}

function commandsIn(command: Command, path: string): readonly CompletedCommand[] {
  const [argument] = command.registeredArguments;
  const choices = argument?.argChoices;
  const own: CompletedCommand = {
    path,
    about: command.description(),
    options: command.createHelp().visibleOptions(command).flatMap(optionOf),
    takes: argument === undefined ? [] : (choices ?? takenAs(argument.name())),
  };
  const below = command.commands.flatMap((each) =>
    commandsIn(each, path === '' ? each.name() : `${path} ${each.name()}`),
  );

  return [own, ...below];
}

function optionOf({ long, description, required, optional, ...option }: Option) {
  if (!long) return [];
  const takes =
    required || optional ? (option.argChoices ?? takenAs(placeholderOf(option))) : undefined;

  return [{ flag: long, about: description, takes }];
}

/** `severity` of `--severity <severity>`: the last word, in brackets. */
function placeholderOf({ flags }: Pick<Option, 'flags'>): string {
  return flags.split(' ').at(-1)?.slice(1, -1) ?? '';
}

function takenAs(placeholder: string): Completed {
  return lists[placeholder] ?? (paths.has(placeholder) ? 'path' : 'anything');
}

/** By what stands between the brackets of a flag or an argument. */
const lists: Readonly<Record<string, readonly string[]>> = {
  severity: severities,
  status: [...statuses, 'all'],
  scanners: scannerNames,
  check: checkIds,
  checks: checkIds,
  framework: frameworkNames,
  region: regions,
  regions,
};

const paths: ReadonlySet<string> = new Set(['file', 'folder', 'zip', 'path', 'what', 'source']);
