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

  for (const { start, argument, key } of calls) {
    const name = start.exec(call)?.[1];
    if (name === undefined) continue;
    const from = startOfArgument(call, name.length + 1, argument);
    key.lastIndex = from ?? call.length;
    const secret = key.exec(call)?.groups?.secret;
    if (!secret || isReference(secret) || isPlaceholder(secret) || isMadeUp(secret)) continue;

    return { name, secret, at: at + key.lastIndex - secret.length - 1 };
  }
  return undefined;
}

/** Characters: of more arguments than a line holds the key is not looked for. */
const LONGEST_CALL = 400;

/**
 * Where an argument of a call begins. Algorithms stand behind the key, and in lists: those are none.
 *
 * @param open behind the bracket that opens the arguments.
 */
function startOfArgument(call: string, open: number, argument: number): number | undefined {
  let depth = 0;
  let before = 0;

  for (let at = open; at < call.length && before < argument; at += 1) {
    passedOver.lastIndex = at;
    const passed = passedOver.exec(call)?.[0].length ?? 0;
    const character = call[at] ?? '';
    if (passed > 0) at += passed - 1;
    else if ('"\'`'.includes(character)) return undefined;
    else if ('([{'.includes(character)) depth += 1;
    else if (')]}'.includes(character)) depth -= 1;
    else if (character === ',' && depth === 0) before += 1;
    if (depth < 0 || (passed === 0 && character === ';')) return undefined;
    if (before === argument) return at + 1;
  }
  return argument === 0 ? open : undefined;
}

/** Texts, with quotes in them that are escaped, and comments: no bracket or comma in them counts. */
const passedOver =
  /"(?:\\.|[^"\\]){0,400}"|'(?:\\.|[^'\\]){0,400}'|`(?:\\.|[^`\\]){0,400}`|\/\*[^*]{0,200}\*\/|\/\/[^\n]{0,200}\n|(?<=\s)#\s[^\n]{0,200}\n/y;

const calls = [
  {
    start: /^((?:jwt|jsonwebtoken)\.(?:sign|verify|encode|decode))\(/i,
    argument: 1,
    key: /\s{0,8}(?:(?:key|secret)\s{0,2}=\s{0,2})?b?["'`](?<secret>[^"'`\s$]{4,200})["'`]/y,
  },
  { start: /^(createHmac)\(/, argument: 1, key: /\s{0,8}["'`](?<secret>[^"'`\s$]{4,200})["'`]/y },
  {
    start: /^(hmac\.new)\(/,
    argument: 0,
    key: /\s{0,8}(?:key\s{0,2}=\s{0,2})?b?["'](?<secret>[^"'\s]{4,200})["']/y,
  },
] as const;
