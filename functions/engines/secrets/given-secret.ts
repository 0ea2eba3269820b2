import { isMadeUp, isPlaceholder, isReference } from './secret-values.ts';

/** A secret that a function is given as a text, by the function's name. */
export interface GivenSecret {
  readonly secret: string;
  /** Where the text begins, within its quotes. */
  readonly at: number;
  /** `jwt.sign` */
  readonly name: string;
}

/** What a call of them begins with, in small letters. */
export const takersOfSecrets = ['jwt.', 'jsonwebtoken.', 'createhmac(', 'hmac.new('] as const;

/**
 * The key that a token is signed with or a code is made of, where the call has it as a text.
 *
 * @param at where the call begins.
 */
export function givenSecret(text: string, at: number): GivenSecret | undefined {
  const call = text.slice(at, at + LONGEST_CALL);

  for (const pattern of calls) {
    const match = pattern.exec(call);
    const { name = '', secret = '' } = match?.groups ?? {};
    if (!match || isReference(secret) || isPlaceholder(secret) || isMadeUp(secret)) continue;

    return { name, secret, at: at + match.index + match[0].length - secret.length - 1 };
  }
  return undefined;
}

/** Characters: of more arguments than a line holds the key is not looked for. */
const LONGEST_CALL = 400;

const calls = [
  // The payload has no calls in it, so that the text is an argument of this one.
  /^(?<name>(?:jwt|jsonwebtoken)\.(?:sign|verify|encode|decode))\(\s{0,8}[^()`;]{1,200},\s{0,8}b?["'`](?<secret>[^"'`\s$]{4,200})["'`]/i,
  /^(?<name>createHmac)\(\s{0,8}["'`][\w-]{2,20}["'`],\s{0,8}["'`](?<secret>[^"'`\s$]{4,200})["'`]/,
  /^(?<name>hmac\.new)\(\s{0,8}(?:key\s{0,2}=\s{0,2})?b?["'](?<secret>[^"'\s]{4,200})["']/,
];
