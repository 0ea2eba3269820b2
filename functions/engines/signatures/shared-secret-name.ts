import { isSecretName, wordsOf } from '../flow/index.ts';

/**
 * Whether what is called so may be a secret that a caller sends to say who it is: `WEBHOOK_SECRET`,
 * `verifyToken`, `API_KEY`. Not where a secret is (`TOKEN_URL`), nor who its owner is.
 */
export function isSharedSecretName(name: string): boolean {
  return isSecretName(name) && !wordsOf(name).some((word) => others.has(word));
}

/** The same of a variable of the environment, which may be called like the header that it is compared with: `BASIC_AUTH`. */
export function isSharedVariableName(name: string): boolean {
  const words = wordsOf(name);
  const isOfHeader =
    headers.has(words.at(-1) ?? '') &&
    !words.some((word) => others.has(word) || switches.has(word));

  return isOfHeader || isSharedSecretName(name);
}

const headers: ReadonlySet<string> = new Set(
  'auth authorization authkey authtoken basicauth bearer credential credentials'.split(' '),
);

/** `REQUIRE_AUTH` says whether there is one. */
const switches: ReadonlySet<string> = new Set(
  'allow cors default disable disabled enable enabled force has is mode no optional method provider require required scheme skip use with without'.split(
    ' ',
  ),
);

/** Whether a text may compare one: most code does not, and need not be followed. */
export function mayCompareSecret(text: string): boolean {
  return comparing.test(text);
}

/** A secret of the environment, or what is called like one beside a comparison. */
const comparing =
  /env(?:iron)?(?:\.get)?(?:\.|\[['"]|\(['"])\w{0,60}(?:SECRET|TOKEN|KEY|PASS|AUTH|BEARER|CREDENTIAL)|[!=]==? ?[\w.]{0,60}(?:secret|token|key|pass|auth|bearer|credential)|(?:secret|token|key|pass|auth|authorization|bearer|credentials?)\w{0,20} ?[!=]==?/i;

const others: ReadonlySet<string> = new Set(
  (
    'url uri name names id arn path host endpoint type kind issuer audience table queue topic region version field ' +
    'prefix algorithm session sid sessionid salt iv nonce csrf xsrf header headers use length ttl mark ' +
    // What a bundler puts into pages.
    'public vite react vue expo gatsby'
  ).split(' '),
);
