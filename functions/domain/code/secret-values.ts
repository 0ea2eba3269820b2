/** Says where a secret is, or is public by its nature: not a secret itself. */
export function isReference(value: string): boolean {
  return (
    isTemplate(value) ||
    references.some((reference) => reference.test(value)) ||
    (value.includes('/') && !isChopped(value))
  );
}

/** Stands for a secret that somebody is to fill in. */
export function isPlaceholder(value: string): boolean {
  return new Set(value).size < 3 || placeholders.some((placeholder) => placeholder.test(value));
}

/** Stands for a secret that a program fills in: `${PASSWORD}`, `<password>`. */
export function isTemplate(value: string): boolean {
  return /^\$?[{([<%].*[})\]>%]$/s.test(value);
}

/** As a generator writes it: nobody would name anything so. */
export function looksRandom(value: string): boolean {
  return value.length >= 16 && !/\s/.test(value) && isChopped(value) && entropyOf(value) >= 2.7;
}

/** What KMS and others give to their keys, and some vendors to their secrets. */
export function isUuid(value: string): boolean {
  return /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value);
}

const references = [
  /^arn:/,
  /^(?:ssm|ssm-secure|secretsmanager|vault|op|env|file|sha256|sha512)[:/]/i,
  /:\/\//,
  /^(?:true|false|yes|no|on|off|null|none|undefined|nil)$/i,
  /^[-+]?\d+(?:\.\d+)?[a-z]?$/,
  /^[\w.+-]+@[\w-]+(?:\.[\w-]+)+$/,
  /^[a-z0-9-]+(?:\.[a-z0-9-]+){2,9}(?::\d{1,5})?$/,
  /^pk_(?:live|test)_/,
  /** What KMS encrypted. */
  /^AQ[EI]CAH/,
  /^-----BEGIN (?:[A-Z0-9]{2,10} ){0,3}(?:PUBLIC KEY|CERTIFICATE)/,
  /** The same in base64. */
  /^LS0tLS1CRUdJTiB(?:QVUJMSUM|DRVJU)/,
  /^ssh-(?:rsa|ed25519|dss) /,
];

const placeholders = [
  /^(?:todo|tbd|fixme|n\/a|unset|unused|empty|default)$/i,
  /change[-_ ]?me|change[-_ ]?it|replace[-_ ]?(?:me|with|this)|place[-_ ]?holder|redacted|dummy/i,
  /^(?:your|insert|enter|set|put)[-_ ]/i,
  /example(?:key)?$/i,
  /^example/i,
];

/**
 * Random text changes between small letters, capitals and digits every few characters; a name does
 * so rarely. A capital that begins a word is no change.
 */
function isChopped(value: string): boolean {
  const shape = value
    .replaceAll(/[A-Z][a-z]{2}/g, 'aaa')
    .replaceAll(/[a-z]/g, 'a')
    .replaceAll(/[A-Z]/g, 'A')
    .replaceAll(/\d/g, '0');
  const changes = shape.match(/a(?=[A0])|A(?=[a0])|0(?=[aA])/g) ?? [];

  return changes.length >= CHANGES_PER_CHARACTER * value.length;
}

/** Of names up to 0.12, of random text from 0.2 up: hexadecimal digits 0.47, base64 0.5. */
const CHANGES_PER_CHARACTER = 0.15;

/** Bits per character, as Shannon counts them. */
function entropyOf(value: string): number {
  const counts = new Map<string, number>();
  for (const character of value) counts.set(character, (counts.get(character) ?? 0) + 1);

  return [...counts.values()]
    .map((count) => count / value.length)
    .reduce((bits, share) => bits - share * Math.log2(share), 0);
}
