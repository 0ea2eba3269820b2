type Variables = Readonly<Record<string, string>>;

/** Whether a variable holds the half of a pair that its vendor has everyone see, and the other half stands beside it. */
export function isPublicKey(variable: string, variables: Variables): boolean {
  return vendors.some((vendor) => isKeyOf(vendor, variable, variables));
}

interface Vendor {
  /** How a variable of the key is called. */
  readonly key: RegExp;
  /** What its secret is called, where the key is called so. */
  readonly secrets: (key: string) => readonly string[];
  /** As the vendor makes them. */
  readonly isKey: RegExp;
  readonly isSecret: (value: string) => boolean;
}

function isKeyOf(vendor: Vendor, variable: string, variables: Variables): boolean {
  if (!vendor.key.test(variable) || !vendor.isKey.test(variables[variable] ?? '')) return false;

  return vendor.secrets(variable).some((name) => vendor.isSecret(variables[name] ?? ''));
}

/** No row is for names that an application may have made up: of `API_KEY` and `API_SECRET`, both may be secrets (ADR 132). */
const vendors: readonly Vendor[] = [
  {
    // Each page of a chat has it. Source: "Tokens & Authentication" (Stream).
    key: /API_KEY$/,
    secrets: (key) => [key.replace(/API_KEY$/, 'API_SECRET')],
    isKey: /^[a-z\d]{12}$/,
    // Hexadecimal digits are the keys of many.
    isSecret: (value) => /^[a-z\d]{64}$/.test(value) && !/^[\da-f]{64}$/.test(value),
  },
  {
    // OAuth 1 sends it as it is, as one sends the name of a user. Source: `oauth_consumer_key` (RFC 5849, 3.1).
    key: /(?:^|_)TWITTER_(?:API_|CONSUMER_)?KEY$/,
    secrets: (key) => [
      key.replace(/KEY$/, 'SECRET'),
      key.replace(/KEY$/, 'SECRET_KEY'),
      `${key}_SECRET`,
    ],
    isKey: /^[A-Za-z\d]{18,27}$/,
    isSecret: (value) => /^[A-Za-z\d]{38,52}$/.test(value),
  },
];
