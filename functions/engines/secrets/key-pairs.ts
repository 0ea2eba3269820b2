import { wordsOf } from './secret-names.ts';

/**
 * By the variable of the id of a key of AWS, that of its secret: both look like what they are, and their names have the same
 * words beside those by which AWS calls them. Where several could be meant, none is.
 *
 * Source: "Manage access keys for IAM users" (IAM User Guide).
 *
 * @param variables with what looks like a secret, by their names.
 */
export function secretsOfIds(variables: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const byOwner = (form: RegExp) =>
    Map.groupBy(
      [...variables].flatMap(([name, value]) => (form.test(value.trim()) ? [name] : [])),
      ownerIn,
    );
  const secrets = byOwner(/^[A-Za-z0-9/+]{40}$/);

  return new Map(
    [...byOwner(/^AKIA[A-Z0-9]{16}$/)].flatMap(([owner, ids]) => {
      const [id, ...otherIds] = ids;
      const [secret, ...otherSecrets] = secrets.get(owner) ?? [];
      const isSure = otherIds.length + otherSecrets.length === 0;
      return id !== undefined && secret !== undefined && isSure ? [[id, secret] as const] : [];
    }),
  );
}

/** What a name says beside that: `PARTNER` of `PARTNER_AWS_ACCESS_KEY_ID`. */
function ownerIn(variable: string): string {
  return wordsOf(variable)
    .filter((word) => !usual.test(word))
    .join(' ');
}

const usual = /^(?:AWS|AMAZON)?(?:SECRET)?(?:ACCESS)?(?:KEY)?(?:ID)?$/;
