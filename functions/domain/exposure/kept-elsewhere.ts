import type { HandedOut } from '../../core/handed-out.ts';
import { partOfTable, type TableName, tableIn } from '../../core/kept-fields.ts';
import {
  isOfPassword,
  isPlainName,
  keptIn,
  type PersonalKind,
} from '../../engines/signatures/index.ts';

/** A function that puts something into a table, and the fields of it that say what is kept of people. */
export interface TableWriter {
  readonly functionName: string;
  readonly fields: readonly string[];
}

/** Which functions put what into the tables of a region, by the names of these. */
export type TableWriters = ReadonlyMap<string, readonly TableWriter[]>;

/** A function that hands out what it reads. */
interface Reader {
  /** Of its environment, those that name tables; undefined where they are not known. */
  readonly variables: Readonly<Record<string, string>> | undefined;
  readonly writers: TableWriters;
}

/**
 * What code hands out, where items of tables are what other functions put there. Of a table whose name is not known, or of which no
 * function is seen to keep what is personal in it, nothing is said: it may be all the same.
 */
export function keptElsewhere(handed: readonly HandedOut[], reader: Reader): readonly HandedOut[] {
  return handed.flatMap((each) => (each.kind === 'items' ? (personal(each, reader) ?? []) : each));
}

function personal(items: HandedOut, { variables, writers }: Reader): HandedOut | undefined {
  const { path, line, column, named, table: name = [], part, under, isOne = false } = items;
  const table = variables && tableIn(name, variables);
  if (table === undefined) return undefined;
  // What a template makes up for a name says less than the variable that has it.
  const names = part === undefined ? [plainTable(table), ...telling(variablesIn(name))] : [part];
  const all = (writers.get(partOfTable(table, part)) ?? []).map(({ functionName, fields }) => ({
    functionName,
    fields: fields.filter((field) => items.fields?.includes(field) ?? true),
  }));
  const by = (writer: TableWriter) => keptBy(writer, plainTable(table));
  const place = { path, line, column, named };
  const worst = all.find(({ fields }) => kindOf(names, fields) === 'credentials');
  if (worst) return { ...place, kind: 'credentials', keptBy: by(worst) };
  if (isOne) return undefined;

  const writer = all.find(({ fields }) => kindOf(names, fields) !== undefined);
  if (!writer && !kindOf(names, [])) return undefined;
  return {
    ...place,
    kind: 'records',
    of: names[0],
    ...(under !== undefined && { under }),
    ...(writer && { keptBy: by(writer) }),
  };
}

function variablesIn(name: TableName): readonly string[] {
  return name.flatMap((part) => ('variable' in part ? part.variable : []));
}

/** But for `TABLE` and `DB_TABLE_NAME`, which say nothing: what lies in `testimonials` is what all may read, whatever its variable is called. */
function telling(variables: readonly string[]): readonly string[] {
  return variables.filter((variable) => !isPlainName(variable));
}

function kindOf(names: readonly string[], fields: readonly string[]): PersonalKind | undefined {
  return names.flatMap((name) => keptIn(name, fields) ?? [])[0];
}

/** As many as a reader wants. */
const MOST_FIELDS = 4;

function keptBy(
  { functionName, fields }: TableWriter,
  table: string,
): NonNullable<HandedOut['keptBy']> {
  const passwords = fields.filter(isOfPassword);
  const others = fields.filter((field) => !isOfPassword(field));
  const shown = others.slice(0, Math.max(0, MOST_FIELDS - passwords.length));

  return { functionName, table, fields: [...shown, ...passwords.slice(0, MOST_FIELDS)] };
}

/**
 * Without what CloudFormation and the CDK put behind a name: `shop-UsersTable9725E9C8-1ABCDEFGHIJKL`.
 *
 * Source: "Name type" (AWS CloudFormation User Guide).
 */
function plainTable(table: string): string {
  return table.replace(/-[A-Z\d]{12,13}$/, '').replace(/(?<=[a-z])[A-F\d]{8}$/, '');
}
