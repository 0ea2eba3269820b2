import * as z from 'zod/mini';
import { documentIn, type EmbeddedSetting, embeddedSettings } from './embedded-settings.ts';
import { masked } from './masked.ts';
import { isEncryptedName, isPublicName, secretNameOf, wordsOf } from './secret-names.ts';
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
import { withoutSecrets } from './without-secrets.ts';

/** A variable that holds what looks like a live secret. It never holds the secret itself. */
export type EnvironmentSecret = Readonly<z.infer<typeof environmentSecret>>;

export const environmentSecret = z.object({
  variable: z.string(),
  /** `GitHub token`, `password` and so on. */
  kind: z.string(),
  /** At most the first four characters and the length; empty for a short one. */
  masked: z.string(),
});

/**
 * By the marks that vendors give to their secrets, and else by name and value together: a name is no
 * secret, and neither is what says where one is. One for each variable, in the order of their names.
 */
export function environmentSecrets(
  variables: Readonly<Record<string, string>>,
): readonly EnvironmentSecret[] {
  return Object.keys(variables)
    .filter((variable) => !reserved.has(variable))
    .toSorted()
    .flatMap((variable) => secretIn(variable, variables[variable] ?? ''));
}

/** Only Lambda itself may set these. Source: "Defined runtime environment variables". */
const reserved = new Set(['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN']);

function secretIn(variable: string, value: string): readonly EnvironmentSecret[] {
  const found =
    markedSecret(variable, value) ??
    embeddedSecret(variable, value) ??
    namedSecret(variable, value.trim());

  return found
    ? [{ variable: withoutSecrets(variable), kind: found.kind, masked: masked(found.secret) }]
    : [];
}

interface Found {
  readonly kind: string;
  readonly secret: string;
}

function markedSecret(variable: string, value: string): Found | undefined {
  const small = value.toLowerCase();

  for (const { kind, keywords, pattern, mayBePublic, unless } of secretPatterns) {
    if (!keywords.some((keyword) => small.includes(keyword))) continue;
    if (mayBePublic && isPublicName(variable)) continue;

    const secret = matchOf(pattern, value);
    if (secret !== undefined && !isPlaceholder(secret) && !unless?.(secret))
      return { kind, secret };
  }

  return undefined;
}

function matchOf(pattern: SecretPattern['pattern'], value: string): string | undefined {
  if (typeof pattern === 'function') return pattern(value);

  const match = pattern.exec(value);
  return match?.groups?.secret ?? match?.[0];
}

/** What is in base64 shows its marks only when it is decoded. */
function embeddedSecret(variable: string, value: string): Found | undefined {
  const hidden = documentIn(value);
  const marked = hidden === undefined ? undefined : markedSecret(variable, hidden);
  if (marked) return marked;

  for (const { name, value: inner, within } of embeddedSettings(value)) {
    const found = markedSecret(name, inner) ?? namedSecret(name, inner);
    if (found) return { ...found, kind: embeddedKindOf(found.kind, within) };
  }

  return undefined;
}

/** A vendor's secret keeps its name wherever it is. */
function embeddedKindOf(kind: string, within: EmbeddedSetting['within']): string {
  if (kind === 'password') return within === 'URL' ? 'password in a URL' : 'password in a document';
  if (kind === RANDOM) return within === 'URL' ? 'token in a URL' : 'token in a document';

  return kind;
}

function namedSecret(variable: string, value: string): Found | undefined {
  const name = secretNameOf(variable);
  if (!name || isReference(value) || isPlaceholder(value)) return undefined;
  if (isEncryptedName(variable) && looksEncrypted(value)) return undefined;

  const words = `_${wordsOf(variable).join('_')}_`;
  const vendor = namedPatterns.find((known) => known.name.test(words) && known.pattern.test(value));
  if (vendor) return { kind: vendor.kind, secret: value };

  if (name === 'password') return password(value);
  if (name === 'credentials') return credentials(value);
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
function credentials(value: string): Found | undefined {
  const plain = textOfBase64(value) ?? value;
  const secret = /^[\w.@+-]{1,64}:(?<secret>[^\s:]{6,200})$/.exec(plain)?.groups?.secret;

  return secret === undefined || isReference(secret) || isPlaceholder(secret)
    ? undefined
    : { kind: 'user and password', secret: value };
}

function token(words: string, value: string): Found | undefined {
  return looksRandom(value) && !isKeyId(words, value) ? { kind: RANDOM, secret: value } : undefined;
}

function isKeyId(words: string, value: string): boolean {
  return isUuid(value) && !/SECRET|TOKEN|API_?KEY/.test(words);
}

const RANDOM = 'high-entropy value of a secret-like name';
