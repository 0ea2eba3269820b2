import { isTablePut, type KeptFields, tableOf } from '../../../core/kept-fields.ts';
import type { SdkCall } from '../../../core/sdk-calls.ts';
import { anyField, Budget, onThisStack, withinBudget } from '../../flow/index.ts';
import { PackageFolders } from '../../packages/index.ts';
import {
  fieldsSet,
  gatheredFields,
  isKeptAsPeople,
  isPartitionKey,
  mayKeepRecords,
  type PutFields,
  putInto,
} from '../../signatures/index.ts';
import { behind } from '../behind.ts';
import { CallsOfAws } from '../decided/calls-of-aws.ts';
import { Places } from '../evidence.ts';
import type { JavaScriptSource } from '../find-weaknesses.ts';
import { findHandlerName } from '../handler-name.ts';
import { loadModules } from '../modules.ts';
import { objectsOf, optionIn, textOf } from '../options.ts';
import { OwnPackages } from '../own-packages.ts';
import { Resolver } from '../resolver.ts';
import { routesIn } from '../routes.ts';
import { bindingOf, parentOf } from '../scope.ts';
import {
  type AnyNode,
  type CallNode,
  calledName,
  fieldNames,
  isCall,
  memberName,
  type NodeOf,
} from '../syntax.ts';
import { elementsOf, type Values } from '../value.ts';
import { fieldsRead } from './fields-read.ts';
import { plainText } from './queried-part.ts';

/**
 * What code is seen to put into tables of DynamoDB, of each table the fields that say what is kept of people. Of a table whose name is
 * not seen, nothing.
 *
 * @param calls all that it is seen to call of AWS.
 */
export function findKeptFields(
  source: JavaScriptSource,
  calls: readonly SdkCall[],
): readonly KeptFields[] {
  if (!calls.some(isTablePut) || ![...source.files.values()].some(mayKeepRecords)) return [];

  return withinBudget(() => onThisStack(source.handler, () => keptBy(source, calls))) ?? [];
}

function keptBy(source: JavaScriptSource, calls: readonly SdkCall[]): readonly KeptFields[] {
  const { files, handler, mostNodes, mostSteps = MOST_STEPS } = source;
  const { own = new OwnPackages([]), folders = new PackageFolders([]) } = source;
  const { path } = findHandlerName(handler, { files, own });
  const modules = loadModules({ files, own, folders }, path, mostNodes);
  const budget = new Budget(mostSteps);
  const values = new Resolver(modules, budget, routesIn(modules, budget).all);
  const places = new Places(files);
  const aws = new CallsOfAws(calls, places);

  return gatheredFields(
    puttingNames
      .flatMap((name) => values.callsOf(name).slice(0, MOST_CALLS))
      .filter((call) => !places.isInPackage(call))
      .flatMap((call) =>
        aws
          .of(call)
          .filter(isTablePut)
          .flatMap((of) => {
            const table = tableOf(of);
            return table
              ? fieldsPut(call, of.operation, values).flatMap((put) => putInto(table, put))
              : [];
          }),
      ),
  );
}

/** Of clients of both kinds, and of both versions of the SDK. */
const puttingNames =
  'PutCommand PutItemCommand put putItem UpdateCommand UpdateItemCommand update updateItem BatchWriteCommand BatchWriteItemCommand batchWrite batchWriteItem TransactWriteCommand TransactWriteItemsCommand transactWrite transactWriteItems'.split(
    ' ',
  );

/** Of one name. */
const MOST_CALLS = 100;

/** As many as what is decided has. */
const MOST_STEPS = 400_000;

function fieldsPut(call: CallNode, operation: string, values: Values): readonly PutFields[] {
  const [given] = call.arguments;

  switch (operation) {
    case 'PutItem':
      return putsOf(optionIn(values, given, 'Item'), values);
    case 'UpdateItem':
      return [{ fields: fieldsUpdated(given, values) }];
    case 'BatchWriteItem':
      return objectsOf(values, optionIn(values, given, 'RequestItems'))
        .flatMap(({ properties }) =>
          properties.flatMap((each) => (each.type === 'Property' ? each.value : [])),
        )
        .flatMap((list) => elementsIn(list))
        .flatMap((each) =>
          putsOf(optionIn(values, optionIn(values, each, 'PutRequest'), 'Item'), values),
        );
    default:
      return elementsIn(optionIn(values, given, 'TransactItems')).flatMap((each) => [
        ...putsOf(optionIn(values, optionIn(values, each, 'Put'), 'Item'), values),
        { fields: fieldsUpdated(optionIn(values, each, 'Update'), values) },
      ]);
  }
}

/** `{ email, name }`, `marshall({ email, name })` */
function putsOf(item: AnyNode | undefined, values: Values): readonly PutFields[] {
  if (!item) return [];
  const made = behind(item);
  const whole = isCall(made) && calledName(made) === 'marshall' ? made.arguments[0] : item;

  const objects = objectsOf(values, whole);
  if (objects.length === 0 && whole) return [{ fields: fieldsRead(whole) }];

  return objects.map((object) => ({
    fields: fieldsOf(object, values),
    part: partOf(object, values),
  }));
}

/** Those of objects that are spread into it, too: `{ id, ...contact }`. */
function fieldsOf(
  object: NodeOf<'ObjectExpression'>,
  values: Values,
  depth = 0,
): readonly string[] {
  const spread = depth < MOST_SPREAD ? object.properties : [];

  return [
    ...fieldNames(object),
    ...spread.flatMap((each) =>
      each.type === 'SpreadElement' ? fieldsSpread(each.argument, values, depth + 1) : [],
    ),
  ];
}

function fieldsSpread(node: AnyNode, values: Values, depth: number): readonly string[] {
  const objects = objectsOf(values, node);

  return objects.length > 0
    ? objects.flatMap((each) => fieldsOf(each, values, depth))
    : fieldsRead(node);
}

const MOST_SPREAD = 3;

/** `{ pk: 'BOOKING' }`, `{ pk: { S: 'BOOKING' } }` */
function partOf({ properties }: NodeOf<'ObjectExpression'>, values: Values): string | undefined {
  for (const each of properties) {
    if (each.type !== 'Property' || !isPartitionKey(memberName(each) ?? '')) continue;
    const text = plainText(each.value, values);
    if (text !== undefined && isKeptAsPeople(text)) return text;
  }
  return undefined;
}

function fieldsUpdated(given: AnyNode | undefined, values: Values): readonly string[] {
  const names = objectsOf(values, optionIn(values, given, 'ExpressionAttributeNames')).flatMap(
    ({ properties }) =>
      properties.flatMap((each) => (each.type === 'Property' ? (textOf(each.value) ?? []) : [])),
  );

  return [...names, ...fieldsSet(textOf(optionIn(values, given, 'UpdateExpression')) ?? '')];
}

/** Those of a list as it is written, and what is pushed to its name: `items.push({ PutRequest: { Item } })`. */
function elementsIn(list: AnyNode | undefined): readonly AnyNode[] {
  if (!list) return [];
  const made = behind(list);
  const written = made.type === 'ArrayExpression' ? elementsOf(made, anyField) : [];
  const pushed = (bindingOf(list)?.reads ?? []).slice(0, MOST_PUSHES).flatMap((read) => {
    const member = parentOf(read);
    const call = member?.type === 'MemberExpression' ? parentOf(member) : undefined;
    const isPush = isCall(call) && call.callee === member && calledName(call) === 'push';
    return isPush ? call.arguments : [];
  });

  return [...written, ...pushed];
}

const MOST_PUSHES = 20;
