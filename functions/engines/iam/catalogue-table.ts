import { placeInService } from './action-catalogue.ts';

/** A cell of a service's line, and whether the action's own entry has a `!` after it. */
export interface Entry {
  readonly cell: string;
  readonly isMarked: boolean;
}

export interface CatalogueTable {
  /** The cells of an action, in whichever case; undefined when AWS knows no such action. */
  readonly of: (action: string) => readonly Entry[] | undefined;
  /** All cells of each service. */
  readonly services: () => ReadonlyMap<string, readonly string[]>;
}

/**
 * A table beside the catalogue, of a line for each service: its prefix; cells; sets of them, by
 * number; and the number of the set that each of its actions has, in the order of the catalogue.
 */
export function catalogueTable(text: string): CatalogueTable {
  let decoded: ReadonlyMap<string, Line> | undefined;
  const lines = () => {
    decoded ??= new Map(text.trim().split('\n').map(decode));

    return decoded;
  };

  return {
    of: (action) => {
      const found = placeInService(action);
      const line = found && lines().get(found.service);

      return line?.sets[line.setOf[found?.place ?? -1] ?? 0];
    },
    services: () => new Map([...lines()].map(([service, { cells }]) => [service, cells])),
  };
}

interface Line {
  readonly cells: readonly string[];
  readonly sets: readonly (readonly Entry[])[];
  /** For each action of the service, which of the sets it has. */
  readonly setOf: readonly number[];
}

function decode(text: string): readonly [string, Line] {
  const [service = '', cells = '', sets = '', setOf = ''] = text.split(' ');
  const all = listed(cells, ',');

  return [
    service,
    {
      cells: all,
      sets: sets.split(',').map((set) => listed(set, '.').map((entry) => entryOf(entry, all))),
      setOf: listed(setOf, ',').map(Number),
    },
  ];
}

function entryOf(entry: string, cells: readonly string[]): Entry {
  return {
    cell: cells[Number.parseInt(entry, 10)] ?? '',
    isMarked: entry.endsWith('!'),
  };
}

function listed(text: string, separator: string): readonly string[] {
  return text === '' ? [] : text.split(separator);
}
