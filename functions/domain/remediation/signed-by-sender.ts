import type { Evidence } from '../../core/evidence.ts';
import { type SignatureCheck, signatureWords } from '../../core/signature-check.ts';
import type { RemediationPart } from './remediation-text.ts';

/**
 * The first question about what anyone can call: a webhook has no credentials of AWS, and the fix
 * would cut it off. Where the code is seen to verify such a signature, that is the answer.
 *
 * @param stay `Then keep AuthType NONE`
 * @param check undefined where none is recognised
 */
export function signedBySender(stay: string, check: SignatureCheck | undefined): RemediationPart {
  if (!check) {
    return {
      title: 'Is it called by a service that signs its requests, such as Stripe, GitHub or Slack?',
      text: `${stay}, verify the signature of the raw body before anything else, and suppress this finding with that reason.`,
    };
  }
  if (check.kind === 'credential') {
    return {
      title: `Its code refuses requests by a credential that they have to bring (${check.path}, line ${check.line}). Does it refuse each that lacks a right one, before it acts?`,
      text: `${stay}, limit what anyone can make it cost (reserved concurrency), and suppress this finding with that reason.`,
    };
  }
  if (check.kind === 'shared-secret') {
    return {
      title: `Its code compares what it is sent with a secret (${check.path}, line ${check.line}). Do only its callers know that secret?`,
      text: `${stay}, make sure that the secret is long and set in every environment, limit what anyone can make it cost (reserved concurrency), and suppress this finding with that reason.`,
    };
  }
  if (check.kind === 'shown-secret') {
    return {
      title: `Its code compares what it is sent with a secret that stands in the code (${check.path}, line ${check.line}). Who has seen the code?`,
      text: `Replace the secret by a new one, and read it from AWS Secrets Manager. ${stay}, limit what anyone can make it cost (reserved concurrency), and suppress this finding with that reason.`,
    };
  }
  return {
    title: `Its code verifies ${signatureWords[check.kind]} (${check.path}, line ${check.line}). Are its callers services that sign?`,
    text: `${stay}, limit what anyone can make it cost (reserved concurrency), and suppress this finding with that reason.`,
  };
}

/**
 * Where the code verifies a signature.
 *
 * @param of what, where that is not all requests: `of other routes`
 */
export function verifiedIn(
  { kind, path, line, column }: SignatureCheck,
  of?: 'of other routes',
): Evidence {
  if (kind === 'credential') {
    const some = of === undefined ? 'requests' : 'requests of other routes';
    const text = `its code refuses ${some} by a credential; whether each is asked for it, before it acts, is not seen`;

    return { text, path, line, column };
  }
  const before = of === undefined ? 'before it acts' : of;

  return { text: `its code verifies ${signatureWords[kind]} ${before}`, path, line, column };
}
