/** The words of a name: `sessionToken`, `SESSION_TOKEN` and `session-token` are two. */
export function wordsOf(name: string): readonly string[] {
  return name
    .slice(0, LONGEST_NAME)
    .replaceAll(/([a-z\d])([A-Z])/g, '$1 $2')
    .split(/[^A-Za-z\d]+/)
    .map((word) => word.toLowerCase())
    .filter((word) => word !== '');
}

const LONGEST_NAME = 200;

/** Whether what is called so is worth as much as it is hard to guess. */
export function isSecretName(name: string): boolean {
  const words = wordsOf(name);
  if (words.some((word) => guessable.has(word))) return false;
  if (words.some((word) => unguessable.has(word))) return true;

  const isCode = words.includes('code') || words.includes('pin') || words.includes('key');
  return isCode && words.some((word) => purposes.has(word));
}

const unguessable: ReadonlySet<string> = new Set(
  'token secret password passwd passcode otp nonce csrf xsrf apikey salt iv session sessionid sid'.split(
    ' ',
  ),
);

const purposes: ReadonlySet<string> = new Set(
  'verification verify reset confirmation confirm auth access login security api mfa invite activation'.split(
    ' ',
  ),
);

/** Numbers about a secret, and what only looks like one by its name. */
const guessable: ReadonlySet<string> = new Set(
  (
    'expiry expires expiration expire at ttl age time timestamp count limit index delay jitter ' +
    'bucket usage cost max min length type duration issued iat exp client request idempotency ' +
    'idempotent next continuation page pagination sample samples attributes'
  ).split(' '),
);

/** What a hash protects, by the words of what it is made of and given to; undefined for nothing. */
export function purposeOfHash(words: readonly string[]): 'password' | 'secret' | undefined {
  if (words.some((word) => sums.has(word))) return undefined;
  if (words.some((word) => passwords.has(word))) return 'password';

  return words.some((word) => secrets.has(word)) ? 'secret' : undefined;
}

const passwords: ReadonlySet<string> = new Set(
  'password passwd pwd passphrase pass passcode'.split(' '),
);

const secrets: ReadonlySet<string> = new Set(
  (
    'secret secrets token tokens signature sign signed credential credentials session otp salt ' +
    'auth apikey csrf hmac'
  ).split(' '),
);

/** By which nothing is protected. */
const sums: ReadonlySet<string> = new Set(
  (
    'etag checksum cache cached cachekey fingerprint gravatar avatar dedup deduplication ' +
    'idempotency idempotent content file filename integrity shard partition bucket'
  ).split(' '),
);
