/**
 * What stands between `//` and `@` of each URL, and behind its `?`. People leave unescaped what they
 * should escape, so that the last `@` before the end of the word counts. `git@host:path` stays: it has
 * no password, and what is behind `//` alone may be none of a URL.
 */
export function withoutUserinfo(text: string): string {
  const parts: string[] = [];
  let from = 0;

  for (let at = slashesIn(text, 0); at >= 0; at = slashesIn(text, from)) {
    const end = endOfWord(text, at);
    const url = text.slice(at, end);
    const query = url.search(/[?#]/);
    const close = url.lastIndexOf('@');
    const isVersion = close >= 0 && isBehindPath(url, close);
    const start = close < 0 || isVersion ? 0 : close + 1;

    parts.push(text.slice(from, at), url.slice(start, query < start ? undefined : query));
    if (query >= start) parts.push(`${url[query]}…`);
    from = end;
  }

  return parts.join('') + text.slice(from);
}

/** Behind the `://` of a URL, or what is left of it where paths are made tidy: `https:/host`. */
function slashesIn(text: string, from: number): number {
  for (let at = text.indexOf(':/', from); at >= 0; at = text.indexOf(':/', at + 2)) {
    if (/[a-z0-9+.-]/i.test(text[at - 1] ?? '')) return text[at + 2] === '/' ? at + 3 : at + 2;
  }
  return -1;
}

function endOfWord(text: string, from: number): number {
  let at = from;
  while (at < text.length && !/[\s"'`<>]/.test(text[at] ?? '')) at += 1;

  return at;
}

/** `https://host/repository@v1.2`: what is before the `@` has no colon, and a path. */
function isBehindPath(url: string, at: number): boolean {
  const before = url.slice(0, at);
  const path = before.indexOf('/');

  return path > 0 && !before.slice(0, path).includes('@') && !/^[^/]*:(?!\d{1,5}\/)/.test(before);
}
