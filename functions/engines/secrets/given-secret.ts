import { typedLetters } from './app-password.ts';
import { isMadeUp, isPlaceholder, isReference, looksLikeKey } from './secret-values.ts';

/** A secret that a function is given as a text, by the function's name. */
export interface GivenSecret {
  readonly secret: string;
  /** Where the text begins, within its quotes. */
  readonly at: number;
  /** `jwt.sign` */
  readonly name: string;
}

/** What a call of them, or such an option, begins with, in small letters. */
export const takersOfSecrets = [
  'jwt.',
  'jsonwebtoken.',
  'createhmac(',
  'hmac.new(',
  'jwt({',
  'jwt)({',
  'jwt, {',
  'session({',
  'session)({',
  'secretorkey',
  ...['linebotapi(', 'webhookhandler(', 'webhookparser(', 'signatureverifier('],
  ...['createeventadapter(', 'streamchat(', 'streamchat.getinstance(', 'stream.connect('],
  ...['twilio(', "client('ac", 'client("ac', 'spotifyclientcredentials('],
  ...['oauthhandler(', 'oauth1userhandler(', 'set_access_token('],
  '.login(',
] as const;

/**
 * The key that a token is signed with or a code is made of, where the call has it as a text.
 *
 * @param at where the call begins.
 */
export function givenSecret(text: string, at: number): GivenSecret | undefined {
  const call = text.slice(at, at + LONGEST_CALL);

  for (const { start, key, ...where } of calls) {
    const [whole = '', name] = start.exec(call) ?? [];
    if (name === undefined || ('unless' in where && where.unless.test(whole))) continue;
    const from =
      'option' in where
        ? startOfOption(call, whole.length - 1)
        : startOfArgument(call, whole.length, where.argument);
    key.lastIndex = from ?? call.length;
    const secret = key.exec(call)?.groups?.secret;
    if (!secret || isReference(secret) || isPlaceholder(secret) || isMadeUp(secret)) continue;
    if ('except' in where && where.except.test(secret)) continue;
    // What a vendor has made is random; a text to sign with may be any.
    if ('isOfVendor' in where && !looksLikeKey(secret)) continue;

    const begins = key.lastIndex - secret.length - 1;
    // Of `"I don't"` the quotes differ: that is a part of a text.
    if (call[begins - 1] === call[key.lastIndex - 1]) return { name, secret, at: at + begins };
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
  if (argument === 0) return open;
  let before = 0;

  for (const { at, depth, sign } of signsIn(call, open)) {
    if (sign === ',' && depth === 0) before += 1;
    if (before === argument) return at + 1;
  }
  return undefined;
}

/**
 * Where the option `secret` begins of an object that is given.
 *
 * @param open where the bracket is that opens the object.
 */
function startOfOption(call: string, open: number): number | undefined {
  for (const { at, depth, sign } of signsIn(call, open)) {
    option.lastIndex = at + 1;
    if (depth === 1 && (sign === ',' || sign === '{') && option.test(call)) return at + 1;
  }
  return undefined;
}

const option = /\s{0,40}["']?secret["']?\s{0,4}:/y;

/** Brackets and commas that are no part of a text, with the depth behind them; as far as the call goes. */
function* signsIn(call: string, open: number) {
  let depth = 0;

  for (let at = open; at < call.length; at += 1) {
    passedOver.lastIndex = at;
    const passed = passedOver.exec(call)?.[0].length ?? 0;
    const sign = call[at] ?? '';
    if (passed > 0) at += passed - 1;
    else if ('"\'`;'.includes(sign)) return;
    else if ('([{'.includes(sign)) depth += 1;
    else if (')]}'.includes(sign)) depth -= 1;
    if (depth < 0) return;
    if (passed === 0) yield { at, depth, sign };
  }
}

/** Texts, with quotes in them that are escaped, and comments: no bracket or comma in them counts. */
const passedOver =
  /"(?:\\.|[^"\\]){0,400}"|'(?:\\.|[^'\\]){0,400}'|`(?:\\.|[^`\\]){0,400}`|\/\*[^*]{0,200}\*\/|\/\/[^\n]{0,200}\n|(?<=\s)#\s[^\n]{0,200}\n/y;

/** One that a vendor has given out, in quotes. */
const ofVendor = /\s{0,40}["'](?<secret>[\w+/=.~-]{24,400})["']/y;

/**
 * Of SDKs that take the secret by its place, so that no name says what it is. Sources: the README of line-bot-sdk-python, slack_sdk,
 * @slack/events-api, stream-chat, twilio, spotipy and tweepy.
 */
const ofVendors = [
  // The first of the two that LINE gives to a channel opens it, the second signs what it sends.
  { start: /^(LineBotApi|WebhookHandler|WebhookParser)\(/, argument: 0 },
  { start: /^(SignatureVerifier|createEventAdapter)\(/, argument: 0 },
  // The key before the secret is public.
  { start: /^(StreamChat(?:\.getInstance)?|stream\.connect)\(/, argument: 1 },
  { start: /^(twilio|Twilio|Client)\((?=\s{0,40}["']AC[0-9a-f]{32}["'])/, argument: 1 },
  { start: /^(SpotifyClientCredentials|OAuthHandler|OAuth1UserHandler)\(/, argument: 1 },
  { start: /^(set_access_token)\(/, argument: 1 },
].map((row) => ({ ...row, key: ofVendor, isOfVendor: true }));

/**
 * What a server of mail is given: `server.login(USER, 'abcd efgh ijkl mnop')`, in the groups in which Google shows it; and what stands
 * behind an address, with a digit or a mark in it.
 */
const ofMail = [
  {
    start: /^\.(login)\(/,
    argument: 1,
    key: /\s{0,40}["'](?<secret>(?=(?:[a-z]{4} ){0,3}[b-df-hj-np-tv-xz]{4}(?: |["']))(?:[a-z]{4} ){3}[a-z]{4})["']/y,
    except: typedLetters,
  },
  {
    start: /^\.(login)\(\s{0,40}["'][\w.+-]{1,64}@[\w-]{1,60}\.[\w.-]{2,40}["']\s{0,8},/i,
    unless: /example|test|your|domain/i,
    argument: 0,
    key: /\s{0,40}["'](?<secret>(?=[^"'\s]{0,63}[A-Za-z])(?=[^"'\s]{0,63}[\d!@#$%^&*?+=~])[^"'\s]{6,64})["']/y,
    // A variable, or the word itself.
    except: /^\$|^[A-Z][A-Z\d]*(?:_[A-Z\d]+)+$|^p[a@]ssw[o0]rd\d{0,4}!?$/i,
  },
];

/** A key may have blanks within: `keyboard cat`. */
const calls = [
  ...ofVendors,
  ...ofMail,
  {
    start: /^((?:jwt|jsonwebtoken)\.(?:sign|verify|encode|decode))\(/i,
    argument: 1,
    key: /\s{0,8}(?:(?:key|secret)\s{0,2}=\s{0,2})?b?["'`](?<secret>[^"'`\s$][^"'`\t-\r$]{3,199})["'`]/y,
  },
  {
    start: /^(createHmac)\(/,
    argument: 1,
    key: /\s{0,8}["'`](?<secret>[^"'`\s$][^"'`\t-\r$]{3,199})["'`]/y,
  },
  {
    start: /^(hmac\.new)\(/,
    argument: 0,
    key: /\s{0,8}(?:key\s{0,2}=\s{0,2})?b?["'](?<secret>[^"'\s][^"'\t-\r]{3,199})["']/y,
  },
  {
    // What express-jwt, koa-jwt, Fastify's and Hono's, and express-session export.
    start: /^(jwt|session)(?:\)?\(|, )\{/i,
    option: 'secret',
    key: /\s{0,40}["']?secret["']?\s{0,4}:\s{0,8}["'`](?<secret>[^"'`\s$][^"'`\t-\r$]{3,199})["'`]/y,
  },
  {
    // Of passport-jwt.
    start: /^(secretOrKey)\s{0,4}[:=]/i,
    argument: 0,
    key: /\s{0,8}["'`](?<secret>[^"'`\s$][^"'`\t-\r$]{3,199})["'`]/y,
  },
] as const;
