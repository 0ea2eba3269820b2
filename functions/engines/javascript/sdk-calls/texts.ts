import type { TextPart } from '../../../core/sdk-calls.ts';
import type { AnyNode, NodeOf } from '../syntax.ts';
import type { Value, Values } from '../value.ts';
import { variableIn } from './environment.ts';

/** A text, part after part. */
export type Parts = readonly TextPart[];

/** The texts that an expression may stand for, what is not known of them among their parts. */
export function textsOf(node: AnyNode, values: Values, depth = 0): readonly Parts[] {
  if (depth > maxDepth) return [unknownText];
  const found = values.valuesOf(node);

  return found.length === 0 ? [unknownText] : textsAmong(found, values, depth);
}

/** Of several values, each one's. */
export function textsAmong(found: readonly Value[], values: Values, depth = 0): readonly Parts[] {
  const all = found.flatMap((value) => textsIn(value, values, depth)).map(joined);
  const texts = [...new Map(all.map((parts) => [JSON.stringify(parts), parts])).values()];

  return texts.length > MOST_TEXTS ? [unknownText] : texts;
}

export const unknownText: Parts = [{ unknown: true }];

const maxDepth = 8;

/** What may be more than these is nothing in particular. */
const MOST_TEXTS = 16;

function textsIn(value: Value, values: Values, depth: number): readonly Parts[] {
  switch (value.kind) {
    case 'text':
      return textsOfNode(value.node, values, depth + 1);
    case 'name': {
      const variable = variableIn(value.name);
      return [variable === undefined ? { unknown: true as const } : { variable }].map((part) => [
        part,
      ]);
    }
    default:
      return [unknownText];
  }
}

function textsOfNode(node: AnyNode, values: Values, depth: number): readonly Parts[] {
  switch (node.type) {
    case 'Literal':
      return [[{ text: String(node.value) }]];
    case 'TemplateLiteral':
      return ofTemplate(node, values, depth);
    case 'BinaryExpression':
      return product([textsOf(node.left, values, depth), textsOf(node.right, values, depth)]);
    case 'LogicalExpression':
      return withDefault(node, values, depth);
    default:
      return [unknownText];
  }
}

function ofTemplate(
  { quasis, expressions }: NodeOf<'TemplateLiteral'>,
  values: Values,
  depth: number,
): readonly Parts[] {
  return product(
    quasis.flatMap(({ value }, index) => {
      const expression = expressions[index];
      const own: readonly Parts[] = [[{ text: value.cooked ?? '' }]];
      return expression ? [own, textsOf(expression, values, depth)] : [own];
    }),
  );
}

/** `process.env.TABLE ?? 'orders'`. */
function withDefault(
  { left, right }: NodeOf<'LogicalExpression'>,
  values: Values,
  depth: number,
): readonly Parts[] {
  const own = textsOf(left, values, depth);
  const others = textsOf(right, values, depth);
  const [first, ...more] = others;
  const otherwise = more.length === 0 && first?.length === 1 ? first[0] : undefined;
  if (otherwise === undefined || !('text' in otherwise)) return [...own, ...others];

  return own.map((parts) =>
    parts.map((part) =>
      'variable' in part && part.otherwise === undefined
        ? { ...part, otherwise: otherwise.text }
        : part,
    ),
  );
}

function product(all: readonly (readonly Parts[])[]): readonly Parts[] {
  return all.reduce<readonly Parts[]>(
    (texts, next) => {
      const longer = texts.flatMap((text) => next.map((parts) => [...text, ...parts]));
      return longer.length > MOST_TEXTS ? [unknownText] : longer;
    },
    [[]],
  );
}

/** Neighbours of one kind are one part. */
function joined(parts: Parts): Parts {
  const all: TextPart[] = [];

  for (const part of parts) {
    const last = all.at(-1);
    if ('text' in part && part.text === '') continue;
    if (last && 'text' in last && 'text' in part) {
      all[all.length - 1] = { text: last.text + part.text };
    } else if (!(last && 'unknown' in last && 'unknown' in part)) all.push(part);
  }
  return all.length === 0 ? unknownText : all;
}
