/** What the sink is reported as that keeps a password, and what follows its name: see the check. */
export const OF_PLAIN_PASSWORD = ' of a plain password';

/** Whether a call by this name may make something else of a password: where none is there, it is kept as it was sent. */
export function mayHash(name: string): boolean {
  return hashing.test(name);
}

const hashing =
  /hash|crypt|digest|sha_?\d|md5|pbkdf|argon|cipher|encod(?:e|er)_?pass|protect|secur|sign_?up|admin|cognito|^kms|derive|hmac/i;
