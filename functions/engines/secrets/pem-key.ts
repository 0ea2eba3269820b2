import { isMadeUp } from './secret-values.ts';

/** A private key in the form of RFC 7468, also within quotes of code and of JSON. */
export interface PemKey {
  readonly kind: 'private key' | 'encrypted private key' | 'Google service account key';
  /** Of what is between its lines as much as shows that it is one. */
  readonly secret: string;
  /** Where its first line begins. */
  readonly at: number;
}

/**
 * The key whose first line has these words, where lines of a key follow: code that only knows the
 * form has the words alone.
 *
 * @param at of `PRIVATE KEY-----`.
 */
export function keyInPem(text: string, at: number): PemKey | undefined {
  const before = text.slice(Math.max(0, at - 40), at);
  const head = before.lastIndexOf('-----BEGIN ');
  if (head < 0) return undefined;

  const rest = text.slice(at, at + LOOKED_AT).replace(/^PRIVATE KEY(?: BLOCK)?-----/, '');
  const lines = withoutLineEnds(rest);
  const secret = keyLines.exec(lines)?.[0] ?? '';
  const isWhole = lines.startsWith('-----END', secret.length);
  if (secret.length < (isWhole ? LEAST : LONG) || isMadeUp(secret) || ofSsh2.test(secret))
    return undefined;

  const start = Math.max(0, at - 40) + head;
  return { kind: kindOf(text, start, `${before}${rest}`), secret, at: start };
}

/** Characters. */
const LOOKED_AT = 600;
const LEAST = 24;
/** Of one whose end is not seen: documents show the first line of a key. */
const LONG = 100;

const keyLines = /^[A-Za-z0-9+/=]+/;

/** With it ssh2 tries out whether Node.js knows Ed25519. */
const ofSsh2 = /^MC4CAQAwBQYDK2VwBCIEIHKj\+sVa9WcD/;

/** As lines end in files, in JSON and in code: `\n`, `"\n" +`; and headers of an encrypted one. */
function withoutLineEnds(text: string): string {
  return text
    .replaceAll(/\\[nr]/g, '')
    .replaceAll(/[\s"'+,]+/g, (between) =>
      between.includes('+') && !/[\s"']/.test(between) ? between : '',
    )
    .replace(
      /^(?:Proc-Type:4ENCRYPTEDDEK-Info:[A-Z0-9-]{3,30}[A-F0-9]{16,32}|Version:[\w.()]{1,40}|Comment:[\w.()]{1,60})/,
      '',
    );
}

function kindOf(text: string, start: number, own: string): PemKey['kind'] {
  if (/ENCRYPTED/.test(own)) return 'encrypted private key';

  return /"private_key"\s{0,9}:\s{0,9}"$/.test(text.slice(Math.max(0, start - 40), start))
    ? 'Google service account key'
    : 'private key';
}
