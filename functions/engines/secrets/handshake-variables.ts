/**
 * The environment variables that hold the word of a webhook's subscription (Meta: Messenger, WhatsApp, Instagram), by the text of all
 * code of an archive: where they stand, they are read, kept by a name, or compared with `hub.verify_token`, and nothing else. Who
 * has one is answered what he sent. Any other place, a comment behind code too, and it is none.
 *
 * Source: "Webhooks: Getting started", verification requests (Meta).
 */
export function handshakeVariables(files: ReadonlyMap<string, string>): readonly string[] {
  const texts = [...files.values()];
  const asking = texts.filter((text) => text.includes(WORD));
  const names = new Set(asking.flatMap(namesIn));

  return [...names]
    .slice(0, MOST_NAMES)
    .filter((name) => texts.every((text) => !text.includes(name) || isComparedOnly(text, name)))
    .toSorted();
}

const WORD = 'hub.verify_token';
/** What stands for it, so that a name of `verify_token` is not found within. */
const MARK = 'HUB0WORD';

/** More are no word of a subscription, or cost too much. */
const MOST_NAMES = 8;
const MOST_PLACES = 40;

function namesIn(text: string): readonly string[] {
  const found = new Set<string>();

  for (const [word] of text.matchAll(/\w+/g)) {
    if (word.endsWith('VERIFY_TOKEN') && word.length <= LONGEST) found.add(word);
    if (found.size === MOST_NAMES) break;
  }
  return [...found];
}

const LONGEST = 60;

/** Whether a file compares it, and does nothing else with it. */
function isComparedOnly(whole: string, name: string): boolean {
  const text = whole.replaceAll(WORD, MARK).replaceAll(/^[ \t]*(?:\/\/|#).*$/gm, '');
  const sent = wordsSent(text);
  const words = new Set([name]);
  const declared = new Set<number>();
  let compared = 0;

  // What it is kept as is added while they are gone through.
  for (const word of words) {
    const places = placesOf(text, word);
    if (places.length > MOST_PLACES) return false;
    for (const at of places) {
      const read = word === name ? readAt(text, at, word) : undefined;
      const [from, to] = read ?? [at, at + word.length];
      const kept =
        word === name ? (read ? keptAs(text, read) : takenAs(text, at, word)) : undefined;
      if (kept) {
        words.add(kept.name);
        declared.add(kept.at);
      } else if (isCompared(text, from, to, sent)) compared += 1;
      else if (read || !isDeclared(text, at, word, declared)) return false;
    }
  }
  return compared > 0;
}

/** A name stands before what it is kept as, and is come to first where both are called the same. */
function isDeclared(
  text: string,
  at: number,
  word: string,
  declared: ReadonlySet<number>,
): boolean {
  if (declared.has(at)) return true;
  const read = /^[ \t]{0,4}=[ \t]{0,4}(?=process|os\.)[\w.]{1,20}[[(.]['"]?/.exec(
    text.slice(at + word.length, at + word.length + NEAR),
  );

  return read !== null && text.startsWith(word, at + word.length + read[0].length);
}

const NEAR = 100;

function placesOf(text: string, word: string): readonly number[] {
  const found: number[] = [];

  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) {
    const isWhole = !isOfWord(text[at - 1]) && !isOfWord(text[at + word.length]);
    if (isWhole) found.push(at);
    if (found.length > MOST_PLACES) break;
  }
  return found;
}

function isOfWord(sign: string | undefined): boolean {
  return sign !== undefined && /[\w$]/.test(sign);
}

/** From where to where `process.env.NAME`, `os.environ['NAME']`, `os.environ.get('NAME')` and `os.getenv('NAME')` reach. */
function readAt(text: string, at: number, word: string): readonly [number, number] | undefined {
  const before =
    /(?:process\.env(?:\.|\[['"])|os\.environ(?:\[|\.get\()['"]|os\.getenv\(['"])$/.exec(
      text.slice(Math.max(0, at - NEAR), at),
    );
  if (!before) return undefined;
  const end = at + word.length;
  const after = /^(?:['"](?:, ?(?:''|""|None))?[\])])?/.exec(text.slice(end, end + NEAR));

  return [at - before[0].length, end + (after?.[0].length ?? 0)];
}

interface Kept {
  readonly name: string;
  readonly at: number;
}

/** `const token = process.env.NAME;`, where that is all of the value. */
function keptAs(text: string, [from, to]: readonly [number, number]): Kept | undefined {
  if (!/^[ \t]*[;,\r\n]/.test(`${text.slice(to, to + NEAR)}\n`)) return undefined;
  const start = Math.max(0, from - NEAR);
  const found = /(?:^|[\s;,])(?<name>\w{1,60})[ \t]{0,4}=[ \t]{0,4}$/.exec(text.slice(start, from));
  const name = found?.groups?.name;

  return found && name !== undefined
    ? { name, at: start + found.index + found[0].indexOf(name) }
    : undefined;
}

/** `const { NAME, OTHER: other } = process.env`; nothing where something stands in its place where it is absent. */
function takenAs(text: string, at: number, word: string): Kept | undefined {
  const end = at + word.length;
  const before = /\{[^{}]{0,300}$/.exec(text.slice(Math.max(0, at - FAR), at))?.[0] ?? '';
  const after =
    /^(?:[ \t]{0,4}:[ \t]{0,4}(?<name>\w{1,60}))?[ \t\r\n]{0,4}(?:,[^{}]{0,300})?\}[ \t]{0,4}=[ \t]{0,4}process\.env[ \t]{0,4}(?:[;,\r\n]|$)/.exec(
      text.slice(end, end + FAR),
    );
  if (!/[{,]\s{0,40}$/.test(before) || !after) return undefined;
  const { name } = after.groups ?? {};

  return { name: name ?? word, at: name === undefined ? at : end + after[0].indexOf(name) };
}

const FAR = 400;

/** Names of what a request says as its word, and nothing else in the file. */
function wordsSent(text: string): ReadonlySet<string> {
  const found = placesOf(text, MARK)
    .slice(0, MOST_PLACES)
    .flatMap((at) => nameOf(text, at) ?? []);

  return new Set(
    found.filter((name) => {
      const places = placesOf(text, name);
      const times = places.filter((at) => isSetAt(text, at, name)).length;
      return places.length <= MOST_PLACES && times === found.filter((one) => one === name).length;
    }),
  );
}

function nameOf(text: string, at: number): string | undefined {
  const after = text.slice(at + MARK.length, at + NEAR);
  const taken = /^['"]: ?(?<name>\w{1,60})/.exec(after)?.groups?.name;
  if (taken !== undefined) return taken;
  const line = text.slice(Math.max(0, at - NEAR), at);
  const kept = /(?:^|[\s;,])(?<name>\w{1,60})[ \t]{0,4}=(?<value>[^=;\n]{0,90})$/.exec(line);
  const value = `${kept?.groups?.value ?? ''}${/^[^;\n]*/.exec(after)?.[0] ?? ''}`;
  // `query || {}` is the same query; `body.token || query[…]` is another word.
  const isAnother = /\|\||\?\?|\bor\b/.test(
    value.replaceAll(/(?:\|\||\?\?|\bor\b) ?(?:\{\}|''|"")/g, ''),
  );

  return isAnother ? undefined : kept?.groups?.name;
}

/** `name = …`, `{ name } = …`, `{ field: name }`. */
function isSetAt(text: string, at: number, name: string): boolean {
  const before = text.slice(Math.max(0, at - NEAR), at);
  const after = text.slice(at + name.length, at + name.length + NEAR);

  return /^\s{0,4}=(?!=)/.test(after) || /[{:]\s{0,4}$/.test(before) || /^\s{0,4}\}/.test(after);
}

/** `token === NAME`, `NAME != params.get('hub.verify_token')`. */
function isCompared(text: string, from: number, to: number, sent: ReadonlySet<string>): boolean {
  const before = /(?<![\w$.])(?<name>\w{1,60})\s{0,4}[!=]==?\s{0,4}$/.exec(
    text.slice(Math.max(0, from - NEAR), from),
  );
  if (before?.groups?.name !== undefined && sent.has(before.groups.name)) return true;
  if (/HUB0WORD['"][\])]\s{0,4}[!=]==?\s{0,4}$/.test(text.slice(Math.max(0, from - NEAR), from))) {
    return true;
  }
  const rest = text.slice(to, to + NEAR);
  const after = /^\s{0,4}[!=]==?\s{0,4}(?<name>\w{1,60})(?![\w$.([?])/.exec(rest);
  if (after?.groups?.name !== undefined && sent.has(after.groups.name)) return true;

  return /^\s{0,4}[!=]==?\s{0,4}[\w.?]{1,60}[[(]['"]HUB0WORD['"][\])]/.test(rest);
}
