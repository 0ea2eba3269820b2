import { constantText } from '../constant-text.ts';
import { calledName } from '../link.ts';
import { bindingOf } from '../scope.ts';
import type { AnyNode, Call } from '../syntax.ts';
import type { Code } from './code.ts';
import { isOfOutside } from './outside.ts';

/**
 * In the wider reading: whether a call of a function of the code may hand a credential on, or what was found by one. What others give that function
 * says nothing of this call: `find({'id': event['pathParameters']['id']})`.
 */
export function bringsCredential(call: Call, code: Code): boolean {
  const { credentials } = code;
  const given = call.arguments.map(({ value }) => value);
  if (!credentials || given.length === 0) return true;

  return given.some((each) => credentials.has(each) || !isField(each, code, 0));
}

/** A field of the request, whole in what is given, or what stands in the code. */
function isField(node: AnyNode, code: Code, depth: number): boolean {
  if (depth > MOST_STEPS) return false;
  const is = (each: AnyNode) => isField(each, code, depth + 1);

  switch (node.type) {
    case 'Text':
    case 'Number':
    case 'Constant':
      return true;
    case 'Dict':
      return node.entries.every(({ value }) => is(value));
    case 'List':
    case 'Tuple':
      return node.elements.every(is);
    case 'FormattedText':
      return node.parts.every(is);
    case 'Binary':
      return is(node.left) && is(node.right);
    case 'Subscript':
      return isOwnField(constantText(node.index), node.object, code);
    case 'Call': {
      const { callee, arguments: all } = node;
      if (callee.type !== 'Attribute')
        return all.length === 1 && all.every(({ value }) => is(value));
      if (/^(?:get|pop)$/.test(calledName(node) ?? '')) {
        return isOwnField(constantText(all[0]?.value), callee.object, code);
      }
      return /^(?:encode|decode|strip|lower|upper)$/.test(callee.name) && is(callee.object);
    }
    case 'Name': {
      const [one, ...others] = bindingOf(node)?.definitions ?? [];
      if (!one || others.length > 0) return false;
      if (bindingOf(node)?.scope.function === undefined) return one.kind === 'value';
      return one.kind === 'value' && one.path.length === 0 && is(one.node);
    }
    default:
      return false;
  }
}

function isOwnField(key: string | undefined, object: AnyNode, code: Code): boolean {
  return (
    key !== undefined &&
    !containers.test(key) &&
    code.requested.has(object) &&
    !isOfOutside(object, code)
  );
}

/** What may hold one. */
const containers =
  /^(?:headers|multiValueHeaders|cookies|body|queryStringParameters|multiValueQueryStringParameters|pathParameters|requestContext|data|auth)$/;

const MOST_STEPS = 8;
