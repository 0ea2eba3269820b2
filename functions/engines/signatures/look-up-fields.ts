import { isSecretName, wordsOf } from '../flow/index.ts';
import { isCredentialName } from './credential-name.ts';
import { isLoginName } from './personal-name.ts';

/** Whether a field of a document holds what lets someone in: `password`, `auth.resetToken`, `verificationCode`. */
export function isSecretField(field: string): boolean {
  const name = lastOf(field);

  return isCredentialName(name) || isSecretName(name) || passwords.test(name);
}

/** Whether a field that is called `code` is what someone signs in with, as beside the address that it was sent to. */
export function isLoginCode(field: string, beside: readonly (string | undefined)[]): boolean {
  const isOfLogin = beside.some((name) => name !== undefined && isLoginName(lastOf(name)));

  return codes.test(lastOf(field)) && isOfLogin;
}

/** In English, Indonesian, Spanish, Portuguese and Italian. */
const codes = /^(?:code|kode|c[oó]digo|codice)$/i;

/** By words that are none of a credential elsewhere, and in other languages. */
const passwords =
  /^(?:pass|hash|senha|contrase[nñ]a|contrasenia|clave|mot_?de_?passe|mdp|passwort|kennwort|wachtwoord|parola|[sş]ifre)(?:_?hash)?$/i;

/** Whether a field says whose a document is: `userId`, `owner`, `email`, `createdBy`. */
export function isOwnerField(field: string): boolean {
  const name = lastOf(field);
  const words = wordsOf(name);
  const of = /^(?:ids?|name|details)$/.test(words.at(-1) ?? '') ? words.at(-2) : words.at(-1);

  return isLoginName(name) || owners.has(of ?? '') || (words.length > 1 && of === 'by');
}

/** Whether a function called so compares what it is given. */
export function isCompareName(name: string): boolean {
  return /compare|verif|match|check|valid|authenticate|correct|equal/i.test(name);
}

function lastOf(field: string): string {
  return field.slice(field.lastIndexOf('.') + 1);
}

const owners: ReadonlySet<string> = new Set(
  'user owner author account customer client member tenant organization organisation org company patient employee creator person'.split(
    ' ',
  ),
);
