/** Whether a call is named like one that verifies who sent a request, or that asks a service of policies: no user is let in by the first, and the second asks whose it is. */
export function asksSender(name: string): boolean {
  return asking.test(name);
}

const asking =
  /^(?:timing_?safe_?equal|construct_?event(?:_?async)?|compare_?digest|enforce)$|^(?:batch_?)?is_?authori[sz]ed|^(?:verify|validate|check|is_?valid)_?\w{0,12}_?(?:signature|webhook|hmac|api_?key|secret)/i;

/** Whether a text is the name of a header that a vendor signs with, or that has a key for all who may call. */
export function isSenderHeader(text: string): boolean {
  return text.length < LONGEST && headers.test(text);
}

const headers = /^[\w-]*(?:signature|api-key|-sig$|-hmac)[\w-]*$/i;

const LONGEST = 60;

/** Whether a function, by the name of its file, is for few, for other code or for a schedule: it asks in ways of its own. */
export function isForFew(handler: string): boolean {
  return forFew.test(handler);
}

const forFew = /back-?office|internal|intranet|operator|\bcron|schedul|webhook|worker|consumer/i;
