import type { RemediationPart } from './remediation-text.ts';

/**
 * The first question about what anyone can call: a webhook has no credentials of AWS, and the fix
 * would cut it off. Whether the code verifies such a signature is not known here.
 *
 * @param stay `Then keep AuthType NONE`
 */
export function signedBySender(stay: string): RemediationPart {
  return {
    title: 'Is it called by a service that signs its requests, such as Stripe, GitHub or Slack?',
    text: `${stay}, verify the signature of the raw body before anything else, and suppress this finding with that reason.`,
  };
}
