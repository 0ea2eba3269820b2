import { FIREBASE } from './firebase-key.ts';
import { RANDOM } from './found-secret.ts';
import { wordsOf } from './secret-names.ts';

/**
 * Whether who holds a secret can do something elsewhere: sign in, call an API that someone pays for.
 * With others a function proves what it has made itself, or checks what it is sent: the secret of its
 * tokens, cookies and webhooks.
 *
 * @param name what it is given to; undefined where that is not known.
 */
export function opensSomething(kind: string, name: string | undefined): boolean {
  if (kind === 'passphrase' || kind === 'Stripe test key' || kind === FIREBASE) return false;

  return kind !== RANDOM || name === undefined || !wordsOf(name).some((word) => proving.has(word));
}

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
