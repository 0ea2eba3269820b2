import { isKeptOfPeople, type KeptRecords, type PersonalKind as Kind } from './kept-records.ts';

/** How much of a table a call reads. */
export interface TableRead {
  /** Whether it reads more than one item: of one, what has passwords alone is handed out. */
  readonly isAll: boolean;
  readonly isByContact: boolean;
}

/** Which tables keep what is personal, found out once for each by what the code puts into it. */
export class PersonalTables {
  readonly #kindOf: (table: string) => Kind | undefined;
  readonly #known = new Map<string, Kind | undefined>();

  constructor(kindOf: (table: string) => Kind | undefined) {
    this.#kindOf = kindOf;
  }

  /**
   * What is read of a table: by what it is called where all of it is, else by the fields that are put into it.
   *
   * @param of what it is called, as the code says it.
   */
  readOf(table: string, of: string, { isAll, isByContact }: TableRead): KeptRecords | undefined {
    if (!this.#known.has(table) && this.#known.size < MOST_TABLES) {
      this.#known.set(table, this.#kindOf(table));
    }
    const kind = this.#known.get(table);
    if (kind === 'credentials') return { kind, of };

    return isAll && (kind === 'records' || isKeptOfPeople(of))
      ? { kind: 'records', of, isByContact }
      : undefined;
  }
}

const MOST_TABLES = 20;
