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
