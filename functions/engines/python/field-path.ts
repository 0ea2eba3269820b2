import { type FieldPath, isInElements } from '../flow/index.ts';

export {
  anyField,
  asJson,
  type FieldPath,
  fromJson,
  isInJson as isJson,
  itself,
  keyOf,
  reordered,
  startsWith,
  under,
  within,
  withinAll,
} from '../flow/index.ts';

/** Whether the value's text shows it: that of a list or a table shows what is in it. */
export function isInText(path: FieldPath): boolean {
  return path.length <= 2;
}

/** Whether it is the value, or an element of a list of unknown order. */
export function isWhole(path: FieldPath): boolean {
  return path.length <= 1 && isInElements(path);
}
