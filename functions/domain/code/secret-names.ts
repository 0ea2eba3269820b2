/** What a variable says that it holds. */
export type SecretName = 'password' | 'token';

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

  const token = words.findLastIndex(isTokenWord);
  if (token >= 0 && !words.slice(token + 1).some((word) => aboutIt.has(word))) return 'token';

  return undefined;
}

/** Made to be seen by everyone, such as the keys that a web page carries. */
export function isPublicName(variable: string): boolean {
  return wordsOf(variable).some((word) => ['PUBLIC', 'PUBLISHABLE', 'ANON'].includes(word));
}

function isPasswordWord(word: string, index: number, words: readonly string[]): boolean {
  if (word === 'PASS' || word === 'PWD') return words.length > 1 && index > 0;

  return /(?:PASSWORD|PASSWD|PASSPHRASE)$/.test(word);
}

function isTokenWord(word: string, index: number, words: readonly string[]): boolean {
  if (word === 'KEY') return keyWords.has(words[index - 1] ?? '');

  return /(?:SECRET|TOKEN|APIKEY|PRIVATEKEY|SECRETKEY|ACCESSKEY)$/.test(word);
}

/** What may follow a password in its name: which one it is. */
function isStage(word: string): boolean {
  return /^V?\d{1,4}$/.test(word) || stages.has(word);
}

const stages = new Set(
  'PROD PRODUCTION DEV DEVELOPMENT STAGE STAGING TEST QA UAT LIVE PRIMARY SECONDARY CURRENT PREVIOUS OLD NEW VALUE DEFAULT PLAIN PLAINTEXT'.split(
    ' ',
  ),
);

/** A key is a secret when it is one of these; a partition key is none. */
const keyWords = new Set(
  'API ACCESS ACCOUNT APP AUTH AWS CLIENT ENCRYPTION HMAC JWT LICENSE MASTER PRIVATE SECRET SERVICE SHARED SIGNING SIGNATURE WEBHOOK'.split(
    ' ',
  ),
);

const harmless = new Set(
  'PUBLIC PUBLISHABLE ANON ENCRYPTED ENC CIPHERTEXT CIPHER KMS HASH HASHED FINGERPRINT CHECKSUM'.split(
    ' ',
  ),
);

/** After the word for the secret they make it a word for something else. */
const aboutIt = new Set(
  'ALG ALGORITHM ALIAS ARN ATTRIBUTE AUD AUDIENCE BUCKET CLAIM CONFIG COOKIE COUNT DAYS DIR DURATION ENABLED ENDPOINT EXPIRATION EXPIRES EXPIRY FIELD FILE FORMAT GROUP HEADER HOST HOURS ID IDS ISS ISSUER KID LENGTH LIFETIME LIMIT LOCATION MANAGER MAX MIN MINUTES MODE NAME NAMES NAMESPACE PARAM PARAMETER PATH POLICY PREFIX PROVIDER REF REFERENCE REGION REQUIRED ROLE ROTATION SCOPE SCOPES SECONDS SIZE SSM STORE SUFFIX TABLE TIMEOUT TOPIC TTL TYPE URI URL URN USE USER USERNAME VALIDATION VALIDITY VERSION'.split(
    ' ',
  ),
);
