import type { SignatureKind } from '../../core/signature-check.ts';

/**
 * By the header that code takes a signature from; one of which nothing is known is of its own kind.
 *
 * @param textOf what an expression says that may be the name of a header.
 * @param behind its parts, and what was put in the name that it is; the last is read first.
 */
export function kindNamedIn<Node>(
  nodes: readonly Node[],
  otherwise: SignatureKind,
  textOf: (node: Node) => string | undefined,
  behind: (node: Node) => readonly Node[],
): SignatureKind {
  const pending = [...nodes];
  const known = new Set<Node>();

  for (let next = pending.pop(); next && known.size < MOST_NODES; next = pending.pop()) {
    if (known.has(next)) continue;
    known.add(next);
    const text = textOf(next)?.toLowerCase();
    const kind = text && kinds.find(([header]) => text.includes(header))?.[1];
    if (kind) return kind;

    pending.push(...behind(next));
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

const MOST_NODES = 2_000;
