import { isPasswordName, mayHash, OF_PLAIN_PASSWORD } from '../../signatures/index.ts';
import { objectsOf, optionIn } from '../options.ts';
import { bindingOf, parentOf } from '../scope.ts';
import { type AnyNode, calledName, fieldRead, isCall, memberName } from '../syntax.ts';
import type { Values } from '../value.ts';
import type { Fault, FaultRow, Place } from './fault.ts';

/** Passwords that are kept as they are sent, in code that hashes nothing. */
export const keptPasswordFaults: readonly FaultRow[] = [
  { calls: 'PutCommand put PutItemCommand putItem insertOne', find: kept },
];

function kept({ call, values, modules }: Place): Fault | undefined {
  const [first] = call.arguments;
  const name = calledName(call) ?? '';
  const item = name === 'insertOne' ? first : optionIn(values, first, 'Item');
  if (item && isSetAgain(item)) return undefined;
  const password = objectsOf(values, item)
    .flatMap(({ properties }) => properties)
    .flatMap((each) =>
      each.type === 'Property' && isPasswordName(memberName(each) ?? '') ? each.value : [],
    )
    .map((value) => attributeOf(value, values))
    .find(isSent);
  if (!password) return undefined;
  const mayBeHashed = [...modules.files.values()].some(({ calls }) =>
    [...calls.keys()].some(mayHash),
  );

  return mayBeHashed
    ? undefined
    : { kind: 'weak-crypto', severity: 'medium', title: `${name}${OF_PLAIN_PASSWORD}` };
}

/** `{ S: password }` */
function attributeOf(value: AnyNode, values: Values): AnyNode {
  return (value.type === 'ObjectExpression' && optionIn(values, value, 'S')) || value;
}

/** `body.password`, `const { password } = JSON.parse(event.body)`: as it came, and not what was looked up. */
function isSent(node: AnyNode): boolean {
  if (node.type === 'MemberExpression') {
    const isOfBody = isPasswordName(fieldRead(node) ?? '') && isOfRequest(node.object);
    return isOfBody && !isSetAgain(node.object);
  }
  if (node.type !== 'Identifier') return false;
  const [definition, ...others] = bindingOf(node)?.definitions ?? [];
  if (others.length > 0) return false;
  if (definition?.kind === 'parameter')
    return isPasswordName(String(definition.path.at(-1) ?? node.name));
  if (definition?.kind !== 'value') return false;
  const field = definition.path.at(-1);

  return field === undefined
    ? isSent(definition.node)
    : isPasswordName(String(field)) && isOfRequest(definition.node);
}

/** `body.password = scramble(body.password)`: what is in the field of that name then may be anything. */
function isSetAgain(object: AnyNode): boolean {
  return (bindingOf(object)?.reads ?? []).some((read) => {
    const field = parentOf(read);
    const set = field && parentOf(field);
    return (
      field?.type === 'MemberExpression' &&
      field.object === read &&
      isPasswordName(fieldRead(field) ?? '') &&
      set?.type === 'AssignmentExpression' &&
      set.left === field
    );
  });
}

function isOfRequest(node: AnyNode): boolean {
  switch (node.type) {
    case 'AwaitExpression':
      return isOfRequest(node.argument);
    case 'LogicalExpression':
      return isOfRequest(node.left);
    case 'MemberExpression':
      return fieldRead(node) === 'body' || isOfRequest(node.object);
    case 'CallExpression':
      return isCall(node) && /^(?:parse|json|parseBody|getBody)$/.test(calledName(node) ?? '');
    case 'Identifier': {
      const [definition, ...others] = bindingOf(node)?.definitions ?? [];
      if (!definition || others.length > 0) return false;
      return (
        definition.kind === 'parameter' ||
        (definition.kind === 'value' && isOfRequest(definition.node))
      );
    }
    default:
      return false;
  }
}
