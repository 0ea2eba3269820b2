import {
  defaultedTexts,
  distinctTexts,
  type Parts,
  textProduct,
  unknownText,
} from '../../sdk/index.ts';
import { argumentOf } from '../call-arguments.ts';
import { constantText } from '../constant-text.ts';
import type { Resolver } from '../resolver.ts';
import type { Call, Expression } from '../syntax.ts';
import { isEnvironment, isVariableRead, variableRead } from './environment.ts';
import { sourcesOf } from './sources.ts';

/** The texts that an expression may stand for, what is not known of them among their parts. */
export function textsOf(node: Expression, values: Resolver, depth = 0): readonly Parts[] {
  if (depth > MOST_DEEP) return [unknownText];
  const sources = sourcesOf(node, values);

  return sources.length === 0
    ? [unknownText]
    : distinctTexts(sources.flatMap((source) => ofSource(source, values, depth + 1)));
}

const MOST_DEEP = 8;

function ofSource(node: Expression, values: Resolver, depth: number): readonly Parts[] {
  switch (node.type) {
    case 'Text':
      return [[{ text: node.value }]];
    case 'Constant':
      // None names nothing: what stands in its place does.
      return node.value === 'None' ? [] : [unknownText];
    case 'FormattedText':
      return textProduct(node.parts.map((part) => textsOf(part, values, depth)));
    case 'Binary':
      return ofBinary(node, values, depth);
    case 'Subscript':
      return isEnvironment(node.object, values)
        ? variable(constantText(node.index))
        : [unknownText];
    case 'Call':
      return ofCall(node, values, depth);
    default:
      return [unknownText];
  }
}

function ofBinary(
  { operator, left, right }: Expression & { type: 'Binary' },
  values: Resolver,
  depth: number,
): readonly Parts[] {
  const both = () => [textsOf(left, values, depth), textsOf(right, values, depth)] as const;

  if (operator === '+') return textProduct(both());
  return operator === 'or' ? defaultedTexts(...both()) : [unknownText];
}

/** `os.environ.get('TABLE', 'orders')`, `os.getenv('TABLE')`, `str(name)`, `name.strip()`. */
function ofCall(call: Call, values: Resolver, depth: number): readonly Parts[] {
  const { callee } = call;
  const names = values.namesOf(callee);
  const [first] = call.arguments;

  const read = variableRead(call, values);
  if (read !== undefined) return [[{ variable: read }]];
  if (isVariableRead(call, values)) {
    const own = variable(constantText(argumentOf(call, 0, 'key')));
    const otherwise = argumentOf(call, 1, 'default');
    const isText = otherwise !== undefined && otherwise.type !== 'Constant';
    return isText ? defaultedTexts(own, textsOf(otherwise, values, depth)) : own;
  }
  if (names.includes('builtins.str') && first) return textsOf(first.value, values, depth);
  if (callee.type === 'Attribute' && callee.name === 'strip' && !first) {
    return textsOf(callee.object, values, depth);
  }
  return callee.type === 'Attribute' && callee.name === 'format'
    ? formatted(callee.object, call, values, depth)
    : [unknownText];
}

/** `'orders-{}'.format(stage)`: of plain holes, in their order. */
function formatted(
  text: Expression,
  call: Call,
  values: Resolver,
  depth: number,
): readonly Parts[] {
  const literal = constantText(text);
  const pieces = literal?.split('{}') ?? [];
  if (literal === undefined || pieces.length !== call.arguments.length + 1) return [unknownText];

  return textProduct(
    pieces.flatMap((piece, index) => {
      const own: readonly Parts[] = [[{ text: piece }]];
      const given = call.arguments[index];
      return given ? [own, textsOf(given.value, values, depth)] : [own];
    }),
  );
}

function variable(name: string | undefined): readonly Parts[] {
  return [name === undefined ? unknownText : [{ variable: name }]];
}
