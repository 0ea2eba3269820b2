import { secretNameOf, wordsOf } from './secret-names.ts';
import { isReference } from './secret-values.ts';

/** Whether code may compare a password with a text of its own: most does not, and need not be followed. */
export function mayLogIn(text: string): boolean {
  return comparing.test(text);
}

const comparing =
  /(?:pass|pwd|pw|token|secret|key|pin|otp|senha|clave|auth)\w{0,20}["'`\])?]{0,4}(?:\.trim\(\)|\.toString\(\))? ?[!=]==? ?["'`\w]|["'`\w] ?[!=]==? ?[\w.?]{0,80}(?:pass|pwd|pw|token|secret|key|pin|otp|senha|clave|auth)|(?:auth|token)\w{0,20}\.split\([^()]{0,9}\)\[-?\d\] ?[!=]==? ?["'`]|compare_digest|timingSafeEqual|safe_?compare/i;

/**
 * What a field of a request by this name, which is compared with a text of the code, has to do with who sends it: it says so
 * `alone`, only `beside` the name of a user, as a `code`, which may be another number, as a `token`, whose text may be a kind of token, or as
 * the `credential` that callers send with each request.
 */
export function logInOf(name: string, text: string): LogInWord | undefined {
  const words = wordsOf(name);
  if (text.length < SHORTEST || text.length > LONGEST || nothing.test(text)) return undefined;
  if (words.some((word) => aboutIt.has(word))) return undefined;
  const last = words.at(-1) ?? '';
  if (/^(?:PASS|CLAVE)$/.test(last)) return 'beside';
  if (/^(?:PIN|OTP)$/.test(last)) return /^\d+$/.test(text) ? 'code' : undefined;
  if (/^(?:SENHA|CONTRASE[NÑ]A|PASSWORT|KENNWORT)$/.test(last)) return 'alone';

  const kind = secretNameOf(name);
  const isTokenLike =
    /^\S{6,}$/.test(text) && /\d/.test(text) && /[A-Za-z]/.test(text) && !isReference(text);
  if (kind === 'password') return 'alone';
  if (credentials.test(words.join('_')) && isCredential(text)) return 'credential';
  return (kind === 'token' || kind === 'passphrase') && isTokenLike ? 'token' : undefined;
}

export type LogInWord = 'alone' | 'beside' | 'code' | 'token' | 'credential';

/** `event.authorizationToken`, `headers['x-api-key']`, `authHeader` */
const credentials =
  /(?:^|_)(?:AUTH(?:ORIZATION)?(?:_(?:TOKEN|HEADER|KEY))?|(?:ACCESS|BEARER|API|CUSTOM)?_?TOKEN|API_?KEY)$/;

/** Not a scheme alone, and no kind of token. */
function isCredential(text: string): boolean {
  const own = text.replace(/^(?:bearer|basic|token|apikey) {1,4}/i, '');

  return (
    own.length >= SHORTEST &&
    !nothing.test(own) &&
    !/^(?:bearer|basic|digest|apikey|token|jwt|access|refresh|session|negotiate|api|oauth2?|google|facebook|guest|anonymous)\b[ _-]?(?:token)?$/i.test(
      own,
    )
  );
}

/** Whether a condition asks who it is. */
export function asksForUser(code: string): boolean {
  return /user|e-?mail|login|usuario|\bname\b/i.test(code);
}

/** Characters. */
const SHORTEST = 4;
const LONGEST = 100;

/** What stands for none at all, and kinds of values. */
const nothing =
  /^(?:undefined|null|none|nil|nan|true|false|string|object|number|unchanged|hidden|masked|redacted|\*+|\.+|•+|x+)$|^[[(<*].{0,80}[\])>*]$/i;

const aboutIt: ReadonlySet<string> = new Set(
  'CONFIRM CONFIRMATION CONFIRMED NEW REPEAT REPEATED RESET TYPE FIELD ERROR STRENGTH SCORE'.split(
    ' ',
  ),
);

/** Whether code turns away who comes there. */
function turnsAway(code: string): boolean {
  return refusing.test(code);
}

const refusing =
  /\b4\d\d\b|\bthrow\b|\braise\b|unauthori[sz]ed|forbidden|denied|\bdeny\b|invalid|incorrect|\bwrong\b|mismatch|return (?:false|null|none)\b|abort\(/i;

/**
 * Whether a branch shows that a comparison is a log-in: what who sends the text comes to, or where the comparison is not equal the others.
 * Of what may be something else it has to sign a token, or to say that they may not.
 */
export function opensTo(word: LogInWord, branch: string, isEqual: boolean): boolean {
  if (word === 'token') return !isEqual && forbids(branch);
  if (word === 'credential') return isEqual ? allows(branch) : forbids(branch);
  if (word === 'code') return isEqual ? signs.test(branch) && letsIn(branch) : forbids(branch);

  return isEqual ? letsIn(branch) : turnsAway(branch);
}

/** As an authorizer does. */
function allows(code: string): boolean {
  return (
    /\bAllow\b|is_?authorized["']?\W{1,6}true|generate\w{0,10}allow/i.test(code) &&
    !refusing.test(code)
  );
}

/** Whether what is asked beside it is where the code runs: a token for trying things out lets no one in elsewhere. */
export function asksWhere(code: string): boolean {
  return /process\.env|environ\b|getenv|offline|\bstage\b|\bdebug\b|node_env|is_?(?:dev|test|local)/i.test(
    code,
  );
}

const signs = /\b(?:sign|issue|encode)\w{0,20}\(|jwt/i;

function forbids(code: string): boolean {
  return /\b40[13]\b|unauthori[sz]ed|forbidden|denied|\bdeny\b/i.test(code);
}

/** Whether it lets them do something: what is answered is no refusal. */
function letsIn(code: string): boolean {
  return !tooWeak.test(code) && !refusing.test(code) && /\w\(|\breturn\b|\btrue\b/i.test(code);
}

/** Of a password that is being chosen. */
const tooWeak =
  /\bweak|too (?:common|short|simple)|not allowed|must not|choose another|\bdelete [\w.]{0,60}pass|\bdel \w|\.pop\(/i;
