import { type Binding, bindingOf, type Definition } from './scope.ts';
import type { AnyNode, Call, Expression, Name } from './syntax.ts';

/** What a name was imported as: `os.environ`; undefined of what was not. */
export function importedBy(definition: Definition): string | undefined {
  if (definition.kind === 'module') return definition.module;

  return definition.kind === 'import' ? `${definition.from}.${definition.name}` : undefined;
}

/** `boto3.client(…)` and `boto3.resource(…)`, which are no values by themselves. */
export function isClientMaker(node: AnyNode | undefined): boolean {
  return (
    node?.type === 'Attribute' &&
    (node.name === 'client' || node.name === 'resource') &&
    node.parent?.type === 'Call' &&
    node.parent.callee === node
  );
}

/** Of a resource: `dynamodb.Table(…)`. */
const parts: ReadonlySet<string> = new Set(['Table', 'Bucket', 'Object', 'Queue', 'Topic']);

/** Whether a client comes about here, or a part of one that is called like it. */
export function isOfClient(node: AnyNode): node is Call {
  if (node.type !== 'Call' || node.callee.type !== 'Attribute') return false;
  const { callee } = node;

  const isMade = isClientMaker(callee) && importsBoto3(callee.object);
  return isMade || parts.has(callee.name);
}

function importsBoto3(node: Expression): boolean {
  return bindingOf(node)?.definitions.some((each) => importedBy(each) === 'boto3') ?? false;
}

/** The name that a client is kept under, or that a part of it has that is made at once. */
export function clientKeptUnder(node: Call): Binding | undefined {
  const { parent } = node;
  const outer = parent?.type === 'Attribute' && parts.has(parent.name) ? parent.parent : undefined;
  if (outer?.type === 'Call' && outer.callee === parent) return clientKeptUnder(outer);

  const [target, ...others] = parent?.type === 'Assign' ? parent.targets : [];
  const binding = target && others.length === 0 ? bindingOf(target) : undefined;
  // In a class it is a field, which has no name of its own.
  return binding?.scope.class ? undefined : binding;
}

/** Where its methods are called; undefined where it is anything else than called. */
export function clientCalls(binding: Binding): readonly Call[] | undefined {
  const { reads, definitions, loops, captures } = binding;
  const isSetOnce = definitions.length === 1 && loops.length === 0 && captures.length === 0;
  const calls = reads.map(callOf);
  if (!isSetOnce || !calls.every((call) => call !== undefined)) return undefined;

  return calls.filter((call) => !isOfClient(call));
}

function callOf(node: Name): Call | undefined {
  const { parent } = node;
  if (parent?.type !== 'Attribute') return undefined;

  return parent.parent?.type === 'Call' && parent.parent.callee === parent
    ? parent.parent
    : undefined;
}
