import { secretNameOf, wordsOf } from './secret-names.ts';

/** Whether a variable of the environment may hold a key or a password, by its name: of others nothing is kept. */
export function isKeyName(variable: string): boolean {
  return (
    secretNameOf(variable) !== undefined || wordsOf(variable).some((word) => keyWord.test(word))
  );
}

const keyWord =
  /KEYS?$|SECRETS?$|TOKEN$|^(?:HMAC|JWT|JWS|SIGN|SIGNING|SIGNATURE|SALT|PEPPER|COOKIE|SESSION|PASSWORD|PASSPHRASE|PRIVATE|AUTH|HASH)/;

/** Whether code may sign with a key of its environment: most does not, and need not be followed. */
export function maySign(text: string): boolean {
  return (
    /process\.env|environ|getenv|config/i.test(text) &&
    /jwt|hmac|sign|session|token|verif/i.test(text)
  );
}

/** Whether what is called so signs or verifies, as far as its name says: `generateToken(claims, key)`. What it is given first is not the key. */
export function isSigner(name: string): boolean {
  return signer.test(name) && !/^(?:get|fetch|read|load|find|set|put|send|save|store)/i.test(name);
}

const signer = /jwt|token|^sign|signature|^verify/i;

/** Whether a variable is called like what signs, and like nothing else. */
export function isSigningName(variable: string): boolean {
  return secretNameOf(variable) === 'passphrase';
}
