import { wordsOf } from '../../flow/index.ts';
import { isCredentialName } from '../../signatures/index.ts';

/** Whether a field is called like a credential, and not after what belongs to one: `token`, `x-auth-key`, no `x-auth-group`. */
export function isCredentialField(name: string): boolean {
  const words = wordsOf(name).filter((word) => !/^\d+$/.test(word));
  while (words.length > 1 && tails.has(words.at(-1) ?? '')) words.pop();
  const last = words.at(-1) ?? '';

  return isCredentialName(name) && (last === 'key' || isCredentialName(last));
}

const tails: ReadonlySet<string> = new Set('header value hash digest string raw code'.split(' '));
