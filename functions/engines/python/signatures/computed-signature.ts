import type { SignatureKind } from '../../../core/signature-check.ts';
import { argumentOf } from '../call-arguments.ts';
import { childrenOf } from '../children-of.ts';
import { constantText } from '../constant-text.ts';
import { returnsOf } from '../members.ts';
import { bindingOf } from '../scope.ts';
import { argumentFor } from '../sites.ts';
import type { AnyNode, Call, Expression } from '../syntax.ts';
import type { Values } from '../value.ts';
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
  if (depth > MOST_STEPS) return false;
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
    return key !== undefined && isOwn(key, values, requested);
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

/** A key that a request brings proves nothing; of a parameter, as in `sign(body, key)`, what callers give. */
function isOwn(key: Expression, values: Values, requested: Requested, depth = 0): boolean {
  if (constantText(key) === '') return false;
  const inner =
    key.type === 'Call' && key.callee.type === 'Attribute' && key.callee.name === 'encode'
      ? key.callee.object
      : key;
  const [definition] = bindingOf(inner)?.definitions ?? [];
  if (definition?.kind !== 'parameter') return !requested.has(inner);
  const { of, index } = definition;
  const sites = depth > MOST_CALLERS ? [] : values.sitesOf(of);

  return (
    sites.length > 0 &&
    sites.every((site) => {
      const given = argumentFor(site, of, index);
      return given !== undefined && isOwn(given, values, requested, depth + 1);
    })
  );
}

/** By the header that the code takes it from; a signature of which nothing is known is of its own kind. */
export function kindNamedIn(nodes: readonly AnyNode[], otherwise: SignatureKind): SignatureKind {
  const pending = [...nodes];
  const known = new Set<AnyNode>();

  for (let next = pending.pop(); next && known.size < MOST_NODES; next = pending.pop()) {
    if (known.has(next)) continue;
    known.add(next);
    const text = (next.type === 'Text' ? next.value : '').toLowerCase();
    const kind = kinds.find(([header]) => text.includes(header))?.[1];
    if (kind) return kind;

    for (const definition of bindingOf(next)?.definitions ?? []) {
      if (definition.kind === 'value') pending.push(definition.node);
    }
    pending.push(...childrenOf(next));
  }
  return otherwise;
}

/** Headers, in small letters. Sources: the pages of each service on how its webhooks are signed. */
const kinds: readonly (readonly [string, SignatureKind])[] = [
  ['x-hub-signature', 'github'],
  ['x-slack-signature', 'slack'],
  ['stripe-signature', 'stripe'],
  ['x-shopify-hmac', 'shopify'],
  ['x-signature-ed25519', 'discord'],
  ['svix-signature', 'standard-webhooks'],
  ['webhook-signature', 'standard-webhooks'],
  ['x-twilio-signature', 'twilio'],
  ['signaturecertchainurl', 'alexa'],
];

const MOST_STEPS = 14;
const MOST_CALLERS = 3;
const MOST_NODES = 2_000;
