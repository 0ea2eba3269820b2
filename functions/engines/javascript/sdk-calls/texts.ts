import {
  defaultedTexts,
  distinctTexts,
  type Parts,
  textProduct,
  unknownText,
} from '../../sdk/index.ts';
import type { AnyNode, NodeOf } from '../syntax.ts';
import type { Value, Values } from '../value.ts';
import { variableIn } from './environment.ts';

/** The texts that an expression may stand for, what is not known of them among their parts. */
export function textsOf(node: AnyNode, values: Values, depth = 0): readonly Parts[] {
  if (depth > maxDepth) return [unknownText];
  const found = values.valuesOf(node);

  return found.length === 0 ? [unknownText] : textsAmong(found, values, depth);
}

/** Of several values, each one's. */
export function textsAmong(found: readonly Value[], values: Values, depth = 0): readonly Parts[] {
  return distinctTexts(found.flatMap((value) => textsIn(value, values, depth)));
}

const maxDepth = 8;

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
      return textProduct([textsOf(node.left, values, depth), textsOf(node.right, values, depth)]);
    case 'LogicalExpression':
      // `process.env.TABLE ?? 'orders'`
      return defaultedTexts(textsOf(node.left, values, depth), textsOf(node.right, values, depth));
    default:
      return [unknownText];
  }
}

function ofTemplate(
  { quasis, expressions }: NodeOf<'TemplateLiteral'>,
  values: Values,
  depth: number,
): readonly Parts[] {
  return textProduct(
    quasis.flatMap(({ value }, index) => {
      const expression = expressions[index];
      const own: readonly Parts[] = [[{ text: value.cooked ?? '' }]];
      return expression ? [own, textsOf(expression, values, depth)] : [own];
    }),
  );
}
