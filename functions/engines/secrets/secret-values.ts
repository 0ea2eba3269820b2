/** Says where a secret is, or is public by its nature: not a secret itself. */
export function isReference(value: string): boolean {
  return (
    isTemplate(value) || references.some((reference) => reference.test(value)) || isPath(value)
  );
}

/** Stands for a secret that is still to be filled in. */
export function isPlaceholder(value: string): boolean {
  return new Set(value).size < 3 || placeholders.some((placeholder) => placeholder.test(value));
}

/**
 * Written by a person in the form of a secret, for a document or a test: a run of one character, an
 * alphabet, a word that says so. A generator writes none of them.
 */
export function isMadeUp(secret: string): boolean {
  return longestRun(secret, 0) >= 6 || longestRun(secret, 1) >= 11 || madeUp.test(secret);
}

/** Of characters each of which is so far behind the one before. */
function longestRun(text: string, step: number): number {
  let longest = 0;
  let run = 1;

  for (let at = 1; at < text.length; at += 1) {
    run = text.charCodeAt(at) - text.charCodeAt(at - 1) === step ? run + 1 : 1;
    longest = Math.max(longest, run);
  }
  return longest;
}

// First those that the emulators of Azure Storage and of Cosmos DB have everywhere, and those of RFC 6749.
const madeUp =
  /^(?:Eby8vdM02xNOcqFlqUwJPLlm|C2y6yDjf5\/R\+ob0N8A7Cgv30|2YotnFZFEjr1zCsicMWpAA|tGzv3JOkF0XG5Qx2TlKWIA)|example|sample|fake|dummy|placeholder|redacted|xxxx|\*\*\*|\.\.\.|your[-_]|insert[-_]/i;

/** Stands for a secret that a program or a person fills in: `${PASSWORD}`, `<password>`. */
export function isTemplate(value: string): boolean {
  if (!/^\$?[{([<%]/.test(value) || !/[})\]>%]$/.test(value)) return false;
  if (/^(?:\$|\{\{|%)/.test(value)) return true;

  const within = value.slice(1, -1);
  return /["'\s]/.test(within) || !isChopped(within);
}

/** Code that reads a value from elsewhere, or a text whose secret is left out already. */
export function isCode(value: string): boolean {
  return codeForms.some((form) => form.test(value));
}

/** As a generator writes it: no name looks like that. */
export function looksRandom(value: string): boolean {
  if (value.length < SHORTEST_TOKEN || /\s/.test(value) || entropyOf(value) < 2.7) return false;

  return value.length < LONG_TOKEN
    ? changesIn(value) >= CHANGES_IN_SHORT * value.length
    : isChopped(value);
}

/** As no key looks that only identifies something. */
export function looksLikeKey(value: string): boolean {
  return value.length >= 24 && looksRandom(value);
}

/** What KMS and others give to their keys, and some vendors to their secrets. */
export function isUuid(value: string): boolean {
  return /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value);
}

/** Too long for a password, in the alphabet of what machines write: or marked as encrypted. */
export function looksEncrypted(value: string): boolean {
  return /^[A-Za-z0-9+/_=-]{64,8192}$/.test(value) || /^(?:ENC[[(]|vault:v\d)/.test(value);
}

/** What base64 stands for, if that is text; undefined for anything else. */
export function textOfBase64(value: string): string | undefined {
  if (value.length < 16 || !/^[A-Za-z0-9+/_-]{1,65536}={0,2}$/.test(value)) return undefined;

  try {
    const text = atob(value.replaceAll('-', '+').replaceAll('_', '/'));
    return /[^\t\n\r -~]/.test(text) ? undefined : text;
  } catch {
    return undefined;
  }
}

/** Names with slashes between them: of a file, a parameter, a secret. */
function isPath(value: string): boolean {
  const parts = value.split('/');
  const named = parts.filter((part) => part !== '');

  return (
    parts.length > 1 &&
    (named.length > 1 || value.startsWith('/')) &&
    parts.every((part) => /^[\w.@:~+-]*$/.test(part)) &&
    !isChopped(value)
  );
}

const references = [
  /^arn:/,
  /^(?:ssm|ssm-secure|secretsmanager|vault|op|env|file|sha256|sha512)[:/]/i,
  /:\/\//,
  /^(?:true|false|yes|no|on|off|null|none|undefined|nil)$/i,
  /^[-+]?\d+(?:\.\d+)?[a-z]?$/,
  /^[\w.+-]+@[\w-]+(?:\.[\w-]+)+$/,
  /^[a-z0-9-]+(?:\.[a-z0-9-]+){2,9}(?::\d{1,5})?$/,
  // Where a program begins, as Python writes it: `shop.orders.jobs:run`.
  /^[a-z_]\w{0,60}(?:\.[a-z_]\w{0,60}){2,9}:[a-z_]\w{0,60}$/i,
  // Made for browsers: Stripe and Clerk, Mapbox, PostHog, Datadog.
  /^pk_(?:live|test)_/,
  /^pk\.eyJ/,
  /^phc_/,
  /^pub[0-9a-f]{32}$/,
  // The identifier of a pair of Razorpay, which its checkout shows to browsers.
  /^rzp_(?:test|live)_[A-Za-z0-9]{14}$/,
  // What KMS encrypted.
  /^AQ[EI]CAH/,
  /^-----BEGIN (?:[A-Z0-9]{2,10} ){0,3}(?:PUBLIC KEY|CERTIFICATE)/,
  // The same in base64.
  /^LS0tLS1CRUdJTiB(?:QVUJMSUM|DRVJU)/,
  /^ssh-(?:rsa|ed25519|dss) /,
  // What it was hashed to, as bcrypt, Argon2 and scrypt write it.
  /^\$(?:2[abxy]|argon2(?:i|d|id)|scrypt)\$/,
];

const codeForms = [
  // `getpass()`, `os.environ.get('PASSWORD'`, `event["password"]`
  /^[A-Za-z_$][\w$.]{0,80}(?:\(\)|[([][bru]?["'`])/,
  /^(?:args|body|config|data|env|event|options|params|process|req|request|self|settings|this|user)\.[A-Za-z_$]/,
  /^(?:db_?|user_?)?(?:password|passwd|pwd)[,)]/i,
  /^[bru]?["'`]?\[[a-z]{3,20}[ \]]/,
  // `encryption_key: "_aws_cdk_aws_kms_ceddda9d.Key"`: a class, as JSII writes the names of types.
  /^_(?:[a-z\d]{1,40}_){1,20}[\da-f]{8}\.[A-Z][A-Za-z]{0,60}$/,
];

const placeholders = [
  /^(?:todo|tbd|fixme|n\/a|unset|unused|empty|default)$/i,
  /change[-_ ]?(?:me|it|this|in[-_ ]prod)|replace[-_ ]?(?:me|with|this)|place[-_ ]?holder|redacted|dummy/i,
  /^(?:your|insert|enter|set|put)[-_ ]/i,
  // "Your" of other languages, before what it stands for.
  /^(?:tu|su|seu|sua|votre|vostra|dein|ihr)[-_ ](?:pass|contrase|clave|senha|token|secret|segredo|api|key|mot|chiave|kennwort)/i,
  /example(?:key)?$/i,
  /^example/i,
];

/** Random text changes between small letters, capitals and digits every few characters. */
function isChopped(value: string): boolean {
  return changesIn(value) >= CHANGES_PER_CHARACTER * value.length;
}

/** Names change rarely. A capital that begins a word is no change. */
function changesIn(value: string): number {
  const shape = value
    .replaceAll(/[A-Z][a-z]{2}/g, 'aaa')
    .replaceAll(/[a-z]/g, 'a')
    .replaceAll(/[A-Z]/g, 'A')
    .replaceAll(/\d/g, '0');

  return (shape.match(/a(?=[A0])|A(?=[a0])|0(?=[aA])/g) ?? []).length;
}

/** Of names up to 0.12, of random text from 0.2 up: hexadecimal digits 0.47, base64 0.5. */
const CHANGES_PER_CHARACTER = 0.15;

/** Characters. Shorter ones are no secret that anyone would rely on. */
const SHORTEST_TOKEN = 8;
/** Characters from which on a name would show what it is. */
const LONG_TOKEN = 16;
/** A short name may have a number in it: `useast1b`. */
const CHANGES_IN_SHORT = 0.4;

/** Bits per character, as Shannon counts them. */
function entropyOf(value: string): number {
  const counts = new Map<string, number>();
  for (const character of value) counts.set(character, (counts.get(character) ?? 0) + 1);

  return [...counts.values()]
    .map((count) => count / value.length)
    .reduce((bits, share) => bits - share * Math.log2(share), 0);
}
