import { crc32 } from 'node:zlib';

/**
 * Secrets of live shape, made up as tests run: what looks like one in a repository is reported by
 * whatever scans it.
 */
export function withPlantedSecrets(text: string): string {
  return text.replaceAll(/\{\{([a-z-]+)\}\}/g, (_, name: string) => secrets[name] ?? `{{${name}}}`);
}

const noise = (length: number, alphabet: string, seed: number) =>
  Array.from(
    { length },
    (_, n) => alphabet[(n * n * 7 + n * 13 + seed * 31 + (n >> 1) * 5) % alphabet.length],
  ).join('');

const DIGITS = '0123456789';
const UPPER = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const BASE62 = `${DIGITS}${UPPER}${UPPER.toLowerCase()}`;

const secrets: Readonly<Record<string, string>> = {
  'aws-key-id': `AKIA${noise(16, `${UPPER}234567`, 3)}`,
  'aws-secret': noise(40, `${BASE62}+/`, 5),
  'github-token': withChecksum(`ghp_${noise(30, BASE62, 7)}`),
  'npm-token': withChecksum(`npm_${noise(30, BASE62, 13)}`),
  password: 'v7Kq-Rm2.wXz9T',
  private: 'PRIVATE',
  'slack-token': `xoxb-${noise(12, DIGITS, 1)}-${noise(13, DIGITS, 2)}-${noise(24, BASE62, 9)}`,
  'stripe-live': `sk_live_${noise(24, BASE62, 11)}`,
  'stripe-publishable': `pk_live_${noise(24, BASE62, 12)}`,
};

/** Six digits of base 62 over the CRC-32 of the text before. Source: "Behind GitHub's new authentication token formats". */
function withChecksum(token: string): string {
  const [, body = ''] = token.split('_');
  let rest = crc32(body);
  let digits = '';
  for (let n = 0; n < 6; n += 1) {
    digits = `${BASE62[rest % 62]}${digits}`;
    rest = Math.floor(rest / 62);
  }
  return `${token}${digits}`;
}
