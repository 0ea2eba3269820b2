import { isInFunction } from '../../flow/index.ts';
import { behind } from '../behind.ts';
import { returnsOf } from '../members.ts';
import { isFalse } from '../options.ts';
import { parentOf, scopeOf } from '../scope.ts';
import { type AnyNode, calledName, type FunctionNode, literalText, memberName } from '../syntax.ts';
import { settingOf } from '../telling.ts';
import type { Values } from '../value.ts';
import { isChoice } from './choice.ts';
import { callsGiven } from './connection-options.ts';
import type { Fault } from './fault.ts';

/** What is known of the code that sets a field. */
interface Setting {
  readonly values: Values;
  /** Whether packages may have written it: their options are for their callers to choose. */
  readonly isMixed: boolean;
}

/** What is wrong with a field that is set. Source: "tls.connect", "NODE_TLS_REJECT_UNAUTHORIZED" (Node.js 24). */
export function tlsFault(node: AnyNode, { values, isMixed }: Setting): Fault | undefined {
  const fault = faultOf(node, values);
  if (!fault || isChoice(node, isMixed) || readsCertificate(node, values)) return undefined;
  if (isOfServer(node)) return undefined;
  if (node.type === 'Property') return !isMixed || callsGiven(node).length > 0 ? fault : undefined;

  return isOwnObject(node, values) ? fault : undefined;
}

function faultOf(node: AnyNode, values: Values): Fault | undefined {
  const { name, value } = settingOf(node) ?? {};
  if (!value) return undefined;

  switch (name) {
    case 'NODE_TLS_REJECT_UNAUTHORIZED':
      return literalText(value) === '0' || isFalse(value) ? fault(`${name} = '0'`) : undefined;
    case 'checkServerIdentity':
      return acceptsAny(value, values)
        ? fault(name, () => 'Delete checkServerIdentity.')
        : undefined;
    case 'rejectUnauthorized':
    case 'strictSSL':
      return isFalse(behind(value)) ? fault(`${name}: false`, () => `${name}: true`) : undefined;
    default:
      return undefined;
  }
}

/** Whichever function it is: `strict ? tls.checkServerIdentity : () => {}` is a choice. */
function acceptsAny(value: AnyNode, values: Values): boolean {
  if (value.type === 'ConditionalExpression' || value.type === 'LogicalExpression') return false;
  const functions = values.functionsOf(value);

  return functions.length > 0 && functions.every(acceptsAll);
}

/**
 * Whether the field is set of what this code made, or of a module: `https.globalAgent.options`. What a
 * function was given is set on its caller's behalf.
 */
function isOwnObject(node: AnyNode, values: Values): boolean {
  if (node.type !== 'AssignmentExpression' || node.left.type !== 'MemberExpression') return false;
  const { object } = node.left;
  if (values.namesOf(object).some((name) => /^(?:process\.env$|module:)/.test(name))) return true;

  return behind(object).type === 'ObjectExpression';
}

/**
 * Whether it is an option of a server, where it says which clients may come in: no server's certificate
 * is accepted by it. Source: "tls.createServer" (Node.js 24).
 */
function isOfServer(option: AnyNode): boolean {
  const object = parentOf(option);
  const isBesideOthers =
    object?.type === 'ObjectExpression' &&
    object.properties.some(
      (each) => each.type === 'Property' && memberName(each) === 'requestCert',
    );

  return (
    isBesideOthers ||
    callsGiven(option).some((call) => /^create(?:Secure)?Server$/.test(calledName(call) ?? ''))
  );
}

/** Whether the same function looks at the certificate, which it asks for as it is. */
function readsCertificate(node: AnyNode, values: Values): boolean {
  const { function: of } = scopeOf(node);

  return ['getPeerCertificate', 'getPeerX509Certificate'].some((name) =>
    values.callsOf(name).some((call) => of !== undefined && isInFunction(scopeOf(call), of)),
  );
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
