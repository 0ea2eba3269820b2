import { isCode, isMadeUp, isPlaceholder, isTemplate } from './secret-values.ts';

/**
 * Whether code connects to a database of RDS with what a name is given, however weak that is as a
 * password: `password = "12345678"`, and `connect(host=host, passwd=password)`.
 */
export function isDatabasePassword(
  { name, value, at }: { readonly name: string; readonly value: string; readonly at: number },
  connections: readonly Connection[],
): boolean {
  if (!/pass(?:word|wd)?$|pwd$/i.test(name) || value.length < SHORTEST) return false;
  if (/\s/.test(value) || isTemplate(value) || isPlaceholder(value) || isCode(value)) return false;
  // The name of a parameter, or of a secret, that the password is fetched by.
  if (/^(?:\/|arn:)/.test(value)) return false;

  return connections.some(
    ({ start, end, passwords }) => (start < at && at < end) || passwords.has(name),
  );
}

/** A call that connects: where it stands, and the names that it takes for passwords. */
export interface Connection {
  readonly start: number;
  readonly end: number;
  readonly passwords: ReadonlySet<string>;
}

/** The calls that connect in a text that names a host of RDS. */
export function connectionsIn(text: string): readonly Connection[] {
  const end = text.indexOf(RDS);
  const host = end < 0 ? undefined : ownHost.exec(text.slice(Math.max(0, end - 100), end))?.[0];
  if (host === undefined || isMadeUp(host)) return [];
  const calls = text.matchAll(connects).take(MOST_CONNECTIONS);

  return Array.from(calls, ({ index, 0: call }) => ({
    start: index,
    end: index + call.length,
    passwords: new Set(Array.from(call.matchAll(asPassword), ([, name = '']) => name)),
  }));
}

/** Characters. */
const SHORTEST = 4;
/** Of one file. */
const MOST_CONNECTIONS = 50;

const RDS = '.rds.amazonaws.com';

/** As AWS names it, with the id that it gives to an account in a region. */
const ownHost = /[a-z][a-z\d-]{0,62}\.(?:cluster-(?:ro-)?)?[a-z\d]{12}\.[a-z]{2}-[a-z-]{4,12}-\d$/;

const connects =
  /\b(?:connect|createConnection|createPool|Connection|Pool|Client|create_engine)\([^()]{0,600}\)/g;

const asPassword = /\b(?:passwd|password|pwd)["']?\s{0,3}[=:]\s{0,3}([A-Za-z_$][\w$.]{0,60})/gi;
