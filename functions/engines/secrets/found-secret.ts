import { documentIn, embeddedSettings } from './embedded-settings.ts';
import { patternsFor } from './patterns-for.ts';
import {
  isEncryptedName,
  isHeaderName,
  isPublicName,
  secretNameOf,
  wordsOf,
} from './secret-names.ts';
import { namedPatterns, type SecretPattern, secretPatterns } from './secret-patterns.ts';
import {
  isPlaceholder,
  isReference,
  isUuid,
  looksEncrypted,
  looksLikeKey,
  looksRandom,
  textOfBase64,
} from './secret-values.ts';

/** A secret within a value. It is never stored. */
export interface Found {
  readonly kind: string;
  readonly secret: string;
}

/** By the mark that its vendor gives to it, anywhere in the value. */
export function markedSecret(variable: string, value: string): Found | undefined {
  for (const known of patternsFor(value)) {
    if (known.mayBePublic && isPublicName(variable)) continue;

    const secret = matchOf(known.pattern, value);
    if (secret !== undefined && isLive(secret, known)) return { kind: known.kind, secret };
  }

  return undefined;
}

/** What has the form of a secret, and is neither an example nor of another kind. */
export function isLive(secret: string, { unless, isGenuine }: SecretPattern): boolean {
  return !isPlaceholder(secret) && !unless?.(secret) && isGenuine?.(secret) !== false;
}

/** What has the form of a vendor's token, and cannot have been given out. */
export function isForged(value: string): boolean {
  return secretPatterns.some(
    ({ pattern, isGenuine }) => isGenuine && matchOf(pattern, value) === value && !isGenuine(value),
  );
}

function matchOf(pattern: SecretPattern['pattern'], value: string): string | undefined {
  if (typeof pattern === 'function') return pattern(value);

  const match = pattern.exec(value);
  return match?.groups?.secret ?? match?.[0];
}

/** By what the variable's name says that the value is, and whether the value looks so. */
export function namedSecret(variable: string, value: string): Found | undefined {
  const name = secretNameOf(variable);
  if (!name || isReference(value) || isPlaceholder(value) || isForged(value)) return undefined;
  if (isEncryptedName(variable) && looksEncrypted(value)) return undefined;

  const words = `_${wordsOf(variable).join('_')}_`;
  const vendor = namedPatterns.find(
    (known) =>
      known.name.test(words) && known.pattern.test(value) && known.unless?.test(value) !== true,
  );
  if (vendor) return { kind: vendor.kind, secret: value };

  if (name === 'password') return password(value);
  if (name === 'credentials') {
    return credentials(value) ?? (isHeaderName(variable) ? inHeader(words, value) : undefined);
  }
  if (name === 'passphrase') return token(words, value) ?? passphrase(words, value);
  return name === 'token' || looksLikeKey(value) ? token(words, value) : undefined;
}

/** People choose passwords, so any text may be one. */
function password(value: string): Found | undefined {
  return value.length >= 8 ? { kind: 'password', secret: value } : undefined;
}

/** People choose these too, if not as often; but their variable may hold the name of a secret. */
function passphrase(words: string, value: string): Found | undefined {
  const isName = /(?:name|arn|id)$/i.test(value) || isKeyId(words, value);

  return value.length >= 8 && !isName ? { kind: 'passphrase', secret: value } : undefined;
}

/** `user:password`, as it is or in base64. */
export function credentials(value: string): Found | undefined {
  const plain = textOfBase64(value) ?? value;
  const secret = /^[\w.@+-]{1,64}:(?<secret>[^\s:]{6,200})$/.exec(plain)?.groups?.secret;

  return secret === undefined || isReference(secret) || isPlaceholder(secret)
    ? undefined
    : { kind: 'user and password', secret: value };
}

/** What a header carries, without the scheme before it. Shorter texts, and UUIDs, are as often names. */
function inHeader(words: string, value: string): Found | undefined {
  const plain = value.replace(/^(?:Basic|Bearer|Token) /i, '');

  // `auth0|5f7c…` is a user, and an app client's id of Cognito has 26 small letters and digits.
  const isId = isUuid(plain) || plain.includes('|') || /^[\da-z]{26}$/.test(plain);

  return looksLikeKey(plain) && !isId ? token(words, plain) : undefined;
}

function token(words: string, value: string): Found | undefined {
  return looksRandom(value) && !isKeyId(words, value) && !isOpenDocument(value)
    ? { kind: RANDOM, secret: value }
    : undefined;
}

/**
 * A document in base64 with nothing secret in it: who a token is for, and until when. It looks random, but
 * nothing signs it, and all that it says is what anyone may write.
 */
export function isOpenDocument(value: string): boolean {
  if (documentIn(value) === undefined) return false;
  const settings = embeddedSettings(value);

  return (
    settings.length > 0 &&
    settings.every((each) => secretNameOf(each.name) === undefined && !looksRandom(each.value))
  );
}

function isKeyId(words: string, value: string): boolean {
  return isUuid(value) && !/SECRET|TOKEN|API_?KEY/.test(words);
}

/** Without a mark of its own. */
export const RANDOM = 'high-entropy value of a secret-like name';
