import { FIREBASE } from './firebase-key.ts';
import { RANDOM } from './found-secret.ts';
import { LOG_IN } from './log-in-secret.ts';
import { DIGEST } from './password-digest.ts';
import { wordsOf } from './secret-names.ts';
import { BRIEF_KEY, GUESSABLE_KEY } from './signing-keys.ts';
import { SIGNING_KEY } from './signing-text.ts';

/**
 * Whether who holds a secret can do something elsewhere: sign in, call an API that someone pays for.
 * With others a function proves what it has made itself, or checks what it is sent: the secret of its
 * tokens, cookies and webhooks.
 *
 * @param name what it is given to; undefined where that is not known.
 */
export function opensSomething(kind: string, name: string | undefined): boolean {
  if (proofs.has(kind)) return false;

  return kind !== RANDOM || name === undefined || !wordsOf(name).some((word) => proving.has(word));
}

/** Of what opens nothing, and what the function proves its own with. */
const proofs: ReadonlySet<string> = new Set([
  'passphrase',
  'Stripe test key',
  FIREBASE,
  DIGEST,
  LOG_IN,
  GUESSABLE_KEY,
  BRIEF_KEY,
  SIGNING_KEY,
]);

const proving: ReadonlySet<string> = new Set([
  'CAPTCHA',
  'COOKIE',
  'CSRF',
  'HASH',
  'HCAPTCHA',
  'HMAC',
  'JWT',
  'NEXTAUTH',
  'PEPPER',
  'RECAPTCHA',
  'SALT',
  'SESSION',
  'SIGNATURE',
  'SIGNING',
  'TURNSTILE',
  'WEBHOOK',
  'XSRF',
]);
