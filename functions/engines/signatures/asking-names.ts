import { wordsOf } from '../flow/index.ts';

/**
 * Whether what is called so may ask for a credential: `requireAuth`, `verifySignature`, `checkToken`. Not what only makes one (`signToken`),
 * and not what looks over the fields of a body (`validateUser`).
 */
export function isAskingName(name: string): boolean {
  const words = wordsIn(name);
  const [first = ''] = words;
  if (making.has(first)) return false;
  if (exactly.test(name)) return true;
  if (bringing.has(first)) return bringsUser(words);
  // `validateSessionId` looks at how it is written.
  if (words.some((word) => others.has(word)) || /^ids?$/.test(words.at(-1) ?? '')) return false;

  return (
    words.some((word) => authenticating.has(word)) ||
    (words.some((word) => verbs.has(word)) && words.some((word) => proofs.has(word)))
  );
}

/** `getCurrentUser`, `getUserIdFromToken` */
function bringsUser(words: readonly string[]): boolean {
  const isOfToken = words.some((word) => of.has(word)) && words.some((word) => proofs.has(word));

  return isOfToken || words.some((word) => current.has(word));
}

/** The same of what stands before a route and is not called there: a middleware, a decorator, a dependency. */
export function isGuardingName(name: string): boolean {
  const words = wordsIn(name);
  if (isAskingName(name)) return true;
  if (making.has(words[0] ?? '')) return false;

  return words.some((word) => guarding.has(word)) && !words.some((word) => others.has(word));
}

function wordsIn(name: string): readonly string[] {
  return wordsOf(name.slice(0, LONGEST)).slice(0, MOST_WORDS);
}

/** Says that someone has no right, or which credential is wrong. */
export function isRefusingText(text: string): boolean {
  return refusing.test(text.slice(0, LONGEST));
}

/** Says no more than 403: it is said of much else than a credential. */
export function isDenyingText(text: string): boolean {
  return /\b(?:forbidden|(?:access|permission) denied|not authori[sz]ed)\b/i.test(
    text.slice(0, LONGEST),
  );
}

/** Whether such words stand in the code: of most code no more is asked. */
export function mayAsk(text: string): boolean {
  return words.test(text);
}

/** The handshake by which Meta's services ask an address once whether it is theirs: it says nothing of what they send later. */
export function isHandshake(text: string): boolean {
  return text.startsWith('hub.');
}

/** No one can be asked for a credential before there is one: a route to sign in or up, and one that says how the service is. */
export function isBeforeCredentials(path: string): boolean {
  return /(?:log|sign)[-_]?(?:in|up|out)|regist|singup|authenticate|forgot|reset|refresh|confirm|health|ping|status\/?$/i.test(
    path.slice(0, LONGEST),
  );
}

const LONGEST = 120;

const MOST_WORDS = 12;

const exactly =
  /^(?:auth|(?:basic|with|check|jwt)_?auth|timing_?safe_?equal|(?:safe|secure|constant_?time)_?compare|compare_?digest)$/i;

const verbs = setOf(
  'verify verified verifies verifier verification check checks checker validate validates valid validator validation require requires required ensure assert ' +
    'confirm guard protect enforce compare match matches test is has can must equal equals correct same only',
);

const proofs = setOf(
  'auth token tokens jwt bearer signature sig hmac credential credentials login logged loggedin signed admin apikey secret password passwords passwd pass ' +
    'cookie permission permissions access otp totp mfa webhook sender principal identity scope scopes session sessions initdata authorization ' +
    'discord slack twilio github shopify telegram stripe clerk digest role roles',
);

/** They say by themselves that someone is asked. */
const authenticating = setOf(
  'authenticate authenticated authenticates authenticator authorize authorized authorise authorised authorizer isauth isauthed basicauth withauth checkauth ' +
    'unauthorized authguard requireauth authed',
);

const bringing = setOf('get load resolve fetch find extract');
const of = setOf('from by of');
const current = setOf('current authenticated authed logged signedin');

const guarding = setOf(
  'auth authentication authorization protect protected protector guard guards jwt token session passport login admin permission permissions apikey restrict secured acl rbac jwtauth basicauth apikeyguard',
);

const making = setOf(
  'generate create make issue new sign build set add save store put delete remove clear reset send update encode refresh init hash log print format render post upload list count',
);

/** How long one is valid, how strong one is, and what else is no check of who asks. */
const others = setOf(
  'url uri captcha strong table strength length format schema limit expiry exists exist config configured configuration available enabled supported error errors type primitive ' +
    'property own empty body input params fields item items object number string array undefined null file path email author authors public next device',
);

function setOf(words: string): ReadonlySet<string> {
  return new Set(words.split(' '));
}

const refusing =
  /\bun_?authori[sz]ed\b|\bun_?authenticated\b|\bforbidden\b|\b(?:access|permission) denied\b|\bnot (?:authori[sz]ed|authenticated|logged in|signed in)\b|\b(?:invalid|incorrect|wrong|bad|expired)\b.{0,30}\b(?:tokens?|signature|passw\w{2,8}|credentials?|api[- _]?key|authori[sz]ation|authentication|secret|session|otp|auth|verification code)\b|\b(?:token|signature|password|api[- _]?key|session|otp|verification|authori[sz]ation|authentication)\b.{0,30}\b(?:invalid|incorrect|wrong|expired|mismatch|not match|not valid)\b|\bcredenciales? inv|\bsenha (?:inv|incorr)|\bcontrase.a (?:inv|incorr)|\btoken inv|\bno autorizado\b|\bn[aã]o autorizado\b/i;

const words =
  /auth|login|token|\bjwt|verif|signature|passw|senha|contrase|session|cookie|secret|api[-_]?key|hmac|bcrypt|\b40[13]\b|forbidden|permission|guard|credential|otp|process\.env|environ|getenv|\bcode ?[!=]==?|[!=]==? ?[\w.]{1,40}code\b/i;
