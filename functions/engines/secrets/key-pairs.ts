import { RANDOM } from './found-secret.ts';
import { wordsOf } from './secret-names.ts';

/** A variable that holds what looks like a secret. */
interface Named {
  readonly variable: string;
  readonly kind: string;
}

/**
 * By the variable of the id of a key, that of its secret: `…ACCESS_KEY_ID` and `…SECRET_ACCESS_KEY` of one beginning,
 * and `…API_KEY` and `…API_SECRET`.
 * Where several could be meant, none is. What is only called a secret key may be anyone's.
 *
 * Source: "Configuration and credential file settings" (AWS CLI).
 */
export function secretsOfIds(found: readonly Named[]): ReadonlyMap<string, string> {
  const byOwner = (wanted: string, ownerOf: (name: string) => string | undefined) =>
    Map.groupBy(
      found.filter(
        ({ variable, kind }) => kind === wanted && ownerOf(nameOf(variable)) !== undefined,
      ),
      ({ variable }) => ownerOf(nameOf(variable)),
    );

  return new Map([
    ...paired(
      byOwner('AWS access key', ownerOfId),
      byOwner('AWS secret access key', ownerOfSecret),
    ),
    ...paired(byOwner(RANDOM, ownerOfApiKey), byOwner(RANDOM, ownerOfApiSecret)),
  ]);
}

type ByOwner = ReadonlyMap<string | undefined, readonly Named[]>;

function paired(ids: ByOwner, secrets: ByOwner): readonly (readonly [string, string])[] {
  return [...ids].flatMap(([owner, [id, ...otherIds]]) => {
    const [secret, ...otherSecrets] = secrets.get(owner) ?? [];
    const isSure = otherIds.length + otherSecrets.length === 0;
    return id && secret && isSure ? [[id.variable, secret.variable] as const] : [];
  });
}

/** `PARTNER_ACCESS_KEY_ID` of that name and of `partnerAccessKeyId`. */
function nameOf(variable: string): string {
  return wordsOf(variable).join('_');
}

function ownerOfId(name: string): string | undefined {
  return ownerIn(name, ['ACCESS_KEY_ID', 'ACCESS_KEY']);
}

/** Without `ACCESS`, only where the name says that it is one of AWS. */
function ownerOfSecret(name: string): string | undefined {
  const owner = ownerIn(name, ['SECRET_ACCESS_KEY', 'SECRET_KEY']);
  const isOfAws = name.endsWith('ACCESS_KEY') || /(?:^|_)AWS_$/.test(owner ?? '');

  return isOfAws ? owner : undefined;
}

/** `BINANCE_API_KEY` beside `BINANCE_API_SECRET`: the one says whose the other is. */
function ownerOfApiKey(name: string): string | undefined {
  return vendor(ownerIn(name, ['API_KEY', 'APIKEY']));
}

function ownerOfApiSecret(name: string): string | undefined {
  return vendor(ownerIn(name, ['API_SECRET', 'API_SECRET_KEY', 'APISECRET']));
}

/** Undefined for the application's own, which may be two: one that callers send, and one that signs. */
function vendor(owner: string | undefined): string | undefined {
  const words = (owner ?? '').split('_').filter(Boolean);

  return words.length === 0 || words.some((word) => ownNames.has(word)) ? undefined : owner;
}

const ownNames: ReadonlySet<string> = new Set(
  'ADMIN API APP AUTH BACKEND CLIENT DEV INTERNAL JWT LAMBDA LOCAL MY OUR OWN PROD PUBLIC REST SERVER SERVICE SITE STAGE TEST USER WEB WEBHOOK'.split(
    ' ',
  ),
);

/** What stands before one of these, and is not a part of a word. */
function ownerIn(name: string, endings: readonly string[]): string | undefined {
  const ending = endings.find((each) => `_${name}`.endsWith(`_${each}`));

  return ending === undefined ? undefined : name.slice(0, -ending.length);
}
