import { isKeptForPeople, isKeptForRights, sqlEffect } from '../../signatures/index.ts';
import { argumentOf } from '../call-arguments.ts';
import { constantText } from '../constant-text.ts';
import { calledName } from '../link.ts';
import { nodesIn } from '../nodes-in.ts';
import type { Call, ClassNode, Expression } from '../syntax.ts';
import type { Values } from '../value.ts';
import { type AskedOfAddition, calledAround } from './asked-of-addition.ts';
import { namesBehind } from './names-behind.ts';
import { isHarmlessItem, isLetter, keyOfItem } from './new-items.ts';
import { valuesOf } from './plain-truth.ts';
import { itemsOf, type WrittenItem } from './written-items.ts';

/** Whether a call adds a row or a document that replaces none: by SQL, to MongoDB, or as an object of a model. */
export function addsRow(call: Call, asked: AskedOfAddition): boolean {
  const { callee } = call;
  if (callee.type !== 'Attribute' || asked.values.functionsOf(callee).length > 0) return false;

  switch (callee.name) {
    case 'execute':
    case 'executemany':
    case 'execute_statement':
      return isInsert(call, asked);
    case 'insert_one':
    case 'insert_many':
      return isDocument(call, callee.object, asked);
    case 'add':
    case 'add_all':
      return isNewObject(call.arguments[0]?.value, asked, false);
    case 'save':
      return isNewObject(callee.object, asked, true);
    case 'create':
      return isCreated(call, callee.object, asked);
    default:
      return false;
  }
}

/** `INSERT INTO orders (…) VALUES (…)`, which fails where there is one; not of what another query finds. */
function isInsert(call: Call, { values }: AskedOfAddition): boolean {
  const given = argumentOf(call, 0, 'sql', 'statement', 'query', 'operation');
  const text = given && sqlIn(given, values);

  return text !== undefined && sqlEffect(text) === 'addition' && !/\bselect\b/i.test(text);
}

/** What stands in the code; `text('INSERT …')`, too. */
function sqlIn(node: Expression, values: Values): string | undefined {
  const written = values.writtenAs(node);
  const isWrapped = written.type === 'Call' && calledName(written) === 'text';
  const inner = isWrapped ? written.arguments[0]?.value : written;

  return inner && constantText(inner);
}

function isDocument(call: Call, collection: Expression, asked: AskedOfAddition): boolean {
  const { values, chosen } = asked;
  const given = argumentOf(call, 0, 'document', 'documents');
  const names = [...namesBehind([collection], values), ...calledAround(call, asked)];
  if (!given || chosen.has(collection) || names.some(isKeptForRights)) return false;
  const written = values.writtenAs(given);
  const listed = written.type === 'List' ? written.elements : [given];
  const items = listed.flatMap((each) => itemsOf(each, call, values));

  return (
    items.length > 0 &&
    items.every(
      (each) =>
        isHarmlessItem(each, names.some(isKeptForPeople), asked) && !isLetter(each, names, asked),
    )
  );
}

/**
 * What is made there of a class that extends one: not what was found, and is changed.
 *
 * @param isSaved whether what has its id already is written over
 */
function isNewObject(
  node: Expression | undefined,
  asked: AskedOfAddition,
  isSaved: boolean,
): boolean {
  if (!node) return false;
  if (node.type === 'List')
    return (
      node.elements.length > 0 && node.elements.every((each) => isNewObject(each, asked, isSaved))
    );
  const made = node.type === 'Name' ? valuesOf(node) : [node];

  return (
    made.length > 0 && made.every((each) => each.type === 'Call' && isMade(each, asked, isSaved))
  );
}

function isMade(call: Call, asked: AskedOfAddition, isSaved: boolean): boolean {
  const found = asked.values.valuesOf(call.callee);

  return (
    found.length > 0 &&
    found.every(
      (each) =>
        each.kind === 'class' &&
        isOfModel(call, each.node, asked) &&
        (!isSaved || isUnderNewKey(call, each.node, asked)),
    )
  );
}

/** Of stores that add, and fail where there is one. */
function isCreated(call: Call, of: Expression, asked: AskedOfAddition): boolean {
  const found = asked.values.valuesOf(of);

  return (
    found.length > 0 &&
    found.every(
      (each) =>
        each.kind === 'class' &&
        basesOf(each.node, asked.values).some((name) => /^(?:peewee|tortoise)\b/.test(name)) &&
        isOfModel(call, each.node, asked),
    )
  );
}

/** With nothing that gives more than others have. */
function isOfModel(call: Call, node: ClassNode, asked: AskedOfAddition): boolean {
  const name = node.name.name;

  return (
    node.bases.length > 0 &&
    !isKeptForRights(name) &&
    isHarmlessItem(itemOf(call), isKeptForPeople(name), asked)
  );
}

function itemOf({ arguments: given }: Call): WrittenItem {
  return given.map(({ name, value }) => ({ key: name, value }));
}

function isUnderNewKey(call: Call, node: ClassNode, asked: AskedOfAddition): boolean {
  const item = itemOf(call);
  const bases = basesOf(node, asked.values);
  if (bases.some((each) => /^(?:pynamodb|redis_om)\b/.test(each))) {
    // Its key stands first.
    const [first, ...others] = item;
    if (!first) return false;
    const keyed = first.key === undefined ? [{ ...first, key: 'pk' }, ...others] : item;
    return keyOfItem(keyed, [], asked) === 'new';
  }
  const isOwnKeyed = nodesIn(node.body).some(
    (each) => each.type === 'Argument' && each.name === 'primary_key',
  );
  const isNamed = item.some(
    ({ key, value }) =>
      (key === undefined || /^(?:id|_id|pk)$/i.test(key)) && asked.chosen.has(value),
  );

  return !isOwnKeyed && !isNamed;
}

/** Names of all classes beyond the archive that one extends, at last. */
function basesOf(node: ClassNode, values: Values, depth = 0): readonly string[] {
  if (depth > MOST_BASES) return [];

  return node.bases.flatMap(({ value }) =>
    values.valuesOf(value).flatMap((each): readonly string[] => {
      if (each.kind === 'class') return basesOf(each.node, values, depth + 1);
      return each.kind === 'name' ? [each.name] : [];
    }),
  );
}

const MOST_BASES = 8;
