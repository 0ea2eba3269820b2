import * as z from 'zod/mini';
import type { SdkCall, TextPart } from './sdk-calls.ts';

/** What code is seen to put into a table of DynamoDB. */
export interface KeptFields {
  /** What the table is called: texts, and variables of the environment. */
  readonly table: TableName;
  /** Of a table of many kinds, of which: `BOOKING`, as each item of it says. */
  readonly part?: string | undefined;
  /** Of the fields of its items, those that say what is kept of people: `email`, `password_hash`. */
  readonly fields: readonly string[];
}

/** What a table is called, part after part. */
export type TableName = readonly Exclude<TextPart, { readonly unknown: true }>[];

/** As it was stored. */
export const tableName: z.ZodMiniType<TableName> = z.array(
  z.union([
    z.object({ text: z.string() }),
    z.object({ variable: z.string(), otherwise: z.optional(z.string()) }),
  ]),
);

/** As they were stored. */
export const keptFields: z.ZodMiniType<KeptFields> = z.object({
  table: tableName,
  part: z.optional(z.string()),
  fields: z.array(z.string()),
});

/** Of one archive: more are not kept. */
export const MOST_KEPT_TABLES = 20;

/** The table that a call of DynamoDB is about; undefined where it may be one of several, or is not seen. */
export function tableOf({ service, resources }: SdkCall): TableName | undefined {
  if (service !== 'dynamodb') return undefined;
  const names = new Map(
    resources.flatMap(({ values }) => values.map((each) => [JSON.stringify(each), each] as const)),
  );
  const [name, ...others] = names.values();
  const parts = name?.flatMap((part) => ('unknown' in part ? [] : part));

  return others.length === 0 && parts && parts.length > 0 && parts.length === name?.length
    ? parts
    : undefined;
}

/** Whether a call reads items of one table. */
export function isTableRead(call: SdkCall): boolean {
  return /^(?:Scan|GetItem|Query)$/.test(call.operation) && tableOf(call) !== undefined;
}

/** Whether a call puts items, or fields of them, into one table. */
export function isTablePut(call: SdkCall): boolean {
  return putting.test(call.operation) && tableOf(call) !== undefined;
}

const putting = /^(?:PutItem|UpdateItem|BatchWriteItem|TransactWriteItems)$/;

/** The name of a table in the environment of a function; undefined where that does not say it. */
export function tableIn(
  name: TableName,
  variables: Readonly<Record<string, string>>,
): string | undefined {
  const texts = name.map((part) => {
    if ('text' in part) return part.text;
    const given = Object.hasOwn(variables, part.variable) ? variables[part.variable] : undefined;

    return given === undefined || given === '' ? part.otherwise : given;
  });
  if (texts.length === 0 || texts.some((text) => text === undefined)) return undefined;
  // A table may be named by its ARN, too.
  const whole = texts.join('').replace(/^arn:[\w-]{1,20}:dynamodb:[\w-]{1,30}:\d{12}:table\//, '');

  return isTable.test(whole) ? whole : undefined;
}

/** A part of a table, by the name of both; no table has a name with such a sign. */
export function partOfTable(table: string, part: string | undefined): string {
  return part === undefined ? table : `${table}#${part}`;
}

/** Source: "Naming rules" of tables (Amazon DynamoDB Developer Guide). */
const isTable = /^[\w.-]{3,255}$/;
