import * as z from 'zod/mini';
import type { CodePlace } from './sdk-calls.ts';

/** Whose signature, or of which kind it is. */
export const signatureKinds = [
  'alexa',
  'credential',
  'discord',
  'github',
  'hmac',
  'jwt',
  'public-key',
  'shared-secret',
  'shopify',
  'shown-secret',
  'slack',
  'sns',
  'standard-webhooks',
  'stripe',
  'twilio',
] as const;

export type SignatureKind = (typeof signatureKinds)[number];

/**
 * Where the code of a function verifies who sent a request. Before that it does nothing that the request
 * decides, and it ends with an error or an answer where the signature is wrong: a result that nothing
 * asks for is no check. Where several ways lead in, it is one that all of them pass, or the first of
 * those that each has of its own.
 */
export interface SignatureCheck extends CodePlace {
  /**
   * `credential`: no more is seen than that such a request is refused by a credential that it has to bring. Whether each is, and
   * before anything is done, is not proved.
   */
  readonly kind: SignatureKind;
}

/** Whether it is seen that nothing is done for those who fail it. */
export function isProved({ kind }: SignatureCheck): boolean {
  return kind !== 'credential';
}

/**
 * Whether it is made with what its sender alone has. A token, or a key of a pair, is given to users who sign up, and a secret
 * that stands in the code is known to all who see it.
 */
export function isOfSender({ kind }: SignatureCheck): boolean {
  return !givenToOthers.has(kind);
}

const givenToOthers: ReadonlySet<SignatureKind> = new Set([
  'credential',
  'jwt',
  'public-key',
  'shown-secret',
]);

/** What is verified, for a reader. */
export const signatureWords: Readonly<Record<SignatureKind, string>> = {
  alexa: 'the signature of Alexa',
  credential: 'a credential',
  discord: 'the signature of Discord',
  github: 'the signature of GitHub',
  hmac: 'an HMAC signature',
  jwt: 'a signed token (JWT)',
  'public-key': 'a signature with a public key',
  'shared-secret': 'a shared secret',
  shopify: 'the signature of Shopify',
  'shown-secret': 'a secret that stands in the code',
  slack: 'the signature of Slack',
  sns: 'the signature of Amazon SNS',
  'standard-webhooks': 'the signature of Svix (Standard Webhooks)',
  stripe: 'the signature of Stripe',
  twilio: 'the signature of Twilio',
};

/** What code does by a check, for a reader: `verifies the signature of GitHub`. */
export function doneBy(check: SignatureCheck): string {
  return isProved(check)
    ? `verifies ${signatureWords[check.kind]}`
    : 'refuses requests by a credential';
}

/** A check as it was stored. */
export const signatureCheck: z.ZodMiniType<SignatureCheck> = z.object({
  kind: z.enum(signatureKinds),
  path: z.string(),
  line: z.number(),
  column: z.number(),
});
