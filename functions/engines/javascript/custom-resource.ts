import { targetsOf } from './pattern.ts';
import { bindingOf, parentOf } from './scope.ts';
import { type FunctionNode, fieldRead } from './syntax.ts';

/**
 * Whether a function gets the event of a custom resource behind something else, as in
 * `handler(properties, event)`: then Lambda does not call it itself, and its first parameter is what the
 * function that does took from the template. Source: "Custom resource request objects" (CloudFormation).
 */
export function isBehindCustomResource({ params }: FunctionNode): boolean {
  const [, second] = params;
  const fields = new Set(second ? targetsOf(second).flatMap(fieldsReadOf) : []);

  return fields.has('RequestType') && ofRequests.some((field) => fields.has(field));
}

function fieldsReadOf({ node, path }: ReturnType<typeof targetsOf>[number]): readonly string[] {
  const [first] = path;
  if (first !== undefined) return [first];
  const reads = bindingOf(node)?.reads ?? [];

  return reads.flatMap((read) => {
    const around = parentOf(read);
    return around?.type === 'MemberExpression' && around.object === read
      ? (fieldRead(around) ?? [])
      : [];
  });
}

const ofRequests = [
  'ResourceProperties',
  'OldResourceProperties',
  'PhysicalResourceId',
  'LogicalResourceId',
  'ResponseURL',
  'StackId',
];
