import { isPasswordName, mayHash, OF_PLAIN_PASSWORD } from '../../signatures/index.ts';
import { argumentOf, seen } from '../call-arguments.ts';
import { constantText, constantValue } from '../constant-text.ts';
import { calledName } from '../link.ts';
import { bindingOf } from '../scope.ts';
import type { Expression } from '../syntax.ts';
import type { FaultRow, FoundFault, Place } from './fault.ts';

/** Passwords that are kept as they are sent, in code that hashes nothing. */
export const keptPasswordFaults: readonly FaultRow[] = [
  { calls: 'put_item insert_one', find: kept },
];

function kept({ call, files }: Place): FoundFault | undefined {
  const name = calledName(call) ?? '';
  const item = seen(
    name === 'insert_one' ? argumentOf(call, 0, 'document') : argumentOf(call, undefined, 'Item'),
  );
  const entries = item?.type === 'Dict' ? item.entries : [];
  const password = entries
    .filter(({ key }) => isPasswordName(constantText(key) ?? ''))
    .map(({ value }) => attributeOf(value))
    .find((value) => isSent(value));
  if (!password) return undefined;
  const mayBeHashed = files.some(({ calls }) => [...calls.keys()].some(mayHash));

  return mayBeHashed
    ? undefined
    : { kind: 'weak-crypto', severity: 'medium', title: `${name}${OF_PLAIN_PASSWORD}` };
}

/** `{'S': password}` */
function attributeOf(value: Expression): Expression {
  const text =
    value.type === 'Dict' ? value.entries.find(({ key }) => constantText(key) === 'S') : undefined;

  return text?.value ?? value;
}

/** `body['password']`, `body.get('password')`, a name for one of them: as it came, and not what was looked up. */
function isSent(node: Expression): boolean {
  switch (node.type) {
    case 'Name': {
      const value = constantValue(node);
      if (value) return isSent(value);
      const [definition] = bindingOf(node)?.definitions ?? [];
      return definition?.kind === 'parameter' && isPasswordName(node.name);
    }
    case 'Subscript':
      return isPasswordName(constantText(node.index) ?? '') && isOfRequest(node.object);
    case 'Attribute':
      return isPasswordName(node.name) && isOfRequest(node.object);
    case 'Call': {
      const { callee } = node;
      const isRead = callee.type === 'Attribute' && callee.name === 'get';
      const field = constantText(argumentOf(node, 0, 'key')) ?? '';
      return isRead && isPasswordName(field) && isOfRequest(callee.object);
    }
    default:
      return false;
  }
}

function isOfRequest(node: Expression): boolean {
  switch (node.type) {
    case 'Name': {
      const value = constantValue(node);
      if (value) return isOfRequest(value);
      const [definition, ...others] = bindingOf(node)?.definitions ?? [];
      if (others.length > 0) return false;
      return (
        definition?.kind === 'parameter' ||
        (definition?.kind === 'import' && definition.name === 'request')
      );
    }
    case 'Subscript':
      return isOfRequest(node.object);
    case 'Attribute':
      return isOfRequest(node.object);
    case 'Call':
      return /^(?:loads|get_json|json|dict|model_dump)$/.test(calledName(node) ?? '');
    default:
      return false;
  }
}
