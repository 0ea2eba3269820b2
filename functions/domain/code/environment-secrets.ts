import * as z from 'zod/mini';
import { masked } from './masked.ts';
import { isPublicName, secretNameOf, wordsOf } from './secret-names.ts';
import { namedPatterns, type SecretPattern, secretPatterns } from './secret-patterns.ts';
import { isPlaceholder, isReference, isUuid, looksRandom } from './secret-values.ts';

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

/** Lambda sets these itself and lets nobody else. Source: "Defined runtime environment variables". */
const reserved = new Set(['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN']);

function secretIn(variable: string, value: string): readonly EnvironmentSecret[] {
  const found = markedSecret(variable, value) ?? namedSecret(variable, value.trim());

  return found ? [{ variable, kind: found.kind, masked: masked(found.secret) }] : [];
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
  const match = pattern.exec(value);

  return match?.groups?.secret ?? match?.[0];
}

function namedSecret(variable: string, value: string): Found | undefined {
  const name = secretNameOf(variable);
  if (!name || isReference(value) || isPlaceholder(value)) return undefined;

  const words = `_${wordsOf(variable).join('_')}_`;
  const vendor = namedPatterns.find((known) => known.name.test(words) && known.pattern.test(value));
  if (vendor) return { kind: vendor.kind, secret: value };

  return name === 'password' ? password(value) : token(words, value);
}

/** People choose passwords, so any text may be one. */
function password(value: string): Found | undefined {
  return value.length >= 8 ? { kind: 'password', secret: value } : undefined;
}

function token(words: string, value: string): Found | undefined {
  const isKeyId = isUuid(value) && !/SECRET|TOKEN|API_?KEY/.test(words);

  return looksRandom(value) && !isKeyId
    ? { kind: 'high-entropy value of a secret-like name', secret: value }
    : undefined;
}
