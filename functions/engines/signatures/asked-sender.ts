/** Whether a call is named like one that verifies who sent a request, or that asks a service of policies: no user is let in by the first, and the second asks whose it is. */
export function asksSender(name: string): boolean {
  return asking.test(name);
}

const asking =
  /^(?:timing_?safe_?equal|construct_?event(?:_?async)?|compare_?digest|enforce)$|^(?:batch_?)?is_?authori[sz]ed|^(?:verify|validate|check|is_?valid)_?\w{0,12}_?(?:signature|webhook|hmac|api_?key|secret)/i;

/** Whether a text is the name of a header that a vendor signs with, or that has a key for all who may call. */
export function isSenderHeader(text: string): boolean {
  return text.length < LONGEST && /^[\w-]+$/.test(text) && headers.test(text);
}

const headers = /signature|api-key|-sig$|-hmac/i;

const LONGEST = 60;

/** Whether a function, by the name of its file, is for few, for other code or for a schedule: it asks in ways of its own. */
export function isForFew(handler: string): boolean {
  return forFew.test(handler);
}

const forFew = /back-?office|internal|intranet|operator|\bcron|schedul|webhook|worker|consumer/i;

/** Whether a part of a request is there in all of them, and says nothing of who sends it. */
export function isOfAnyRequest(name: string): boolean {
  return ofEach.test(name);
}

const ofEach =
  /^(?:origin|host|hostname|referr?er|content-\w{1,20}|accept|user-agent|x-forwarded-\w{1,20}|httpMethod|method|path|rawPath|stage|resource|routeKey)$/i;

/** Whether a key called so is known to those alone whose it is: who has it, may use it. */
export function isKnownToOwner(name: string): boolean {
  return known.test(name);
}

const known = /session|token|secret|otp\b|nonce|code$|endpoint|connection|subscription|device/i;

/** Whether a statement says who calls to the database, which then leaves out what is of others. */
export function setsRowSecurity(text: string): boolean {
  return (
    text.length < MOST_SQL && /\bset_config\(|^\s{0,20}set\s+(?:local|session|app\.)/i.test(text)
  );
}

const MOST_SQL = 1_000;
