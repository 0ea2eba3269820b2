import * as z from 'zod/mini';

/** What a setting takes. */
export interface Takes<Given = unknown, Value = unknown> {
  /** Reads what is given: text as a user types it, or the value itself. */
  readonly schema: z.ZodMiniType<Value, Given>;
  /** The same in words, for "it takes …". */
  readonly words: string;
  /** The type of `Given` as TypeScript has it, for the props of the construct. */
  readonly type: string;
  /** The names that it takes, where it takes no others. */
  readonly names?: readonly string[];
}

/** In place of the URL of a feed: it is not asked. */
export const OFF = 'off';

/** A time of the day, in the clocks of the setting `timeZone`. */
export interface TimeOfDay {
  readonly hour: number;
  readonly minute: number;
}

/** A channel of Amazon Q Developer in chat applications. */
export interface SlackChannel {
  readonly workspace: string;
  readonly channel: string;
}

const TEXTS = 'string | readonly string[]';

function literals(words: readonly string[]): string {
  return words.map((word) => `'${word}'`).join(' | ');
}

/** Text that matches as a whole. */
export function text(pattern: RegExp, words: string): Takes<string, string> {
  return { schema: z.string().check(z.trim(), z.regex(pattern)), words, type: 'string' };
}

/** Text for which the test holds. */
function textThat(holds: (given: string) => boolean, words: string): Takes<string, string> {
  return { schema: z.string().check(z.trim(), z.refine(holds)), words, type: 'string' };
}

/** Texts that match, each once. Given as text, they are separated by commas. */
export function list(
  item: RegExp,
  words: string,
): Takes<string | readonly string[], readonly string[]> {
  return { schema: listOf<string>(z.regex(item)), words, type: TEXTS };
}

/** Units of an organization, or its root. */
export interface Organization {
  readonly units: readonly string[];
}

/** Ids of units, by themselves or as those of an organization. Source: "Parent" (AWS Organizations API Reference). */
export function organizationUnits(): Takes<
  string | readonly string[] | Organization,
  readonly string[]
> {
  const units = z.transform((given: string | readonly string[] | Organization) =>
    isOrganization(given) ? given.units : given,
  );
  const ids = listOf<string>(z.regex(/^(?:r-[0-9a-z]{4,32}|ou-[0-9a-z]{4,32}-[0-9a-z]{8,32})$/));

  return {
    schema: z.pipe(units, ids),
    words: 'ids of units, ou-…, or of the root, r-…, separated by commas',
    type: `${TEXTS} | { readonly units: readonly string[] }`,
  };
}

function isOrganization(given: unknown): given is Organization {
  return typeof given === 'object' && given !== null && Object.keys(given).join() === 'units';
}

/** Some of these names, each once. */
export function namesOf(
  names: readonly string[],
  words: string,
): Takes<string | readonly string[], readonly string[]> {
  return { schema: listOf<string>(z.refine(isOneOf(names))), words, type: TEXTS, names };
}

/** Some of these words, each once, in the order that they have here. */
export function someOf<const W extends string>(
  words: readonly W[],
): Takes<string | readonly W[], readonly W[]> {
  const schema = z.pipe(
    listOf<W>(z.refine(isOneOf(words))),
    z.transform((given: readonly string[]) => words.filter((word) => given.includes(word))),
  );

  return {
    schema,
    words: `some of ${words.join(', ')}, separated by commas`,
    type: `string | readonly (${literals(words)})[]`,
    names: words,
  };
}

/** One of these words. */
export function oneOf<const W extends string>(words: readonly [W, ...W[]]): Takes<W, W> {
  const schema = z.pipe(
    z.transform((given: W) => trimmed(given)),
    z.literal(words),
  );

  return { schema, words: words.join(' or '), type: literals(words), names: words };
}

export interface Bounds {
  readonly least: number;
  readonly most: number;
  /** In the plural. */
  readonly unit: string;
  /** Why there is a bound that surprises. */
  readonly because?: string;
}

/** A whole number of something: a number, or its digits. */
export function wholeNumber({
  least,
  most,
  unit,
  because,
}: Bounds): Takes<number | string, number> {
  const given = z.transform((number: number | string) => {
    const digits = trimmed(number);
    return typeof digits === 'string' && /^\d{1,9}$/.test(digits) ? Number(digits) : digits;
  });
  const reason = because === undefined ? '' : `, ${because}`;

  return {
    schema: z.pipe(given, z.int().check(z.minimum(least), z.maximum(most))),
    words: `a whole number of ${unit} from ${least} to ${most}${reason}`,
    type: 'number | string',
  };
}

export function timeOfDay(): Takes<string | TimeOfDay, TimeOfDay> {
  const given = z.transform((time: string | TimeOfDay) => {
    const [, hour, minute] = /^(\d\d):(\d\d)$/.exec(String(trimmed(time))) ?? [];
    return hour && minute ? { hour: Number(hour), minute: Number(minute) } : time;
  });
  const value = z.object({
    hour: z.int().check(z.minimum(0), z.maximum(23)),
    minute: z.int().check(z.minimum(0), z.maximum(59)),
  });

  return {
    schema: z.pipe(given, value),
    words: 'hours and minutes from 00:00 to 23:59',
    type: 'string | { readonly hour: number; readonly minute: number }',
  };
}

export function timeZone(): Takes<string, string> {
  return textThat(isTimeZone, 'a time zone as the IANA names it');
}

/** Either the channel, or that the account has configured it already. */
export function slackChannel(): Takes<string | SlackChannel, SlackChannel | 'existing'> {
  const given = z.transform((channel: string | SlackChannel) => {
    const [, workspace, id] = /^(\w+)\/(\w+)$/.exec(String(trimmed(channel))) ?? [];
    return workspace && id ? { workspace, channel: id } : trimmed(channel);
  });
  const ids = z.object({
    workspace: z.string().check(z.regex(/^T[A-Z0-9]{2,}$/)),
    channel: z.string().check(z.regex(/^[CG][A-Z0-9]{2,}$/)),
  });

  return {
    schema: z.pipe(given, z.union([z.literal('existing'), ids])),
    words:
      'a workspace id, a slash and a channel id; or existing, where the account has configured that channel already: it has one configuration for all regions, to which you add the topic that is put out',
    type: 'string | { readonly workspace: string; readonly channel: string }',
  };
}

/** The path of a file, or what is in it: its reader judges that. */
export function pathOrContent(
  words: string,
): Takes<string | Readonly<Record<string, unknown>>, string | Readonly<Record<string, unknown>>> {
  const path = z.string().check(z.trim(), z.minLength(1));

  return {
    schema: z.union([path, z.record(z.string(), z.unknown())]),
    words,
    type: 'string | Readonly<Record<string, unknown>>',
  };
}

/** Scheme and host, without a path. */
export function origin(): Takes<string, string> {
  const schema = withoutSlash(
    z.string().check(z.refine((url) => isWebUrl(url) && new URL(url).origin === url)),
  );

  return { schema, words: 'scheme and host of an http or https URL', type: 'string' };
}

/** Where a document lies, or off. */
export function documentUrlOrOff(): Takes<string, string> {
  return textThat((url) => url === OFF || isWebUrl(url), 'an http or https URL, or off');
}

/** What paths are appended to, or off. It is read without a slash at its end. */
export function baseUrlOrOff(): Takes<string, string> {
  const schema = withoutSlash(z.string().check(z.refine((url) => url === OFF || isBaseUrl(url))));

  return { schema, words: 'an http or https URL without a query, or off', type: 'string' };
}

/** @typeParam Given what an item is, as far as the types of props promise. */
function listOf<Given extends string>(
  item: z.core.$ZodCheck<string>,
): z.ZodMiniType<readonly string[], string | readonly Given[]> {
  // The array takes nothing on trust: what is none is refused there.
  const given = z.transform((items: string | readonly Given[]) => itemsOf(items) as string[]);
  const distinct = z.transform((items: string[]): readonly string[] => [...new Set(items)]);

  return z.pipe(given, z.pipe(z.array(z.string().check(z.trim(), item)), distinct));
}

/** Those of a text, which has commas between them; anything else stays what it is. */
export function itemsOf<G>(given: G | string): G | readonly string[] {
  return typeof given === 'string' ? given.split(',') : given;
}

function trimmed<G>(given: G): G | string {
  return typeof given === 'string' ? given.trim() : given;
}

function withoutSlash(url: z.ZodMiniType<string, string>): z.ZodMiniType<string, string> {
  const given = z.transform((text: string) => String(trimmed(text)).replace(/\/$/, ''));

  return z.pipe(given, url);
}

function isOneOf(names: readonly string[]): (name: string) => boolean {
  return (name) => names.includes(name);
}

/** An offset such as +01:00, which JavaScript takes as well, is no name. */
function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false;

  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

function isWebUrl(text: string): boolean {
  if (/\s/.test(text) || !URL.canParse(text)) return false;

  return ['https:', 'http:'].includes(new URL(text).protocol);
}

function isBaseUrl(text: string): boolean {
  return isWebUrl(text) && !text.includes('?') && !text.includes('#');
}
