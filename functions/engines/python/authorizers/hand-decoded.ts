import { constantText } from '../constant-text.ts';
import { calledName } from '../link.ts';
import { foundBehind, isMadeOf } from '../signatures/behind.ts';
import type { AnyNode, Call } from '../syntax.ts';
import type { Values } from '../value.ts';

/** `json.loads(base64.urlsafe_b64decode(token.split('.')[1]))`: the claims of a token, as they are decoded by hand. */
export function isPayload(call: Call, values: Values): boolean {
  const [given] = call.arguments;
  if (!given || !values.namesOf(call.callee).includes('json.loads')) return false;
  const decoded = foundBehind(given.value, values, (node) => isOfBase64(node, values) || undefined);

  return decoded !== undefined && isMadeOf(decoded, values, (node) => isSecondPart(node, values));
}

function isOfBase64(node: AnyNode, values: Values): node is Call {
  return (
    node.type === 'Call' &&
    values.namesOf(node.callee).some((name) => /^base64\.(?:\w{1,10}_)?b64decode$/.test(name))
  );
}

/** `token.split('.')[1]`, also by a name. */
function isSecondPart(node: AnyNode, values: Values): boolean {
  return (
    node.type === 'Subscript' &&
    node.index.type === 'Number' &&
    node.index.value === '1' &&
    isMadeOf(node.object, values, isSplit)
  );
}

function isSplit(node: AnyNode): boolean {
  return (
    node.type === 'Call' &&
    calledName(node) === 'split' &&
    constantText(node.arguments[0]?.value) === '.'
  );
}
