import { reordered } from '../flow/index.ts';
import type { Passage } from './built-ins.ts';
import { type AnyNode, fieldRead, literalText } from './syntax.ts';
import type { Values } from './value.ts';

/**
 * What a compiler's helper makes of what one call gives it, as `{ ...a }`, `{ a, ...rest }` and `[...a]`
 * do: the same fields, where a look into the helper would show them in any field. Undefined for what
 * is no such helper.
 */
export function passageOfHelper(
  callee: AnyNode,
  given: readonly AnyNode[],
  values: Values,
): Passage | undefined {
  // A bundler numbers those of the same name.
  const name = nameOf(callee).replace(/\$?\d{1,9}$/, '');

  if (sameFields.has(name)) return (path) => path;
  if (lists.has(name)) return reordered;
  if (leavingOut.has(name)) return (path) => (isListed(path[0], given[1]) ? undefined : path);
  // Made smaller: `Object.assign || function (target) { … }` of another name.
  const isCopy = callee.type === 'Identifier' && values.namesOf(callee).includes('Object.assign');
  return isCopy ? (path) => path : undefined;
}

function nameOf(callee: AnyNode): string {
  const called = callee.type === 'SequenceExpression' ? callee.expressions.at(-1) : callee;
  if (called?.type === 'Identifier') return called.name;

  return (called?.type === 'MemberExpression' && fieldRead(called)) || '';
}

/** A field that is left out of the rest. */
function isListed(field: string | undefined, list: AnyNode | undefined): boolean {
  const left = list?.type === 'ArrayExpression' ? list.elements : [];

  return field !== undefined && left.some((each) => literalText(each ?? undefined) === field);
}

/** Of TypeScript, Babel, swc and esbuild. */
const sameFields: ReadonlySet<string> = new Set([
  '__assign',
  '__read',
  '__spreadProps',
  '__spreadValues',
  '_extends',
  '_objectSpread',
  '_object_spread',
  '_object_spread_props',
  '_slicedToArray',
  '_sliced_to_array',
  '_toConsumableArray',
  '_to_consumable_array',
]);

const lists: ReadonlySet<string> = new Set(['__spread', '__spreadArray', '__spreadArrays']);

const leavingOut: ReadonlySet<string> = new Set([
  '__objRest',
  '__rest',
  '_objectWithoutProperties',
  '_objectWithoutPropertiesLoose',
  '_object_without_properties',
]);
