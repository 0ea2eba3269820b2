import type { SignatureKind } from '../../../core/signature-check.ts';
import { kindNamedIn as kindNamed, mostNested } from '../../signatures/index.ts';
import { argumentOf } from '../call-arguments.ts';
import { childrenOf } from '../children-of.ts';
import { returnsOf } from '../members.ts';
import { bindingOf } from '../scope.ts';
import type { AnyNode, Call, Expression } from '../syntax.ts';
import type { Values } from '../value.ts';
import { isOwnKey } from './own-key.ts';
import type { Requested } from './requested.ts';

/**
 * Whether an expression is an HMAC that the code computes with a key of its own, as it is or as a part of
 * a text: `'sha256=' + hmac.new(key, body, 'sha256').hexdigest()`.
 */
export function isComputed(
  node: Expression,
  values: Values,
  requested: Requested,
  depth = 0,
): boolean {
  if (depth > mostNested) return false;
  const is = (each: Expression) => isComputed(each, values, requested, depth + 1);

  switch (node.type) {
    case 'Await':
      return is(node.value);
    case 'FormattedText':
      return node.parts.some(is);
    case 'Binary':
      return /^[+%]$/.test(node.operator) && (is(node.left) || is(node.right));
    case 'Conditional':
      return is(node.yes) && is(node.no);
    case 'Name': {
      const all = bindingOf(node)?.definitions ?? [];
      return (
        all.length > 0 &&
        all.every((one) => one.kind === 'value' && one.path.length === 0 && is(one.node))
      );
    }
    case 'Call':
      return isComputing(node, values, requested, depth);
    default:
      return false;
  }
}

function isComputing(call: Call, values: Values, requested: Requested, depth: number): boolean {
  const { callee } = call;
  const names = values.namesOf(callee);
  if (names.some((name) => /^hmac\.(?:new|digest|HMAC)$/.test(name))) {
    const key = argumentOf(call, 0, 'key');
    return key !== undefined && isOwnKey(key, { values, requested });
  }

  const is = (each: Expression) => isComputed(each, values, requested, depth + 1);
  const own = values.functionsOf(callee);
  if (own.length > 0) {
    return own.every(({ node }) => {
      const results = returnsOf(node);
      return results.length > 0 && results.every(is);
    });
  }
  // `digest.hexdigest()`, `base64.b64encode(digest)`: no comparison, and no length of it.
  if (names.some((name) => /^builtins\.(?!str$|bytes$)/.test(name))) return false;
  const object = callee.type === 'Attribute' ? callee.object : undefined;

  return (object !== undefined && is(object)) || call.arguments.some(({ value }) => is(value));
}

/** By the header that the code takes it from. */
export function kindNamedIn(nodes: readonly AnyNode[], otherwise: SignatureKind): SignatureKind {
  return kindNamed(
    nodes,
    otherwise,
    (node) => (node.type === 'Text' ? node.value : undefined),
    (node) => [...valuesPutIn(node), ...childrenOf(node)],
  );
}

function valuesPutIn(node: AnyNode): readonly AnyNode[] {
  const definitions = bindingOf(node)?.definitions ?? [];

  return definitions.flatMap((each) => (each.kind === 'value' ? each.node : []));
}
