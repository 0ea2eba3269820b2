import { bindingOf } from '../scope.ts';
import {
  type AnyNode,
  calledName,
  childrenOf,
  fieldRead,
  isCall,
  isFunction,
  literalText,
  memberName,
} from '../syntax.ts';
import type { Values } from '../value.ts';

/** Whether a key of the code's own lies in an expression, as far as it is seen: of its environment, or of where secrets are kept. */
export function holdsKey(node: AnyNode, values: Values): boolean {
  return isAnyIn(node, (each) => isKey(each, values));
}

/** Whether a client is given a key, by what its settings are called (`new Exchange({ apiKey, secret })`), or a variable of the environment. */
export function isGivenKey(node: AnyNode, values: Values): boolean {
  return isAnyIn(
    node,
    (each) =>
      isKey(each, values) ||
      isSetting(each) ||
      values.namesOf(each).some((name) => name.startsWith('process.env.')),
  );
}

function isAnyIn(node: AnyNode, is: (node: AnyNode) => boolean, most = MOST_NODES): boolean {
  const pending = [node];
  const seen = new Set<AnyNode>();

  for (let at = pending.pop(); at && seen.size < most; at = pending.pop()) {
    if (seen.has(at)) continue;
    seen.add(at);
    if (is(at)) return true;
    if (at.type === 'Identifier') {
      const { definitions = [], writes = [] } = bindingOf(at) ?? {};
      pending.push(...definitions.flatMap((each) => (each.kind === 'value' ? each.node : [])));
      pending.push(...writes.map(({ value }) => value));
    }
    if (!isFunction(at)) pending.push(...childrenOf(at));
  }
  return false;
}

function isKey(node: AnyNode, values: Values): boolean {
  if (node.type === 'Property') {
    return (
      /^(?:authorization|auth|password|pass|token|x-api-key|api-?key)$/i.test(
        memberName(node) ?? '',
      ) &&
      isAnyIn(
        node.value,
        (each) => values.namesOf(each).some((name) => name.startsWith('process.env.')),
        MOST_IN_SETTING,
      )
    );
  }
  if (isCall(node)) return fetching.test(calledName(node) ?? '');
  if (node.type !== 'Identifier' && node.type !== 'MemberExpression') return false;
  if (
    node.type === 'MemberExpression' &&
    secret.test(fieldRead(node) ?? '') &&
    /^[A-Z0-9_]+$/.test(fieldRead(node) ?? '')
  ) {
    return true;
  }
  return values.namesOf(node).some((name) => name.startsWith('process.env.') && secret.test(name));
}

function isSetting(node: AnyNode): boolean {
  return (
    node.type === 'Property' &&
    /^(?:api_?key|(?:api|client|app)?_?secret(?:_?key)?|access_?token|private_?key)$/i.test(
      memberName(node) ?? '',
    ) &&
    literalText(node.value) !== ''
  );
}

const secret = /TOKEN|KEY|SECRET|PASS|AUTH|CREDENTIAL|SID/i;
const fetching =
  /^(?:getSecretValue|GetSecretValueCommand|getParameter|GetParameterCommand|getSecret|getAccessToken|getToken)$/;

const MOST_NODES = 300;
const MOST_IN_SETTING = 20;
