import { argumentOf } from '../call-arguments.ts';
import { constantText } from '../constant-text.ts';
import { nodesIn } from '../nodes-in.ts';
import type { Resolver } from '../resolver.ts';
import { bindingOf } from '../scope.ts';
import type { Call, Expression, FunctionNode } from '../syntax.ts';

/** Whether a call reads a variable of the environment by its name. */
export function isVariableRead(call: Call, values: Resolver): boolean {
  return values.namesOf(call.callee).some((name) => readers.has(name));
}

const readers: ReadonlySet<string> = new Set([
  'os.environ.get',
  'os.getenv',
  'os.environ.__getitem__',
]);

export function isEnvironment(node: Expression, values: Resolver): boolean {
  return values.namesOf(node).includes('os.environ');
}

/** `required('TABLE')`, of a function that reads the variable that it is given. */
export function variableRead(call: Call, values: Resolver): string | undefined {
  const [first] = call.arguments;
  const name = constantText(first?.value);
  if (name === undefined || first?.name !== undefined) return undefined;

  const isReader = values
    .functionsOf(call.callee)
    .some(({ node }) => node.end - node.start < LONGEST_READER && readsParameter(node, values));
  return isReader ? name : undefined;
}

/** Characters: it does nothing else. */
const LONGEST_READER = 600;

function readsParameter(node: FunctionNode, values: Resolver): boolean {
  return nodesIn(node.body).some((each) => {
    if (each.type === 'Subscript') {
      return isEnvironment(each.object, values) && isFirst(each.index, node);
    }
    if (each.type !== 'Call') return false;
    const key = argumentOf(each, 0, 'key');
    const isRead = isVariableRead(each, values);
    return isRead && key !== undefined && isFirst(key, node);
  });
}

function isFirst(node: Expression, of: FunctionNode): boolean {
  const [definition] = bindingOf(node)?.definitions ?? [];

  return definition?.kind === 'parameter' && definition.of === of && definition.index === 0;
}
