import type { Severity } from '../../core/severity.ts';
import type { AssignedValue } from './assigned-value.ts';
import {
  credentials,
  type Found,
  isForged,
  isOpenDocument,
  markedSecret,
  namedSecret,
  RANDOM,
} from './found-secret.ts';
import type { SecretFileForm } from './secret-files.ts';
import { isHeaderName, secretNameOf, wordsOf } from './secret-names.ts';
import { namedPatterns } from './secret-patterns.ts';
import {
  isCode,
  isMadeUp,
  isPlaceholder,
  isReference,
  isUuid,
  looksRandom,
  textOfBase64,
} from './secret-values.ts';

/** A secret by the name that it is given to. */
export interface AssignedSecret extends Found {
  readonly severity: Severity;
}

/**
 * Whether what a name is given in a file is a secret. Code and documents are full of names of secrets
 * beside texts that are none: labels, rules, names of fields. So more is asked of a value there than
 * in an environment, where every value is one that is used.
 */
export function assignedSecret(
  { name, value, how }: AssignedValue,
  form: SecretFileForm,
): AssignedSecret | undefined {
  const plain = withoutScheme(value);
  if (isReference(plain) || isMadeUp(plain) || isKnownNoSecret(plain) || isForged(plain))
    return undefined;
  if (how === 'pair') return found('user and password', chosen(name, plain));

  const marked = markedSecret(name, plain);
  if (marked) return isOfVendor(marked) ? undefined : found(marked.kind, plain);

  // `Algorithms.HS256` is no secret, whatever the algorithms are called.
  const says = secretNameOf(name.slice(name.lastIndexOf('.') + 1)) && secretNameOf(name);
  if (!says || isPlaceholder(plain) || isCode(plain) || ofAnyone.test(plain)) return undefined;
  if (form === 'lines' && isSetting(plain)) return inSettings(name, plain);

  return inCode(name, plain, says, how);
}

/** What servers of FTP let anyone in with. */
const ofAnyone = /^@?anonymous@?$/i;

/** `Basic x`, `Bearer x`: what of a header is the secret. */
function withoutScheme(value: string): string {
  return value.replace(/^(?:Basic|Bearer|Token|ApiKey)\s{1,4}/i, '');
}

/** Its own mark shows it, whatever it is given to. */
function isOfVendor({ kind }: Found): boolean {
  return !/^(?:JWT|Discord bot token)$/.test(kind);
}

function isSetting(value: string): boolean {
  return !/[\s(){}<>;|]/.test(value);
}

/** A file of settings has what an environment would have. */
function inSettings(name: string, value: string): AssignedSecret | undefined {
  const secret = namedSecret(name, value);

  return secret && found(secret.kind, secret.secret);
}

function inCode(
  name: string,
  value: string,
  says: NonNullable<ReturnType<typeof secretNameOf>>,
  how: AssignedValue['how'],
): AssignedSecret | undefined {
  const words = wordsOf(name);
  const joined = `_${words.join('_')}_`;
  const vendor = namedPatterns.find(
    (known) =>
      known.name.test(joined) && known.pattern.test(value) && known.unless?.test(value) !== true,
  );
  if (vendor) return found(vendor.kind, value);
  if (/\s/.test(value) || words.some((word) => aboutActions.has(word))) return undefined;

  switch (says) {
    case 'password':
      return found('password', chosen(name, value) ?? plainWord(name, value, how));
    case 'credentials':
      return (
        found('user and password', userAndPassword(name, value)) ??
        found(RANDOM, isHeaderName(name) ? random(name, value, LONG_TOKEN) : undefined)
      );
    case 'passphrase':
      return (
        found(RANDOM, random(name, value, SHORT_TOKEN)) ??
        found('passphrase', chosen(name, value) ?? phrase(name, value, how))
      );
    case 'token':
      return found(RANDOM, random(name, value, SHORT_TOKEN)) ?? secretWord(name, value, how);
    case 'key':
      return undefined;
  }
}

/** Characters. A shorter text that changes so is as often a name. */
const SHORT_TOKEN = 16;
const LONG_TOKEN = 32;

function random(name: string, value: string, least: number): string | undefined {
  if (value.length < least || !looksRandom(value) || !/^[\w+/=.~:!@#$%^&*-]+$/.test(value))
    return undefined;
  if (isUuid(value) && !/SECRET|API_?KEY/.test(wordsOf(name).join('_'))) return undefined;
  if (isOpenDocument(value)) return undefined;

  const given = new Set(wordsOf(name));
  const saysSo = value.length < LONG_TOKEN && wordsOf(value).some((word) => given.has(word));
  return isOfWords(value) || isOfNames(value) || saysSo ? undefined : value;
}

/** As it is or in base64: of words alone it shows how to write one. */
function userAndPassword(name: string, value: string): string | undefined {
  if (!credentials(value)) return undefined;
  const plain = textOfBase64(value) ?? value;

  return chosen(name, plain.slice(plain.indexOf(':') + 1)) && value;
}

/** `clientSecret = "s3cret-9!"`: of secrets people choose some, too. */
function secretWord(
  name: string,
  value: string,
  how: AssignedValue['how'],
): AssignedSecret | undefined {
  const isSecret = wordsOf(name).at(-1) === 'SECRET' && how !== '==' && value.length >= 8;

  return isSecret ? found('passphrase', chosen(name, value)) : undefined;
}

/** The value, where it is as a person chooses a password: letters with digits or marks, and no name of a thing. */
export function chosen(name: string, value: string): string | undefined {
  if (value.length < SHORTEST || value.length > 100) return undefined;
  if (/[\s(){}<>;,|\\"'`]/.test(withoutNumbers(value)) || /^[/.#-]/.test(value)) return undefined;

  const hasMark = /[!@#$%^&*?+=~]/.test(value);
  if (popular.test(value)) return value;
  if (!/[A-Za-z]/.test(value) || !(hasMark || /\d/.test(value))) return undefined;
  if (isNamed(name, value) || algorithm.test(value)) return undefined;

  return (hasMark || !isOfWords(value)) && !isOfNames(value) ? value : undefined;
}

/**
 * `kosaMax(911)` is no call; `VARCHAR2(255)` is what a column of a table is, `minLength(8)` a rule, and
 * `sha256(1)` a function.
 */
function withoutNumbers(value: string): string {
  const [, word = ''] = /^([A-Za-z]{1,20})\d{0,3}\(/.exec(value) ?? [];
  const isOneCase = word === word.toLowerCase() || word === word.toUpperCase();
  const isKindOrRule = isOneCase || kindOrRule.test(word);

  return isKindOrRule ? value : value.replace(/(?<=\w)\(\d{1,12}\)/, '');
}

const kindOrRule =
  /^(?:min|max|len|has|is|not|to)(?=[A-Z])|(?:[Ll]ength|[Ss]ize|[Cc]har|[Tt]ext|[Ss]tring|[Ff]ield|[Bb]inary)$/;

/** Characters: `hunter2`. */
const SHORTEST = 6;

/** `DB_PASSWORD = "sunshine"`, where the name says whose password it is and a variable keeps it. */
function plainWord(name: string, value: string, how: AssignedValue['how']): string | undefined {
  const isKept = how === '=' || how === 'default';
  const isOwned = wordsOf(name).some((word) => owners.has(word));

  return isKept && isOwned && /^[a-z]{8,40}$/.test(value) && !isNamed(name, value)
    ? value
    : undefined;
}

/** Words that sign: `JWT_SECRET = "keep-it-quiet"`. */
function phrase(name: string, value: string, how: AssignedValue['how']): string | undefined {
  const isKept = how === '=' || how === 'default';
  if (!isKept || value.length < SHORTEST || isNamed(name, value)) return undefined;
  // A variable's name, that of a cookie, or where it is kept.
  if (/^[A-Z][A-Z0-9_]*$/.test(value) || /^[/.#_-]|[/:.]/.test(value)) return undefined;
  const [before = '', last = ''] = wordsOf(name).slice(-2);
  if (last === 'KEY' && !signing.has(before)) return undefined;

  return value;
}

/** Whether it only says again what its name says: a label, a field, the name of a secret elsewhere. */
function isNamed(name: string, value: string): boolean {
  const own = wordsOf(value).map((word) => word.replace(/\d{1,2}$/, ''));
  const given = new Set(wordsOf(name));
  const last = own.at(-1) ?? '';

  return (
    own.every((word) => word === '' || given.has(word) || labels.has(word)) ||
    (own.length > 1 &&
      given.has(last) &&
      !own.some((word) => boasts.has(word)) &&
      !/\d/.test(value))
  );
}

/** Of letters alone, and yet no name of anything: they head the lists of passwords that people choose. */
const popular =
  /^(?:(?:my|the|a)?(?:super|very|top|really)[-_]?secret(?:[-_]?(?:pass|password|key|token))?|letmein|qwerty(?:uiop)?|iloveyou|opensesame|trustno(?:1|one)|correct-?horse(?:-?battery(?:-?staple)?)?)$/i;

/** Words with separators between them, each with a digit or two at most: `oauth2-password-flow`. */
function isOfWords(value: string): boolean {
  return (
    /[-_.]/.test(value) &&
    value.split(/[-_.]/).every((part) => /^(?:[A-Z]?[a-z]*|[A-Z]+|v)\d{0,2}$/.test(part))
  );
}

/** Names of things that are joined: `SnsTopic#OrdersNo1`, `shop:orders:v2`. */
function isOfNames(value: string): boolean {
  return (
    /[#:/|]/.test(value) &&
    value
      .split(/[#:/|._-]/)
      .flatMap((part) => part.split(/(?=[A-Z])/))
      .every((word) => /^[A-Z]?[a-z]+\d{0,2}$|^[A-Z]$/.test(word))
  );
}

/** What stands for a secret everywhere: the form of a hash, of a colour, a kind of field. */
function isKnownNoSecret(value: string): boolean {
  return (
    /^(?:ENC\(|\{cipher\}|ENC\[|vault:v|AQICAH|\{\{|\$\{|%\(|\{SSHA)/.test(value) ||
    /^#[0-9a-f]{3,8}$/i.test(value)
  );
}

const algorithm =
  /^(?:md5|sha-?\d{1,3}|argon2[a-z\d]{0,3}|pbkdf2\w{0,20}|bcrypt|scrypt\w{0,20}|base64\w{0,20}|utf-?\d{1,2}|oauth[12]?\w{0,20}|aes-?\d{1,3}\w{0,20}|[her]s\d{3}|x509\w{0,20}|ed25519|p\d{3}\w{0,20}|http\d|ipv[46])$/i;

function found(kind: string, secret: string | undefined): AssignedSecret | undefined {
  return secret === undefined
    ? undefined
    : { kind, secret, severity: kind === 'JWT' ? 'medium' : 'high' };
}

/** Of whom a password is. */
const owners = setOf(
  'ADMIN AMQP APP AUTH DATABASE DB ES FTP LDAP MAIL MASTER MONGO MONGODB MSSQL MYSQL ORACLE PG POSTGRES POSTGRESQL RABBITMQ RDS REDIS ROOT SERVICE SFTP SMTP SQL SSH SUPERUSER USER',
);

/** A key of these signs or encrypts; one of a session may as well be its name. */
const signing = setOf('ENCRYPTION HMAC JWT SECRET SIGNING');

/** In a name they say that it is about what is done with a secret, or that it is a message. */
const aboutActions = setOf(
  'BAD CHANGE CHANGED CONFIRM CONFIRMATION ENTER ERR ERROR ERRORS EXPIRED FORGOT FORGOTTEN HIDE INCORRECT INPUT INVALID LABEL MESSAGE MISMATCH MISSING MSG PLACEHOLDER REQUEST RESET SELECTOR SHOW TOGGLE UPDATE UPDATED VALIDATE VERIFY WEAK WRONG',
);

/** Of values that only name something. */
const labels = setOf(
  'AUTH BODY CLIENT CONFIRM CURRENT DB DEFAULT DEV ENV FIELD HEADER ID INPUT KEY MASTER MY NAME NEW OLD PARAM PASS PASSWD PASSWORD PROD PWD REPEAT ROOT SECRET STAGE STAGING STRING TEST TEXT TOKEN TYPE USER USERNAME VALUE X',
);

/** A name of a secret does not call itself so. */
const boasts = setOf('SUPER VERY THIS SO TOP MUCH STRONG EXTREMELY SHARED UNSAFE INSECURE MYSUPER');

function setOf(words: string): ReadonlySet<string> {
  return new Set(words.split(' '));
}
