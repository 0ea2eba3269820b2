import * as z from 'zod/mini';
import { documentIn, type EmbeddedSetting, embeddedSettings } from './embedded-settings.ts';
import { FIREBASE, isOfFirebase } from './firebase-key.ts';
import { type Found, markedSecret, namedSecret, RANDOM } from './found-secret.ts';
import { keyFaults } from './key-fault.ts';
import { secretsOfIds } from './key-pairs.ts';
import { masked } from './masked.ts';
import { isPublicKey } from './public-keys.ts';
import { withoutSecrets } from './without-secrets.ts';

/** A variable that holds what looks like a live secret. It never holds the secret itself. */
export type EnvironmentSecret = Readonly<z.infer<typeof environmentSecret>>;

export const environmentSecret = z.object({
  variable: z.string(),
  /** `GitHub token`, `password` and so on. */
  kind: z.string(),
  /** At most the first four characters and the length; empty for a short one. */
  masked: z.string(),
  /** Of the id of a key of AWS, the variable that holds its secret: both are one key. */
  secretIn: z.optional(z.string()),
  /** Of variables of any functions that hold equal values the same; absent where that is not known. */
  sameValue: z.optional(z.string()),
  /** Of one that the code signs with, why it is no key. */
  keyFault: z.optional(z.enum(keyFaults)),
  /** That it is the word of a webhook's subscription, and the code does nothing else with it. @default false */
  isOfHandshake: z.optional(z.boolean()),
});

/**
 * By the marks that vendors give to their secrets, and else by name and value together: a name is no
 * secret, and neither is what says where one is. One for each variable, in the order of their names.
 */
export function environmentSecrets(
  variables: Readonly<Record<string, string>>,
): readonly EnvironmentSecret[] {
  const found = Object.keys(variables)
    .filter((variable) => !reserved.has(variable) && !isPublicKey(variable, variables))
    .toSorted()
    .flatMap((variable) => secretIn(variable, variables[variable] ?? '') ?? [])
    .map((one) => ({ ...one, kind: kindOf(one, variables) }));
  const pairs = secretsOfIds(found);

  return found.map((one) => {
    const secret = pairs.get(one.variable);
    return secret === undefined ? one : { ...one, secretIn: secret };
  });
}

function kindOf(
  { kind, variable }: EnvironmentSecret,
  variables: Readonly<Record<string, string>>,
): string {
  return kind === 'Google API key' && isOfFirebase(variable, variables) ? FIREBASE : kind;
}

/** Only Lambda itself may set these. Source: "Defined runtime environment variables". */
const reserved = new Set(['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN']);

function secretIn(variable: string, value: string): EnvironmentSecret | undefined {
  const found =
    markedSecret(variable, value) ??
    embeddedSecret(variable, value) ??
    namedSecret(variable, value.trim());

  return (
    found && {
      variable: withoutSecrets(variable),
      kind: found.kind,
      masked: masked(found.secret),
    }
  );
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
