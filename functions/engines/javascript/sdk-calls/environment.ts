import { bindingOf } from '../scope.ts';
import {
  type AnyNode,
  type CallNode,
  childrenOf,
  constantText,
  type FunctionNode,
  isFunction,
  type NodeOf,
} from '../syntax.ts';
import { named, type Value, type Values } from '../value.ts';

/** The variable that a global by this name is: `process.env.TABLE`. */
export function variableIn(name: string): string | undefined {
  return /^(?:module:)?process\.env\.(\w+)$/.exec(name)?.[1];
}

/**
 * Of a call that reads the environment for its caller: `requireEnv('TABLE')`, whose function reads
 * `process.env[name]`, and `schema.parse(process.env)`, which gives it back.
 */
export function environmentRead(call: CallNode, values: Values): readonly Value[] | undefined {
  const given = call.arguments.find((each) => isEnvironment(each, values));
  if (given) return [named('process.env')];

  const variables = values.functionsOf(call.callee).flatMap((each) => {
    const index = readerParameterOf(each, values);
    return (index === undefined ? undefined : constantText(call.arguments[index])) ?? [];
  });
  return variables.length === 0
    ? undefined
    : variables.map((variable) => named(`process.env.${variable}`));
}

function isEnvironment(node: AnyNode, values: Values): boolean {
  if (node.type !== 'MemberExpression' && node.type !== 'Identifier') return false;

  return values.namesOf(node).some((name) => /^(?:module:)?process\.env$/.test(name));
}

/** Which parameter names the variable that it returns; undefined for one that does something else. */
function readerParameterOf(node: FunctionNode, values: Values): number | undefined {
  const known = readers.get(node);
  if (known !== undefined) return known ?? undefined;

  readers.set(node, null);
  const index = parameterRead(node, values);
  if (index !== undefined) readers.set(node, index);
  return index;
}

const readers = new WeakMap<FunctionNode, number | null>();

function parameterRead(node: FunctionNode, values: Values): number | undefined {
  if (node.end - node.start > LONGEST_READER) return undefined;

  const pending: AnyNode[] = [node.body];
  for (let next = pending.pop(); next; next = pending.pop()) {
    const index = next.type === 'MemberExpression' ? parameterNaming(next, node) : undefined;
    if (
      index !== undefined &&
      next.type === 'MemberExpression' &&
      isEnvironment(next.object, values)
    )
      return index;
    if (!isFunction(next)) pending.push(...childrenOf(next));
  }
  return undefined;
}

/** Characters: it does nothing else. */
const LONGEST_READER = 600;

/** The index of the function's parameter that `object[parameter]` reads by. */
function parameterNaming(
  { computed, property }: NodeOf<'MemberExpression'>,
  node: FunctionNode,
): number | undefined {
  const [definition] = (computed && bindingOf(property)?.definitions) || [];

  return definition?.kind === 'parameter' && definition.of === node && definition.path.length === 0
    ? definition.index
    : undefined;
}
