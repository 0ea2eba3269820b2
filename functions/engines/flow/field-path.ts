/**
 * Below which fields of a value something lies, outermost first; empty for the value itself. Keys of
 * tables, indexes and attributes are all fields. Cut after a few: then all that lies below the last
 * counts.
 */
export type FieldPath = readonly string[];

export const itself: FieldPath = [];

/** Of a list, a table with unknown keys, or an unknown key. It matches every field. */
export const anyField = '[]';

/** Of a table whose keys are not known, as long as that is all that is known. It matches every field. */
export const anyKey = '{key}';

/** The same, but for some keys that hold something else: `{**table, 'id': own}`. It matches every other field. */
export function anyKeyBut(keys: readonly string[]): string {
  return [otherKeys, ...keys].join('\u0001');
}

const otherKeys = '{key but}';

/** Whether a field is one of a table whose keys are not known. */
export function isAnyKey(field: string): boolean {
  return field === anyKey || keysLeftOut(field) !== undefined;
}

function keysLeftOut(field: string): readonly string[] | undefined {
  return field.startsWith(otherKeys) ? field.split('\u0001').slice(1) : undefined;
}

/** That the keys of a table are (of) the event, and not what is under them. */
export const itsKeys = '{keys}';

/** Of fields that are no longer kept apart. It matches every field too. */
export const someField = '{}';

/** JSON text of a value: harmless as code, and the value again once parsed. */
const jsonText = 'JSON text';

const MOST_DEEP = 4;

export function under(field: string, path: FieldPath): FieldPath {
  return [field, ...path].slice(0, MOST_DEEP);
}

/** Where it lies within one field of the value; undefined if not there. */
export function within(path: FieldPath, field: string): FieldPath | undefined {
  const [first, ...rest] = path;

  if (first === undefined) return itself;
  if (first === jsonText) return undefined;
  if (keysLeftOut(first)?.includes(field)) return undefined;
  return first === field || matchesAny(first) || field === anyField ? rest : undefined;
}

/** Where it lies within what several steps take from the value. */
export function withinAll(path: FieldPath, fields: FieldPath): FieldPath | undefined {
  return fields.reduce<FieldPath | undefined>((rest, field) => rest && within(rest, field), path);
}

/** As `path`, in a collection of the same elements in another order or number. */
export function reordered([first, ...rest]: FieldPath): FieldPath {
  return first === undefined ? itself : [anyField, ...rest];
}

/** Some field, or some place in a list; undefined for what is no field: the value itself, JSON text of it, its keys. */
export function inSomeField([first]: FieldPath): FieldPath | undefined {
  const isField = first !== undefined && first !== jsonText && first !== itsKeys;

  return isField ? [loosenedField(first)] : undefined;
}

/** As deep and below the same first field, but no longer below which after it. */
export function loosened([first, ...rest]: FieldPath): FieldPath {
  return first === undefined ? itself : [first, ...rest.map(loosenedField)];
}

export function asJson(path: FieldPath): FieldPath {
  return under(jsonText, path);
}

export function fromJson([first, ...rest]: FieldPath): FieldPath | undefined {
  if (first === undefined) return itself;
  return first === jsonText ? rest : undefined;
}

/** Whether it lies in JSON text, wherever in that. */
export function isInJson([first]: FieldPath): boolean {
  return first === jsonText;
}

/** Whether it is the value itself, or an element of it, wherever in a list. */
export function isElement([first, ...rest]: FieldPath): boolean {
  return first === undefined || (rest.length === 0 && isPlace(first));
}

/** Whether it is the value itself, or lies in what it holds by no name. */
export function isInElements([first]: FieldPath): boolean {
  return first === undefined || first === someField || isPlace(first);
}

/** One for each path. */
export function keyOf(path: FieldPath): string {
  // Most are that short, and each fact asks.
  return path.length < 2 ? (path[0] ?? '') : path.join('\0');
}

function loosenedField(field: string): string {
  if (field === jsonText) return field;
  return isPlace(field) ? anyField : someField;
}

function matchesAny(field: string): boolean {
  return field === anyField || field === someField || isAnyKey(field);
}

/** Of a list. */
function isPlace(field: string): boolean {
  return /^(?:\[\]|\d+)$/.test(field);
}
