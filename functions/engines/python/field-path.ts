import {
  anyField,
  type FieldPath,
  isInElements,
  isInJson as isJson,
  itsKeys,
  within as withinField,
} from '../flow/index.ts';

export {
  anyField,
  anyKey,
  anyKeyBut,
  asJson,
  type FieldPath,
  fromJson,
  isAnyKey,
  isInJson as isJson,
  itself,
  itsKeys,
  keyOf,
  reordered,
  someField,
  under,
} from '../flow/index.ts';

/** Where it lies within one field of the value; undefined if not there. */
export function within(path: FieldPath, field: string): FieldPath | undefined {
  return path[0] === itsKeys ? undefined : withinField(path, field);
}

/** Where it lies within what several steps take from the value. */
export function withinAll(path: FieldPath, fields: FieldPath): FieldPath | undefined {
  return fields.reduce<FieldPath | undefined>((rest, field) => rest && within(rest, field), path);
}

/** Where it lies in each of what a loop goes over: of a table, those are the keys. */
export function iterated(path: FieldPath): FieldPath | undefined {
  const [first, ...rest] = path;
  if (first === itsKeys) return rest;

  return isInElements(path) && !isJson(path) ? within(path, anyField) : undefined;
}

/** Whether the value's text shows it: that of a list or a table shows what is in it. */
export function isInText(path: FieldPath): boolean {
  return path.length <= 2;
}

/** Whether it is the value, or an element of a list of unknown order. */
export function isWhole(path: FieldPath): boolean {
  return path.length <= 1 && isInElements(path);
}
