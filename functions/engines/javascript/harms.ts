/**
 * What the event can still do, as bits of a number: on its way it is parsed, escaped or checked, and
 * each of these rules out some kinds of harm and not others. A bit is only ever taken away, but where a
 * part is read of a whole (`keptOf`), so that one flow serves all kinds: see `Reached`.
 */
export type Harms = number;

/** One of them. */
export const harm = {
  /** It is run as JavaScript, or names the code that is. */
  code: 1 << 0,
  /** It is read by a shell, or names the program that is run. */
  command: 1 << 1,
  /** It is a part of SQL or of another language of queries. */
  sql: 1 << 2,
  /** It is an object where a database expects a text: `{ $gt: '' }`. */
  filter: 1 << 3,
  /** It leads to another file or folder. */
  path: 1 << 4,
  /** It names the server that is called: any, or one within. */
  origin: (1 << 5) | (1 << 18),
  /** It names a server that only those within reach. */
  inner: 1 << 18,
  /** It names the server that a browser is sent to. */
  redirect: 1 << 6,
  /** It is a part of a page. */
  html: 1 << 7,
  /** It is XML that refers to files and servers. */
  xml: 1 << 8,
  /** It is made into objects that run code. */
  objects: 1 << 9,
  /** It gives orders to a model. */
  prompt: 1 << 10,
  /** It ends a text within JSON. */
  json: 1 << 11,
  /** It begins a line of its own in a log. */
  log: 1 << 12,
  /** It is an object that shows all of the event, or all headers. Its parts are texts: see `keptOf`. */
  whole: 1 << 13,
  /** It is kept from one invocation to the next. */
  kept: 1 << 14,
  /** It is all of what a service is asked for. */
  request: 1 << 15,
  /** It shows what a caller proves with who it is. */
  credential: 1 << 16,
  /** It begins with a dash, and is an option to the program that is run. */
  option: 1 << 17,
  /** It is not the event, but an error that was caught. */
  error: 1 << 19,
  /** It is not the event, but a secret of the function's: a setting by such a name, or what a vault holds. */
  secret: 1 << 20,
  /** It is a secret that no caller is meant to see: no key that a page may carry. */
  hidden: 1 << 21,
  /** It is all of the environment, with the credentials of the role in it. Its parts are settings: see `keptOf`. */
  environment: 1 << 22,
} as const;

export const noHarm: Harms = 0;

/** What only an object can do, and no text. */
export const harmsOfObjects: Harms = harm.filter | harm.request;

/** What shows more of the event than anyone asked for. */
export const harmsOfShown: Harms = harm.whole | harm.credential;

/** Of what passes unchanged. */
export const everyHarm: Harms = ~0;

/** What a part of a whole can do that the whole itself cannot: `[object Object]` shows nothing. */
const harmsOfParts: Harms = harm.log | harm.credential;

/** The same of all of the environment. */
const harmsOfSettings: Harms = harm.secret | harm.hidden;

/** What the function keeps to itself, wherever that is. */
export const harmsOfSecrets: Harms = harmsOfSettings | harm.environment;

/** Whatever an event can do. */
export const harmsOfEvent: Harms = without(harm.error - 1, harmsOfParts);

/** What is left where an object becomes a text. */
export const keptAsText: Harms = without(everyHarm, harm.whole, harm.environment);

/**
 * What is left of what an object or text can do, in a part of it or in what was made of it. Each bit
 * of the result follows from one bit: so what two facts can do in one place is what each can do there.
 */
export function keptOf(harms: Harms, kept: Harms): Harms {
  const parts = (kept & harm.whole) === noHarm ? withParts(harms) : harms;
  const isSetting = (kept & harm.environment) === noHarm && (harms & harm.environment) !== noHarm;

  return (isSetting ? parts | harmsOfSettings : parts) & kept;
}

/** What an object can do, and its parts. */
export function withParts(harms: Harms): Harms {
  return (harms & harm.whole) === noHarm ? harms : harms | harmsOfParts;
}

export function without(harms: Harms, ...some: readonly Harms[]): Harms {
  return some.reduce((left, one) => left & ~one, harms);
}
