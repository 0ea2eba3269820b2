import { wordsOf } from '../flow/index.ts';

/**
 * Whether what a request brings under this name may say who sends it: `Authorization`, `x-api-key`, `password`. Its last word decides, but such as only say
 * in which form it is: a `token_address` and an `auth-group` are none. Nor is a place in a list (`nextToken`), where messages go (`deviceToken`), or a
 * password that is only being set.
 */
export function isCredentialName(name: string): boolean {
  const words = wordsOf(name).filter((word) => !/^\d+$/.test(word));
  while (words.length > 1 && forms.has(words.at(-1) ?? '')) words.pop();
  const last = words.at(-1) ?? '';
  if (!hasCredentialWord(words) || last === 'key') return hasCredentialWord(words);

  return hasCredentialWord(last === 'code' ? words.slice(-2) : [last]);
}

function hasCredentialWord(words: readonly string[]): boolean {
  if (words.some((word) => others.has(word))) return false;
  // Who someone says to be: `authUserId`; or what is being talked about: a chat's `sessionId`.
  if (persons.has(words.at(-1) ?? '')) return false;
  if (words.some((word) => credentials.has(word))) return true;

  const isPart = words.some((word) => parts.has(word));
  return isPart && words.some((word) => purposes.has(word));
}

const forms: ReadonlySet<string> = new Set('header value hash digest string raw'.split(' '));

const persons: ReadonlySet<string> = new Set('id user userid username role owner email'.split(' '));

const credentials: ReadonlySet<string> = new Set(
  (
    'auth authorization authkey authtoken authentication bearer jwt token tokens accesstoken idtoken apikey apitoken secret ' +
    'signature sig hmac password passwd passphrase pwd passcode pin otp totp session sessionid sid sessiontoken refreshtoken mfa ' +
    'cookie cookies credential credentials'
  ).split(' '),
);

/** `api_key`, `verificationCode`, `editKey` */
const parts: ReadonlySet<string> = new Set(['key', 'code']);

const purposes: ReadonlySet<string> = new Set(
  'api access auth login security secret verification verify confirmation invite mfa admin edit delete deletion manage management'.split(
    ' ',
  ),
);

const others: ReadonlySet<string> = new Set(
  (
    'next page pagination continuation continue sync start last cursor device push fcm apns csrf xsrf captcha recaptcha hcaptcha turnstile ' +
    'idempotency idempotent new confirm confirmed repeat repeated type kind name count limit length expires expiry expiration ttl ' +
    'duration algorithm method provider url uri path host policy scheme stripe hint mode usage total budget max min completion prompt'
  ).split(' '),
);

/** Whether code may refuse a request by a credential, or asks what an authorizer says: most has no word of it, and need not be followed. */
export function mayRefuse(text: string): boolean {
  return refusing.test(text);
}

/** Says which credential is wrong, whatever the status is: `Invalid OTP`. */
export const wrongCredential =
  /\b(?:invalid|incorrect|wrong|bad|expired)\b.{0,40}\b(?:otp|code|pin|password|passcode|token|credentials?|api.?key|signature|session)\b/i;

const refusing =
  /\b40[13]\b|unauthori[sz]|forbidden|not_?authori[sz]ed|permission_?denied|access_?denied|authorizer\b|(?:invalid|incorrect|wrong|expired) [\w ]{0,30}(?:otp|code|pin|password|passcode|token|credential|api key|signature|session)/i;
