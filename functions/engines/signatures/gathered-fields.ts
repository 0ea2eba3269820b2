import { type KeptFields, MOST_KEPT_TABLES, type TableName } from '../../core/kept-fields.ts';
import { tellingFields } from './kept-records.ts';

/** What one item is given. */
export interface PutFields {
  readonly fields: readonly string[];
  /** In a table of many kinds, which it is of. */
  readonly part?: string | undefined;
}

/** What is put into each table, of which fields say something of what is kept of people. */
export function gatheredFields(put: readonly KeptFields[]): readonly KeptFields[] {
  const byTable = Map.groupBy(put, ({ table, part }) => JSON.stringify([table, part]));

  return [...byTable.values()]
    .flatMap(([first, ...others]): readonly KeptFields[] => {
      if (!first) return [];
      const fields = tellingFields([first, ...others].flatMap((each) => each.fields));
      return fields.length > 0 ? [{ ...first, fields }] : [];
    })
    .slice(0, MOST_KEPT_TABLES);
}

/** `SET email = :email, phone = :phone`: the fields that an update of DynamoDB sets, by the names that stand there. */
export function fieldsSet(expression: string): readonly string[] {
  return [...expression.slice(0, LONGEST).matchAll(/\b(\w{1,40}) {0,9}=(?!=)/g)].flatMap(
    ([, field]) => field ?? [],
  );
}

/** Characters: an expression of DynamoDB has 4 KB at most. */
const LONGEST = 4_096;

/** What is put into a table: of one of many kinds, into a part of it, too. */
export function putInto(table: TableName, { fields, part }: PutFields): readonly KeptFields[] {
  return [{ table, fields }, ...(part === undefined ? [] : [{ table, part, fields }])];
}
