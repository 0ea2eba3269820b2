import { isMadeUp, isPlaceholder } from './secret-values.ts';

/**
 * The password within the first URL of a text that has one: `postgres://user:password@host`. People
 * leave unescaped what they should escape, so it may hold `@`, and `/` where that is not a port's end.
 */
export function urlPassword(text: string): string | undefined {
  let at = text.indexOf('://');

  while (at >= 0) {
    const rest = text.slice(at + 3, at + 3 + MOST);
    const password = /[a-z0-9]/i.test(text[at - 1] ?? '') ? passwordIn(rest) : undefined;
    if (password !== undefined) return password;

    at = text.indexOf('://', at + 3);
  }

  return undefined;
}

/**
 * That of the URL whose `://` is there.
 *
 * @param at of the colon.
 */
export function urlPasswordAt(text: string, at: number): UrlPassword | undefined {
  const rest = text.slice(at + 3, at + 3 + MOST);
  const password = /[a-z0-9]/i.test(text[at - 1] ?? '') ? passwordIn(rest) : undefined;
  if (password === undefined) return undefined;

  const start = rest.indexOf(`:${password}@`) + 1;
  const host = rest.slice(start + password.length + 1, start + password.length + 1 + LONGEST_HOST);
  return {
    scheme:
      /[a-z][a-z0-9.-]{0,30}(?:\+[a-z0-9]{1,20})?$/i.exec(
        text.slice(Math.max(0, at - 52), at),
      )?.[0] ?? '',
    user: rest.slice(0, start - 1),
    password,
    host: host.slice(0, host.search(/[^\w.-]|$/)),
    at: at + 3 + start,
  };
}

export interface UrlPassword {
  /** `mysql+pymysql`, as it is written. */
  readonly scheme: string;
  readonly user: string;
  readonly password: string;
  readonly host: string;
  /** Where the password begins. */
  readonly at: number;
}

const LONGEST_HOST = 253;

/** Whether it may let a reader in: no template, no example, and no machine's own. */
export function isLiveUrl({ scheme, user, password, host }: UrlPassword): boolean {
  if (/[(){}[\]|\\*<>$^,;]|%[sd(]/.test(`${user}${password}`) || !/^[\w.-]{2,}$/.test(host))
    return false;
  if (password.length < 4 || isPlaceholder(password) || isMadeUp(password)) return false;

  if (commonPasswords.test(password) || password === user) return false;
  // `models://scope:prefix@databricks`: what a program makes up its own schemes of are names.
  const isOwnScheme = !schemes.has(scheme.toLowerCase().split('+')[0] ?? '');
  if (isOwnScheme && !host.includes('.') && /^[a-z]+$/i.test(password)) return false;

  // A made-up host comes with a made-up password.
  return (
    !exampleHosts.test(host) ||
    /\d/.test(password.replace(/\d{1,3}$/, '')) ||
    /[A-Za-z]\d{2,}/.test(password)
  );
}

/** By which programs sign in somewhere. */
const schemes: ReadonlySet<string> = new Set(
  (
    'amqp amqps bolt cassandra clickhouse cockroachdb couchbase db2 elasticsearch ftp ftps git http ' +
    'https imap imaps influxdb jdbc kafka ldap ldaps mariadb memcached mongodb mqtt mqtts mssql ' +
    'mysql mysql2 nats neo4j oracle pop3 pop3s postgres postgresql redis rediss redshift rtsp sftp ' +
    'smtp smtps snowflake socks4 socks5 socks5h sqlserver ssh tls ws wss'
  ).split(' '),
);

/** In documents they stand for any password. */
const commonPasswords =
  /^(?:(?:my|db|the|some|user|your)?[-_]?(?:pass|passw|passwd|password|pwd|pw|secret|token|key|p@ssw0rd|pword)|user|username|admin|root|guest|postgres|mysql|test|foo|bar|baz|[a-z]{1,3}|(?:key|token|pass|password|secret)[-_]?\d{1,4}|x-oauth-basic|changeit|tiger|123456?|1234)$/i;

const exampleHosts =
  /^(?:localhost|127\.0\.0\.1|0\.0\.0\.0|host|hostname|server|domain|proxy|example|[\w.-]{0,200}\bexample\.(?:com|org|net)|[\w.-]{0,200}\.(?:example|invalid|test|localhost))$/i;

/** Characters that are looked at behind each `://`. */
const MOST = 600;

function passwordIn(rest: string): string | undefined {
  const end = rest.search(/[\s"'`<>]|$/);
  const url = rest.slice(0, end);
  const authority = url.slice(0, url.search(/[/?#]|$/));
  const colon = authority.indexOf(':');
  if (colon < 0) return undefined;

  const hasAt = authority.includes('@');
  const close = hasAt ? authority.lastIndexOf('@') : url.indexOf('@');
  const isPort = /^\d{1,5}$/.test(authority.slice(colon + 1));
  if (close < colon || (!hasAt && isPort)) return undefined;

  const isUser = !/[@[\]()]/.test(url.slice(0, colon));
  const password = url.slice(colon + 1, close);
  return isUser && password.length > 0 ? password : undefined;
}
