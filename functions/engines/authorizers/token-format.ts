/**
 * Whether a regular expression asks for no more than the form of a token, which each caller can write:
 * `^Bearer [-0-9a-zA-Z._]*$`. One that holds any other text may be a password.
 *
 * @param source without its slashes.
 */
export function isTokenFormat(source: string): boolean {
  const rest = source
    .replaceAll(/\\[sSdDwWbB]/g, '')
    // A range is any of many; `[s]` is a letter.
    .replaceAll(/\[(?:\\.|[^\]\\]){0,80}?(?:-|\\[sSdDwW]|\^)(?:\\.|[^\]\\]){0,80}\]/g, '')
    .replaceAll(/\(\?(?::|<\w{1,40}>)/g, '(')
    .replaceAll(/\{\d{1,4}(?:,\d{0,4})?\}/g, '')
    .replaceAll(/bearer|basic|token|jwt/gi, '');

  return !/[a-z0-9_]/i.test(rest);
}
