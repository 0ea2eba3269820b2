/** Whether what a request brings under this name is a password, as its sender types it. */
export function isPasswordName(name: string): boolean {
  return passwords.test(name);
}

/** Whether a text has such a name in it: most code has none, and is not looked at. */
export function mayReadPassword(text: string): boolean {
  return /passw|passphrase|passcode|\bpwd\b|client_?secret/i.test(text);
}

/** Whether it is that, or the secret by which a client of OAuth says who it is. */
export function isSentSecretName(name: string): boolean {
  return isPasswordName(name) || /^client[_-]?secret$/i.test(name);
}

const passwords =
  /^(?:(?:new|old|current|user|plain|confirm|repeat)[_-]?)?(?:password|passwd|passphrase|passcode|pwd)$/i;

/** What a log is reported that shows a password, and what follows its name: see the check. */
export const OF_PASSWORD = ' of a password';
