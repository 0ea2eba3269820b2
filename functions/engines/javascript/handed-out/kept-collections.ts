import {
  hasPrivateField,
  isContactName,
  isKeptOfPeople,
  isOfPassword,
  type KeptRecords,
} from '../../signatures/index.ts';
import { behind } from '../behind.ts';
import { objectsOf, textOf } from '../options.ts';
import {
  type AnyNode,
  type CallNode,
  calledName,
  fieldNames,
  isCall,
  memberName,
} from '../syntax.ts';
import type { Values } from '../value.ts';

/** `db.collection('orders').find({})`, of MongoDB's own driver: by what it is called, and by what the code puts into it. */
export function collectionRead(call: CallNode, values: Values): KeptRecords | undefined {
  const of = collectionOf(call);
  const [filter, options] = call.arguments;
  const isByContact = filter !== undefined && asksContact(filter);
  if (of === undefined || options || !(isByContact || asksForAll(filter))) return undefined;
  const fields = ['insertOne', 'replaceOne']
    .flatMap((name) => values.callsOf(name).slice(0, MOST_CALLS))
    .filter((put) => collectionOf(put) === of)
    .flatMap((put) => objectsOf(values, put.arguments.at(-1)))
    .flatMap(fieldNames);
  if (fields.some(isOfPassword) && !isByContact) return { kind: 'credentials', of };

  return isKeptOfPeople(of) || hasPrivateField(fields, of)
    ? { kind: 'records', of, isByContact }
    : undefined;
}

function collectionOf({ callee }: CallNode): string | undefined {
  const of = callee.type === 'MemberExpression' ? behind(callee.object) : undefined;

  return isCall(of) && calledName(of) === 'collection' ? textOf(of.arguments[0]) : undefined;
}

/** `find()`, `find({})` */
export function asksForAll(filter: AnyNode | undefined): boolean {
  return !filter || (filter.type === 'ObjectExpression' && filter.properties.length === 0);
}

/** `{ email: req.query.email }` */
export function asksContact(filter: AnyNode): boolean {
  return (
    filter.type === 'ObjectExpression' &&
    filter.properties.length === 1 &&
    filter.properties.every(
      (each) => each.type === 'Property' && isContactName(memberName(each) ?? ''),
    )
  );
}

/** Of one name. */
const MOST_CALLS = 50;
