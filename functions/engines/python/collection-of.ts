import { constantText } from './constant-text.ts';
import type { Call } from './syntax.ts';
import type { Values } from './value.ts';

/** The collection of MongoDB that a call is about: `db['users'].find()`, `db.users.find()`. */
export function collectionOf({ callee }: Call, values: Values): string | undefined {
  if (callee.type !== 'Attribute') return undefined;
  if (!values.namesOf(callee).some((name) => /^(?:pymongo|motor)\b/.test(name))) return undefined;
  const of = values.writtenAs(callee.object);
  if (of.type === 'Subscript') return constantText(of.index);

  return of.type === 'Attribute' ? of.name : undefined;
}
