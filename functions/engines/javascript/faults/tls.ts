import { returnsOf } from '../members.ts';
import { isFalse } from '../options.ts';
import { behind } from '../subject.ts';
import { type AnyNode, type FunctionNode, literalText } from '../syntax.ts';
import { settingOf } from '../telling.ts';
import type { Values } from '../value.ts';
import type { Fault } from './fault.ts';

/** What is wrong with a field that is set. Source: "tls.connect", "NODE_TLS_REJECT_UNAUTHORIZED" (Node.js 24). */
export function tlsFault(node: AnyNode, values: Values): Fault | undefined {
  const { name, value } = settingOf(node) ?? {};
  if (!value) return undefined;

  switch (name) {
    case 'NODE_TLS_REJECT_UNAUTHORIZED':
      return literalText(value) === '0' || isFalse(value) ? fault(`${name} = '0'`) : undefined;
    case 'checkServerIdentity':
      return values.functionsOf(value).some(acceptsAll)
        ? fault(name, () => 'Delete checkServerIdentity.')
        : undefined;
    case 'rejectUnauthorized':
    case 'strictSSL':
      return isFalse(behind(value)) ? fault(`${name}: false`, () => `${name}: true`) : undefined;
    default:
      return undefined;
  }
}

/** A function without a check: `() => undefined`, `() => {}`. */
function acceptsAll(value: FunctionNode): boolean {
  if (value.body.type === 'BlockStatement' && value.body.body.length === 0) return true;
  const results = returnsOf(value);

  return results.length > 0 && results.every(isNothing);
}

function isNothing(node: AnyNode): boolean {
  if (node.type === 'Identifier') return node.name === 'undefined';
  if (node.type === 'Literal') return node.value === null;

  return node.type === 'UnaryExpression' && node.operator === 'void';
}

function fault(title: string, fix?: Fault['fix']): Fault {
  return { kind: 'tls-verification-disabled', title, fix };
}
