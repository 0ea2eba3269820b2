import type { FileSecret } from './file-secret.ts';
import { masked } from './masked.ts';
import { isBeyondGuessing, shownFingerprint } from './shown-fingerprint.ts';
import { standIn } from './stand-in.ts';
import { withoutSecrets } from './without-secrets.ts';

export const SIGNING_KEY = 'signing key';

/** A text in an archive that its code signs or verifies with. */
export interface SigningText {
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly text: string;
  /** The variable of the environment for which it stands in; undefined where it is the only key. */
  readonly variable?: string | undefined;
}

export function secretOfSigningText(found: SigningText): FileSecret {
  const { path, line, column, text, variable } = found;

  return {
    ...{ kind: SIGNING_KEY, severity: 'high', path, line, column },
    ...(variable !== undefined && {
      name: withoutSecrets(variable),
      insteadOf: standIn(variable, text),
    }),
    masked: masked(text),
    ...(isBeyondGuessing(text) && { fingerprint: shownFingerprint(text) }),
  };
}

/** Whether code has to do with tokens or sessions that such a text may sign: most has not, and need not be followed. */
export function maySignTokens(code: string): boolean {
  return ofTokens.test(code);
}

const ofTokens = /jwt|jsonwebtoken|\bjose\b|cookie-session|itsdangerous|SessionMiddleware|flask/i;

/** Whether it may be a key of both sides. One in PEM is another kind, and found by its form; a public one is no secret. */
export function maySignWith(text: string): boolean {
  const isOfOneSide = text.includes('-----BEGIN') || publicKey.test(text);

  return text.trim() !== '' && text.length <= LONGEST && !isOfOneSide;
}

/**
 * In base64, by how it begins: an elliptic curve (P-256, P-384, P-521), Ed25519, RSA, a certificate, and PEM of the first and last. A private
 * key begins with another structure. Sources: RFC 5480, 8410, 3279 and 5280.
 */
const publicKey =
  /^\s{0,9}(?:MF[kw]w|MHYwE|MIGbM|MCow|MII[BC]IjANBg|MIGfMA0GCSq|MII.{3,6}CCA.{1,4}gAwIBAg|LS0tLS1CRUdJTiB(?:QVUJ|DRVJ|SU0EgUFVC))/;

/** Characters. */
const LONGEST = 4_096;

/** Whether code puts something into a variable of its environment, which is then another than the function has. */
export function setsEnvironment(code: string): boolean {
  return setting.test(code);
}

const setting =
  /(?:process\.env|environ)(?:\.\w{1,80}|\[[^\]]{1,80}\])\s{0,9}=[^=]|assign\(\s{0,9}process\.env|environ\.(?:update|setdefault)|setToEnv|\bputenv\(/;
