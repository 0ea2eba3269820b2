/**
 * What a variable's name says that it holds: a `password`, which may be any text; a `passphrase`, as a
 * person or a generator writes it; a `token`, which a generator writes; a `key`, which is a secret only
 * if it looks very much like one; or `credentials`, a user and a password.
 */
export type SecretName = 'password' | 'passphrase' | 'token' | 'key' | 'credentials';

/** `dbPassword` and `DB_PASSWORD` alike: DB, PASSWORD. */
export function wordsOf(variable: string): readonly string[] {
  return variable
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toUpperCase()
    .split(/[^A-Z0-9]+/)
    .filter(Boolean);
}

/** Undefined for a name that promises no secret, or something about one: where it is, its rules. */
export function secretNameOf(variable: string): SecretName | undefined {
  const words = wordsOf(variable);
  if (words.some((word) => harmless.has(word))) return undefined;

  const password = words.findLastIndex(isPasswordWord);
  if (password >= 0 && words.slice(password + 1).every(isStage)) return 'password';
  if (isPublicName(variable)) return undefined;

  const token = words.findLastIndex(isTokenWord);
  if (token >= 0 && !words.slice(token + 1).some((word) => aboutIt.has(word))) {
    return tokenNameOf(words, token);
  }

  return credentialWords.has(words.at(-1) ?? '') ? 'credentials' : undefined;
}

/**
 * Of what its name leaves no doubt about: a secret that is `hidden` from all callers, or a key or token,
 * which a page may be meant to carry. A secret that is only called one may be the name of one in a vault.
 */
export function sureSecretNameOf(variable: string): 'hidden' | 'token' | undefined {
  const known = sureNames.get(variable);
  if (known !== undefined) return known === 'none' ? undefined : known;

  const sure = sureNameOf(variable);
  if (sureNames.size < MOST_NAMES) sureNames.set(variable, sure ?? 'none');
  return sure;
}

/** Each field that is read asks. Names come from code, which may make up any number. */
const sureNames = new Map<string, 'hidden' | 'token' | 'none'>();
const MOST_NAMES = 10_000;

function sureNameOf(variable: string): 'hidden' | 'token' | undefined {
  const name = secretNameOf(variable);
  if (isConnection(variable)) return 'hidden';
  if (name === 'password')
    return wordsOf(variable).some((word) => given.has(word)) ? 'token' : 'hidden';
  if (name !== 'passphrase' && name !== 'token') return undefined;

  const words = wordsOf(variable);
  const at = words.findLastIndex(isTokenWord);
  const isSecret = /SECRET$/.test(words[at] ?? '');
  if (isSecret && !ownersOfSecrets.has(words[at - 1] ?? '')) return undefined;
  return isSecret || words.some((word) => /^(?:PRIVATE(?:KEY)?|SECRET(?:KEY)?|MASTER)$/.test(word))
    ? 'hidden'
    : 'token';
}

/** A `CONNECTION_STRING` has a password or a key in it; that of Application Insights goes into pages. */
function isConnection(variable: string): boolean {
  const name = wordsOf(variable).join('');

  return name.endsWith('CONNECTIONSTRING') && !name.includes('INSIGHTS');
}

/**
 * Made to be seen by everyone, such as the keys that a web page carries. What calls itself secret or
 * private is not, whatever else its name says.
 */
export function isPublicName(variable: string): boolean {
  const words = wordsOf(variable);
  const name = `_${words.join('_')}_`;

  return (
    publicNames.some((part) => name.includes(part)) && !words.some((word) => guarded.has(word))
  );
}

/** Holds what was encrypted, if its value looks so as well. */
export function isEncryptedName(variable: string): boolean {
  return wordsOf(variable).some((word) => encrypted.has(word));
}

function tokenNameOf(words: readonly string[], at: number): SecretName {
  const word = words[at] ?? '';
  const before = words.slice(0, at);
  const purposes = word === 'KEY' ? purposesOfKeys : purposesOfSecrets;
  if (/SECRET$|^KEY$/.test(word) && before.some((purpose) => purposes.has(purpose))) {
    return 'passphrase';
  }

  return word === 'KEY' && !keyWords.has(before.at(-1) ?? '') ? 'key' : 'token';
}

function isPasswordWord(word: string, index: number): boolean {
  if (/^(?:PWD|PW)$/.test(word)) return index > 0;
  if (/PASS$/.test(word)) return !otherPasses.has(word);

  return /(?:PASSWORD|PASSWD|PASSPHRASE|PASSCODE|PWD|PSW)$/.test(word) || shortPasswords.has(word);
}

function isTokenWord(word: string, index: number, words: readonly string[]): boolean {
  const before = words[index - 1] ?? '';
  if (word === 'KEY') return index > 0 && !otherKeys.has(before);
  if (word === 'TOKEN' && otherTokens.has(before)) return false;

  return /(?:SECRET|TOKEN|APIKEY|AUTHKEY|PRIVATEKEY|SECRETKEY|ACCESSKEY)$|^BEARER$/.test(word);
}

/** What may follow a password in its name: which one it is. */
function isStage(word: string): boolean {
  return /^V?\d{1,4}$/.test(word) || stages.has(word);
}

const stages = setOf(
  'PROD PRODUCTION DEV DEVELOPMENT STAGE STAGING TEST QA UAT LIVE PRIMARY SECONDARY CURRENT PREVIOUS OLD NEW VALUE DEFAULT PLAIN PLAINTEXT ENCRYPTED',
);

/** Whose password is called `pw` in one word with them: `mysqlpw`. */
export const ownersOfPw: readonly string[] = [
  ...[
    'admin',
    'db',
    'ftp',
    'ldap',
    'mail',
    'mariadb',
    'mongo',
    'mysql',
    'oracle',
    'pg',
    'postgres',
  ],
  ...['rds', 'redis', 'root', 'sftp', 'smtp', 'sql', 'ssh', 'user'],
];

const shortPasswords: ReadonlySet<string> = new Set(
  ownersOfPw.map((owner) => `${owner.toUpperCase()}PW`),
);

/** They end as PASS does. */
const otherPasses = setOf('BYPASS COMPASS ENCOMPASS OVERPASS SURPASS TRESPASS UNDERPASS');

/** A key is a secret when it is one of these. */
const keyWords = setOf(
  'API ACCESS ACCOUNT APP AUTH AWS CLIENT ENCRYPTION HMAC JWT LICENSE MASTER PRIVATE SECRET SERVICE SHARED SIGNING SIGNATURE STORAGE SUBSCRIPTION WEBHOOK',
);

/** A key is none when it is one of these: it identifies something, or is public. */
const otherKeys = setOf(
  'PARTITION SORT RANGE PRIMARY FOREIGN COMPOSITE INDEX HASH ROUTING ROUTE MESSAGE GROUP DEDUPLICATION IDEMPOTENCY CACHE OBJECT BUCKET S3 FILE KMS CONFIG SETTING FEATURE FLAG TAG LABEL MAP LOOKUP I18N LOCALE ISSUE PROJECT SITE PUBLIC INSTRUMENTATION METRIC ITEM RECORD ROW EVENT STATE LOCK',
);

/** A token of these is a place in a list or guards against a forged form: nothing that lets anyone in. */
const otherTokens = setOf('PAGE PAGING PAGINATION NEXT CONTINUATION SYNC CURSOR CSRF XSRF TASK');

/** What is signed or encrypted with a text that people make up, often in words. */
const purposesOfSecrets = setOf(
  'APP AUTH COOKIE CSRF ENCRYPTION HASH HMAC JWT NEXTAUTH SESSION SIGNATURE SIGNING STATE TOKEN WEBHOOK',
);
const purposesOfKeys = setOf('COOKIE ENCRYPTION HMAC JWT SECRET SESSION SIGNING');

/** A password that callers are told: the first of a user, that of a relay which browsers connect to. */
const given = setOf('DEFAULT DEMO GUEST ICE INITIAL SAMPLE STUN TEMP TEMPORARY TURN');

/** Before SECRET they say that it is the secret itself. */
const ownersOfSecrets = setOf(
  'ACCESS API APP AUTH CLIENT CONSUMER COOKIE HMAC JWT NEXTAUTH SESSION SHARED SIGNATURE SIGNING TOKEN WEBHOOK',
);

/** Whether it is called as the header is that says who a caller is: it may hold any token. */
export function isHeaderName(variable: string): boolean {
  const words = wordsOf(variable);

  return /^AUTH(?:ORIZATION)?$/.test(words.at(-1) ?? '') && !words.includes('CLIENT');
}

const credentialWords = setOf('AUTH AUTHORIZATION CREDENTIAL CREDENTIALS CREDS LOGIN USERPASS');

/**
 * Parts of the names of what pages carry. Sources: the documentation of build tools, which put what
 * begins so into pages (Vite, Gatsby, Expo, Create React App, Nuxt, Next.js), and of the vendors.
 */
const publicNames = [
  ...'PUBLIC PUBLISHABLE ANON BROWSER FRONTEND VITE GATSBY EXPO NUXT REACT_APP NG_APP'.split(' '),
  ...'SITE_KEY MAPS SEARCH_ONLY ALGOLIA_SEARCH SEGMENT_WRITE MIXPANEL AMPLITUDE POSTHOG'.split(' '),
  ...'FIREBASE_API_KEY FIREBASE_APIKEY DD_CLIENT_TOKEN DATADOG_CLIENT_TOKEN'.split(' '),
].map((part) => `_${part}_`);

const guarded = setOf('SECRET PRIVATE ADMIN SERVER');

const encrypted = setOf('ENCRYPTED ENC CIPHER KMS');

const harmless = setOf('CIPHERTEXT HASHED FINGERPRINT CHECKSUM OLDPWD');

/** After the word for the secret they make it a word for something else. */
const aboutIt = setOf(
  'ALG ALGORITHM ALIAS ARN ATTRIBUTE AUD AUDIENCE BUCKET CLAIM CONFIG COOKIE COUNT DAYS DIR DURATION ENABLED ENDPOINT EXPIRATION EXPIRES EXPIRY FIELD FILE FORMAT GROUP HASH HEADER HOST HOURS ID IDS ISS ISSUER KID LENGTH LIFETIME LIMIT LOCATION MANAGER MAX MIN MINUTES MODE NAME NAMES NAMESPACE PARAM PARAMETER PATH POLICY PREFIX PROVIDER REF REFERENCE REGION REQUIRED ROLE ROTATION SCHEDULE SCOPE SCOPES SECONDS SIZE SSM STAGE STORE SUFFIX TABLE TIMEOUT TOPIC TTL TYPE URI URL URN USE USER USERNAME VALIDATION VALIDITY VERSION',
);

function setOf(words: string): ReadonlySet<string> {
  return new Set(words.split(' '));
}
