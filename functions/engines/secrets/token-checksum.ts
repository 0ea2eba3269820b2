/**
 * Whether a token of GitHub's or npm's classic form carries its own checksum: the last six of its
 * characters are the CRC-32 of the thirty before, in base 62. What does not was never given out.
 *
 * Sources: "Behind GitHub's new authentication token formats" (GitHub blog, 2021) and "npm has a new
 * access token format" (GitHub changelog, 2021).
 */
export function hasTokenChecksum(token: string): boolean {
  const random = token.slice(PREFIX, -CHECKSUM);

  return base62(crc32(random)) === token.slice(-CHECKSUM);
}

/** Characters: `ghp_` or `npm_`. */
const PREFIX = 4;
const CHECKSUM = 6;

const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

function base62(number: number): string {
  let text = '';

  for (let left = number; text.length < CHECKSUM; left = Math.floor(left / DIGITS.length)) {
    text = `${DIGITS[left % DIGITS.length]}${text}`;
  }
  return text;
}

function crc32(text: string): number {
  let sum = 0xffffffff;

  for (let at = 0; at < text.length; at += 1) {
    sum ^= text.charCodeAt(at);
    for (let bit = 0; bit < 8; bit += 1) sum = (sum >>> 1) ^ (0xedb88320 & -(sum & 1));
  }
  return (sum ^ 0xffffffff) >>> 0;
}
