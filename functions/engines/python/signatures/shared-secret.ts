import { isSharedSecretName, isSharedVariableName, mostNested } from '../../signatures/index.ts';
import { isConstant } from '../call-arguments.ts';
import { childrenOf } from '../children-of.ts';
import { constantText } from '../constant-text.ts';
import { type Binding, bindingOf } from '../scope.ts';
import type { AnyNode, Call, Expression } from '../syntax.ts';
import type { Code } from './code.ts';

/**
 * Whether an expression is a secret that the code has for its callers: a variable of the environment or
 * what a call brings, by its name; whole, as it is or within a text.
 * Not what a request decides, nor what has a default that the code shows.
 */
export function isSharedSecret(node: AnyNode, code: Code, depth = 0): boolean {
  if (depth > mostNested || code.requested.has(node as Expression)) return false;
  const is = (each: AnyNode | undefined) =>
    each !== undefined && isSharedSecret(each, code, depth + 1);

  switch (node.type) {
    case 'Await':
      return is(node.value);
    case 'FormattedText':
      return node.parts.some(is);
    case 'Binary':
      if (node.operator === 'or') return is(node.left) && is(node.right);
      return node.operator === '+' && (is(node.left) || is(node.right));
    case 'Subscript':
      return (
        isEnvironment(node.object, code) && isSharedVariableName(constantText(node.index) ?? '')
      );
    case 'Call':
      return isOfCall(node, code, is);
    case 'Name': {
      const all = bindingOf(node)?.definitions ?? [];
      return (
        all.length > 0 &&
        all.every((one) => one.kind === 'value' && one.path.length === 0 && is(one.node))
      );
    }
    default:
      return false;
  }
}

/** A constant of the code that is called a secret and looks like one, be it of another file: no word that callers know. */
export function isShownSecret(node: AnyNode, { values }: Code): boolean {
  if (node.type !== 'Name' && node.type !== 'Attribute') return false;
  const text = constantText(values.writtenAs(node));

  const isNamed =
    (isSharedSecretName(node.name) || /_key$/i.test(node.name)) && !shown.test(node.name);

  return isNamed && text !== undefined && isRandom(text);
}

/** What pages and applications of callers have, and keys of objects and items. */
const shown =
  /mobile|tenant|publish|public|web_|_web|app_|site|client|object|item|cache|partition|sort/i;

/** Letters and digits in no order, as a generator gives them. */
export function isRandom(text: string): boolean {
  const isMixed = /\d/.test(text) && /[a-z]/i.test(text) && /^[\w+=~!@#$%^&*-]{12,200}$/.test(text);
  const changes = text.match(/(?<=\d)\D|(?<=\D)\d|(?<=[a-z])[A-Z]|(?<=[A-Z])[a-z]/g) ?? [];

  return isMixed && new Set(text).size >= 8 && changes.length >= 4;
}

function isEnvironment(node: Expression, { values }: Code): boolean {
  return values.namesOf(node).includes('os.environ');
}

/** `os.environ.get('API_KEY')`, `secret.encode()`; `get_secret()`, whose code is not seen or brings one. */
function isOfCall(
  { callee, arguments: given }: Call,
  code: Code,
  is: (node: AnyNode | undefined) => boolean,
): boolean {
  const [first, otherwise] = given;
  const names = code.values.namesOf(callee);
  if (names.some((name) => name === 'os.environ.get' || name === 'os.getenv')) {
    const isNamed = isSharedVariableName(constantText(first?.value) ?? '');
    return isNamed && (!otherwise || isConstant(otherwise.value, 'None') || is(otherwise.value));
  }
  if (callee.type === 'Attribute' && /^(?:encode|strip)$/.test(callee.name))
    return is(callee.object);
  if (callee.type === 'Name' && /^(?:str|bytes)$/.test(callee.name)) return is(first?.value);

  const own = code.values.functionsOf(callee);
  const name = callee.type === 'Name' || callee.type === 'Attribute' ? callee.name : '';
  if (own.length === 0) return isSharedSecretName(name);
  const results = own.flatMap(({ node }) => code.returnsOf(node) ?? []);
  return results.length > 0 && results.every(({ value }) => value && is(value));
}

/** Whether a secret may stand in an expression, as the default of what a request does not bring. */
export function maySecretBeIn(node: AnyNode, code: Code): boolean {
  const pending = [node];
  const seen = new Set<Binding>();

  for (let next = pending.pop(); next; next = pending.pop()) {
    if (isSharedSecret(next, code)) return true;
    const binding = bindingOf(next);
    if (binding && !seen.has(binding)) pending.push(...heldBy(binding));
    if (binding) seen.add(binding);
    pending.push(...childrenOf(next));
  }
  return false;
}

function heldBy({ definitions }: Binding): readonly AnyNode[] {
  return definitions.flatMap((one) => {
    if (one.kind === 'value') return one.node;
    return one.kind === 'parameter' ? (one.node.otherwise ?? []) : [];
  });
}
