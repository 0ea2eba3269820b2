/**
 * What may be shown of a secret, so that its owner knows which it is: its first four characters and
 * its length. Of a short one nothing, for that would be much of it.
 */
export function masked(secret: string): string {
  if (secret.length < SHOWN_FROM) return '';

  const head = /^[\w.:/+=-]{4}/.exec(secret)?.[0] ?? '';

  return `${head}… (${secret.length} characters)`;
}

/** Characters. Of a secret of this length a quarter is shown, and of no other one more. */
const SHOWN_FROM = 16;
