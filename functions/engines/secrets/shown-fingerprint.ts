import { fingerprint } from '../../core/fingerprint.ts';
import { looksRandom } from './secret-values.ts';

/** What equal secrets have in common, wherever they are. Only of one that is beyond guessing: see ADR 49. */
export function shownFingerprint(secret: string): string {
  return fingerprint('secret', secret).slice(0, SHOWN);
}

/** Hexadecimal digits. */
const SHOWN = 12;

/** Below how many characters it is: of two texts with different ones it says that they differ, and not how long they are. */
export function lengthClass(text: string): { readonly below?: number } {
  const below = [8, 16, 32].find((most) => text.length < most);

  return below === undefined ? {} : { below };
}

export function isBeyondGuessing(secret: string): boolean {
  return secret.length >= 20 && looksRandom(secret);
}
