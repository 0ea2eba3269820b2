import type { AssignedValue } from './assigned-value.ts';
import { wordsOf } from './secret-names.ts';

export const DIGEST = 'digest of a password';

/**
 * Whether it is what the password of a user was hashed to, in a list of users: of MD5, SHA-1, SHA-2 or an HMAC of these. Digits
 * as random are a password of a service as well, so what stands beside it must say whose it is.
 */
export function isPasswordDigest(
  { name, value, at }: AssignedValue,
  text: string,
  path: string,
): boolean {
  const isDigest = /^(?:[\da-f]{32}|[\da-f]{40}|[\da-f]{64}|[\da-f]{96}|[\da-f]{128})$/i.test(
    value,
  );
  if (!isDigest || wordsOf(name).length > 1) return false;

  const beside = besideOf(text, at);
  const isOfUser = salted.test(beside) || (isOfUsers(text, at, path) && ofAccount.test(beside));
  return isOfUser && !ofService.test(beside);
}

/** By the name of the file, or of the list in which the object stands. */
function isOfUsers(text: string, at: number, path: string): boolean {
  return ofUsers.test(path) || listOfUsers.test(text.slice(Math.max(0, at - FAR), at));
}

const FAR = 2_000;
const listOfUsers = /["'\s,{.](?:users|members|people)["']?\s{0,4}[:=]\s{0,4}\[[^\]]{0,2000}$/i;

/** The fields of the same object, as far as they are near; of YAML the lines around. */
function besideOf(text: string, at: number): string {
  const before = text.slice(Math.max(0, at - NEAR), at);
  const after = text.slice(at, at + NEAR);
  const begin = before.lastIndexOf('{');
  const end = after.indexOf('}');

  const owner =
    /["'\w-]{1,40}\s{0,4}[:=]\s{0,4}$/.exec(before.slice(0, Math.max(0, begin)))?.[0] ?? '';
  return ` ${owner} ${before.slice(begin + 1)}${end < 0 ? after : after.slice(0, end)}`;
}

/** Characters. */
const NEAR = 300;

const salted = /["'\s,{](?:salt|iterations)["']?\s{0,4}[:=]/i;

/** An account of a service has these as well: so the file must say that it is of users. */
const ofAccount =
  /["'\s,{](?:user_?name|login|e?-?mail|roles?|is_?admin|full_?name|first_?name|display_?name)["']?\s{0,4}[:=]/i;
const ofUsers = /(?:^|[/._-])(?:users?|members?|people|accounts|logins)[\w-]{0,20}\.\w{2,5}$/i;

/** Of what has a password of its own: in a field's name, or in that of the object. */
const ofService =
  /["'\s,{]\w{0,20}(?:host|port|server|database|db|url|uri|endpoint|address|dialect|driver|engine|service|broker|vhost|region|account|warehouse|schema|connection|client|api|token|redis|smtp|imap|(?<!e-?)mail(?:er)?|ftp|ssh|mongo|mysql|postgres|pg|amqp|mqtt|ldap|proxy)\w{0,20}["']?\s{0,4}[:=]/i;
