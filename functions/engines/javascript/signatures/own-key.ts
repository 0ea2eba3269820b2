import { defaultsOf } from '../defaults.ts';
import { returnsOf } from '../members.ts';
import { optionIn, textOf } from '../options.ts';
import { type Binding, bindingOf, type Parameter, parentOf } from '../scope.ts';
import {
  type AnyNode,
  type CallNode,
  calledName,
  type FunctionNode,
  fieldRead,
  isCall,
  isFunction,
} from '../syntax.ts';
import type { Values } from '../value.ts';
import type { Code } from './code.ts';

/** What is asked of a program here. */
export interface Asked extends Pick<Code, 'values'> {
  readonly requested: Pick<Code['requested'], 'has'>;
}

/**
 * Whether a key is the code's own: nothing that a request brings, and no text that the code shows, be it the
 * key, or what stands in for a variable that is not set.
 *
 * @param mayBeShown whether the key is one that anyone may know, as a public one.
 */
export function isOwnKey(
  node: AnyNode,
  code: Asked,
  mayBeShown: (text: string) => boolean = () => false,
  depth = 0,
): boolean {
  if (depth > MOST_STEPS) return false;
  const is = (each: AnyNode) => isOwnKey(each, code, mayBeShown, depth + 1);
  const makers = isCall(node) ? code.values.functionsOf(node.callee) : [];
  if (isCall(node) && makers.length > 0 && makers.every(isOfFile)) {
    // What its parameters are, the call says.
    const within = { values: code.values, requested: { has: () => false } };
    const results = makers.flatMap((each) => returnsOf(each));
    return (
      !node.arguments.some((each) => code.requested.has(each)) &&
      results.every((each) => isOwnKey(each, within, mayBeShown, depth + 1))
    );
  }
  const shown = textOf(node) ?? code.values.shownTexts(node)[0];
  if (shown !== undefined) return mayBeShown(shown);

  switch (node.type) {
    case 'Literal':
      return false;
    case 'AwaitExpression':
      return is(node.argument);
    case 'ChainExpression':
    case 'ParenthesizedExpression':
      return is(node.expression);
    case 'LogicalExpression':
      return is(node.left) && is(node.right);
    case 'ConditionalExpression':
      return is(node.consequent) && is(node.alternate);
    case 'Identifier':
      return node.name !== 'undefined' && isOwnName(bindingOf(node), code, is);
    // What a request chooses of the code's own it does not bring: `keys[header.kid]`.
    case 'MemberExpression': {
      const kept = optionIn(code.values, node.object, fieldRead(node) ?? '');
      return kept === undefined ? isNotBrought(node.object, is) : is(kept);
    }
    case 'CallExpression':
    case 'NewExpression':
      return isOwnResult(node, code, is);
    default:
      return !code.requested.has(node);
  }
}

/** A whole object is no key, and what stands in it may be one: only what brings it is asked. */
function isNotBrought(node: AnyNode, is: (node: AnyNode) => boolean): boolean {
  return node.type === 'ObjectExpression' || node.type === 'ThisExpression' || is(node);
}

function isOwnName(
  binding: Binding | undefined,
  { values }: Asked,
  is: (node: AnyNode) => boolean,
): boolean {
  if (!binding) return true;

  return (
    defaultsOf(binding).every(is) &&
    binding.definitions.every((one) => {
      if (one.kind === 'value') {
        const kept = isAskedFor(binding) ? withoutEmpty(one.node) : one.node;
        return one.node.type === 'ObjectExpression' || is(kept);
      }
      return one.kind !== 'parameter' || isOwnParameter(one, values, is);
    })
  );
}

/** What each caller gives; of a function that nothing is seen to call, it is a part of the request. */
function isOwnParameter(
  { of, index, path }: Parameter,
  values: Values,
  is: (node: AnyNode) => boolean,
): boolean {
  const sites = values.sitesOf(of);

  return (
    sites.length > 0 &&
    sites.every(({ call, shift, isCallback }) => {
      const given = isCallback ? undefined : call.arguments[index + shift];
      const [field] = path;
      const one = field === undefined ? given : optionIn(values, given, field);
      return one !== undefined && is(one);
    })
  );
}

/** `if (!key) throw new Error('…')` */
function isAskedFor({ reads }: Binding): boolean {
  return reads.some((read) => {
    const around = parentOf(read);
    const isNot = around?.type === 'UnaryExpression' && around.operator === '!';
    const asking = isNot ? parentOf(around) : undefined;
    if (asking?.type !== 'IfStatement' || asking.test !== around) return false;
    const { consequent } = asking;
    const last = consequent.type === 'BlockStatement' ? consequent.body.at(-1) : consequent;
    return last?.type === 'ThrowStatement' || last?.type === 'ReturnStatement';
  });
}

/** `process.env.KEY` of `process.env.KEY || ''` */
function withoutEmpty(node: AnyNode): AnyNode {
  return node.type === 'LogicalExpression' && textOf(node.right) === '' ? node.left : node;
}

/** Whether it stands in no other function, whose parameters it might return. */
function isOfFile(node: FunctionNode): boolean {
  for (let at = parentOf(node); at; at = parentOf(at)) if (isFunction(at)) return false;
  return true;
}

/** `Buffer.from(key)`, `encoder.encode(key)`; `key.trim()`, `(await client.getSigningKey(kid)).getPublicKey()`. */
function isOwnResult(call: CallNode, code: Asked, is: (node: AnyNode) => boolean): boolean {
  const { callee, arguments: given } = call;
  if (code.values.functionsOf(callee).length > 0) return !code.requested.has(call);

  const [first] = given;
  if (wrapping.test(calledName(call) ?? ''))
    return first === undefined || isFunction(first) || is(first);
  return callee.type !== 'MemberExpression' || isNotBrought(callee.object, is);
}

const wrapping =
  /^(?:from|String|URL|encode|decode|parse|createSecretKey|createPublicKey|import(?:JWK|SPKI|X509)|createRemoteJWKSet)$/;

const MOST_STEPS = 12;
