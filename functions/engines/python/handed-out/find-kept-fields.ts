import { isTablePut, type KeptFields, tableOf } from '../../../core/kept-fields.ts';
import { placeKey, type SdkCall } from '../../../core/sdk-calls.ts';
import { onThisStack, withinBudget } from '../../flow/index.ts';
import {
  fieldsSet,
  gatheredFields,
  isKeptAsPeople,
  isPartitionKey,
  mayKeepRecords,
  type PutFields,
  putInto,
} from '../../signatures/index.ts';
import { servedProgramOf } from '../asking/served-program.ts';
import { argumentOf, seen } from '../call-arguments.ts';
import { constantText } from '../constant-text.ts';
import type { PythonSource } from '../find-weaknesses.ts';
import { itemsOf, plainValue } from '../signatures/written-items.ts';
import type { Call, Expression } from '../syntax.ts';
import type { Values } from '../value.ts';
import { fieldsRead } from './fields-read.ts';

/**
 * What code is seen to put into tables of DynamoDB, of each table the fields that say what is kept of people. Of a table whose name is
 * not seen, nothing.
 *
 * @param calls all that it is seen to call of AWS.
 */
export function findKeptFields(
  source: PythonSource,
  calls: readonly SdkCall[],
): readonly KeptFields[] {
  const putting = calls.filter(isTablePut);
  if (putting.length === 0 || ![...source.files.values()].some(mayKeepRecords)) return [];

  return withinBudget(() => onThisStack(source.handler, () => keptBy(source, putting))) ?? [];
}

function keptBy(source: PythonSource, putting: readonly SdkCall[]): readonly KeptFields[] {
  const { values, places } = servedProgramOf(source);
  const byPlace = new Map(putting.map((call) => [placeKey(call), tableOf(call)]));

  return gatheredFields(
    puttingNames
      .flatMap((name) =>
        values
          .callsOf(name)
          .slice(0, MOST_CALLS)
          .map((call) => ({ name, call })),
      )
      .flatMap(({ name, call }) => {
        const table = byPlace.get(placeKey(places.of(call)));
        return table ? fieldsPut(call, name, values).flatMap((each) => putInto(table, each)) : [];
      }),
  );
}

const puttingNames = [
  'put_item',
  'update_item',
  'batch_write_item',
  'transact_write_items',
] as const;

/** Of one name. */
const MOST_CALLS = 100;

function fieldsPut(
  call: Call,
  name: (typeof puttingNames)[number],
  values: Values,
): readonly PutFields[] {
  const given = (option: string) => argumentOf(call, undefined, option);

  switch (name) {
    case 'put_item':
      return putsOf(given('Item'), call, values);
    case 'update_item':
      return [{ fields: fieldsUpdated(given, values) }];
    case 'batch_write_item':
      return entriesOf(given('RequestItems'))
        .flatMap(({ value }) => elementsOf(value))
        .flatMap((each) => putsOf(entryIn(entryIn(each, 'PutRequest'), 'Item'), call, values));
    case 'transact_write_items':
      return elementsOf(given('TransactItems')).flatMap((each) => {
        const update = entryIn(each, 'Update');
        return [
          ...putsOf(entryIn(entryIn(each, 'Put'), 'Item'), call, values),
          { fields: fieldsUpdated((option) => entryIn(update, option), values) },
        ];
      });
  }
}

function putsOf(item: Expression | undefined, call: Call, values: Values): readonly PutFields[] {
  if (!item) return [];

  return itemsOf(item, call, values).map((fields) => ({
    fields: [
      ...fields.flatMap(({ key }) => key ?? []),
      ...(fields.some(({ key }) => key === undefined) ? broughtBy(item).flatMap(fieldsRead) : []),
    ],
    part: fields
      .flatMap(({ key, value }) =>
        isPartitionKey(key ?? '') ? (constantText(plainValue(value)) ?? []) : [],
      )
      .find(isKeptAsPeople),
  }));
}

/** Names that bring more than is written: `body`, `{'id': id, **body}`. */
function broughtBy(item: Expression): readonly Expression[] {
  const made = seen(item);
  if (made?.type !== 'Dict') return [item];

  return made.entries.flatMap(({ key, value }) => (key ? [] : value));
}

function fieldsUpdated(
  given: (option: string) => Expression | undefined,
  values: Values,
): readonly string[] {
  const expression = given('UpdateExpression');
  const names = entriesOf(given('ExpressionAttributeNames')).flatMap(
    ({ value }) => constantText(value) ?? [],
  );

  return [...names, ...fieldsSet((expression && constantText(values.writtenAs(expression))) ?? '')];
}

function entriesOf(given: Expression | undefined) {
  const of = seen(given);

  return of?.type === 'Dict' ? of.entries : [];
}

function entryIn(given: Expression | undefined, key: string): Expression | undefined {
  return entriesOf(given).find((each) => constantText(each.key) === key)?.value;
}

function elementsOf(given: Expression | undefined): readonly Expression[] {
  const of = seen(given);

  return of?.type === 'List' ? of.elements : [];
}
