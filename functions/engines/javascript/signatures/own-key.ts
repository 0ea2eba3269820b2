import { defaultsOf } from '../defaults.ts';
import { returnsOf } from '../members.ts';
import { optionIn, textOf } from '../options.ts';
import { type Binding, bindingOf, parentOf } from '../scope.ts';
import {
  type AnyNode,
  type CallNode,
  calledName,
  type FunctionNode,
  fieldRead,
  isCall,
  isFunction,
} from '../syntax.ts';
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
  if (code.requested.has(node)) return false;
  const text = textOf(node);
  if (text !== undefined) return mayBeShown(text);

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
      return node.name !== 'undefined' && isOwnName(bindingOf(node), is);
    case 'MemberExpression': {
      const kept = optionIn(code.values, node.object, fieldRead(node) ?? '');
      return kept === undefined || is(kept);
    }
    case 'CallExpression':
    case 'NewExpression':
      return isOwnResult(node, code, is);
    default:
      return true;
  }
}

function isOwnName(binding: Binding | undefined, is: (node: AnyNode) => boolean): boolean {
  if (!binding) return true;
  const values = binding.definitions.flatMap((one) =>
    one.kind === 'value' && one.path.length === 0 ? one.node : [],
  );

  return [...values, ...defaultsOf(binding)].every(is);
}

/** Whether it stands in no other function, whose parameters it might return. */
function isOfFile(node: FunctionNode): boolean {
  for (let at = parentOf(node); at; at = parentOf(at)) if (isFunction(at)) return false;
  return true;
}

/** `Buffer.from(key)`, `key.trim()`, `encoder.encode(key)`, `getKey()`. */
function isOwnResult(call: CallNode, code: Asked, is: (node: AnyNode) => boolean): boolean {
  const { callee, arguments: given } = call;
  if (code.values.functionsOf(callee).length > 0) return false;

  const name = calledName(call) ?? '';
  const object = callee.type === 'MemberExpression' ? callee.object : undefined;
  if (object && ofTexts.has(name) && given.length < 2) return is(object);
  return !wrapping.test(name) || given.slice(0, 1).every(is);
}

const ofTexts: ReadonlySet<string> = new Set('trim toString valueOf'.split(' '));
const wrapping = /^(?:from|String|encode|decode|createSecretKey|createPublicKey|importJWK)$/;

const MOST_STEPS = 12;
