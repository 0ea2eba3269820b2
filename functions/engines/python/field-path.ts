/**
 * Below which fields of a value something lies, outermost first; empty for the value itself. Keys of
 * tables, indexes and attributes are all fields. Cut after a few: then all below the last counts.
 */
export type FieldPath = readonly string[];

export const itself: FieldPath = [];

/** Of a list or an unknown key. It matches every field. */
export const anyField = '[]';

/** Of fields that are no longer kept apart. It matches every field too. */
const someField = '{}';

/** JSON text of a value: the value again once parsed. */
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
  const isMet = first === field || isAny(first) || field === anyField;
  return isMet ? rest : undefined;
}

/** Where it lies within what a target's steps take from the value. */
export function withinAll(path: FieldPath, fields: FieldPath): FieldPath | undefined {
  return fields.reduce<FieldPath | undefined>((rest, field) => rest && within(rest, field), path);
}

/** As `path`, in a collection of the same elements in another order or number. */
export function reordered([first, ...rest]: FieldPath): FieldPath {
  return first === undefined ? itself : [anyField, ...rest];
}

/** Whether the value's text shows it: that of a list or a table shows what is in it. */
export function isInText(path: FieldPath): boolean {
  return path.length <= 2;
}

/** Whether it is the value, or an element of a list of unknown order. */
export function isWhole([first, ...rest]: FieldPath): boolean {
  return first === undefined || (rest.length === 0 && (isAny(first) || isIndex(first)));
}

export function isJson([first]: FieldPath): boolean {
  return first === jsonText;
}

/** As deep and below the same first field, but no longer below which after it. */
export function loosened([first, ...rest]: FieldPath): FieldPath {
  return first === undefined
    ? itself
    : [first, ...rest.map((field) => (field === jsonText ? field : someField))];
}

export function asJson(path: FieldPath): FieldPath {
  return isJson(path) ? path : under(jsonText, path);
}

export function fromJson([first, ...rest]: FieldPath): FieldPath | undefined {
  if (first === undefined) return itself;
  return first === jsonText ? rest : undefined;
}

export function startsWith(path: FieldPath, prefix: FieldPath): boolean {
  return prefix.every((field, index) => path[index] === field);
}

/** One for each path. */
export function keyOf(path: FieldPath): string {
  return path.join('\0');
}

function isAny(field: string): boolean {
  return field === anyField || field === someField;
}

function isIndex(field: string): boolean {
  return field !== '' && !/\D/.test(field);
}
