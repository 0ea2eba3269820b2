import { constantText } from './constant-text.ts';
import type { FieldPath } from './field-path.ts';
import { positionOf } from './sites.ts';
import type { Binary, Call, Expression, FormattedText } from './syntax.ts';
import { isNumberFormat } from './text-literal.ts';

/**
 * Whether a text takes a value as a number, and fails where it is none: `f'{x:d}'`, `'%d' % x`,
 * `'{:.2f}'.format(x)`.
 */
export function isTakenAsNumber(
  part: Expression,
  path: FieldPath,
  whole: Binary | Call | FormattedText,
): boolean {
  switch (whole.type) {
    case 'FormattedText':
      return whole.numbers.has(part);
    case 'Binary':
      return whole.operator === '%' && isNumberAt(whole.left, placeIn(whole.right, part, path));
    case 'Call':
      return isFormatOfNumber(whole, part);
  }
}

/** By a name, or by its place: undefined where it may be any of them. */
function placeIn(right: Expression, part: Expression, [first]: FieldPath): string | undefined {
  if (right !== part) return undefined;
  if (right.type === 'Tuple' || right.type === 'Dict') return first;

  return first ?? '0';
}

function isNumberAt(template: Expression, place: string | undefined): boolean {
  const text = constantText(template)?.slice(0, LONGEST_TEMPLATE) ?? '';
  const places = [...text.replaceAll('%%', '').matchAll(PLACEHOLDER)];
  const at = places.filter(([, name], index) => (name ?? String(index)) === place);

  return at.length > 0 && at.every(([, , letter = '']) => 'diouxXeEfFgG'.includes(letter));
}

const PLACEHOLDER = /%(?:\((\w{1,60})\))?[-+ #0]{0,4}\d{0,4}(?:\.\d{1,4})?([a-zA-Z])/g;

function isFormatOfNumber({ callee, arguments: given }: Call, part: Expression): boolean {
  const argument = given.find(({ value }) => value === part);
  if (callee.type !== 'Attribute' || !argument) return false;
  const text = constantText(callee.object)?.slice(0, LONGEST_TEMPLATE) ?? '';
  const place = argument.name ?? String(positionOf(argument));
  const places = [...text.matchAll(FIELD)];
  const at = places.filter(
    ([, name = ''], index) => (name === '' ? String(index) : name) === place,
  );

  return at.length > 0 && at.every(([, , format = '']) => isNumberFormat(format));
}

const FIELD = /\{(\w{0,60})(?::([^{}]{0,60}))?\}/g;

/** Characters. */
const LONGEST_TEMPLATE = 20_000;
