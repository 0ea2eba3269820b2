import type { Severity } from '../../core/severity.ts';
import { anchorsOf } from './anchors.ts';
import { type AssignedSecret, assignedSecret, chosen } from './assigned-secret.ts';
import { type AssignedValue, assignedValue } from './assigned-value.ts';
import { asKeysOfAws } from './aws-keys.ts';
import { isInComment, isInExample } from './beside-the-code.ts';
import { connectionPassword } from './connection-password.ts';
import { type Connection, connectionsIn, isDatabasePassword } from './database-password.ts';
import { type Docstrings, docstringsIn, isInDocstring } from './docstrings.ts';
import type { FileSecret } from './file-secret.ts';
import { isLive } from './found-secret.ts';
import { givenSecret, takersOfSecrets } from './given-secret.ts';
import { assignedTo, joinedPassword } from './joined-password.ts';
import { masked } from './masked.ts';
import { DIGEST, isPasswordDigest } from './password-digest.ts';
import { keyInPem } from './pem-key.ts';
import { isForTrying, isTemplateFile, type SecretFileForm } from './secret-files.ts';
import { ownersOfPw } from './secret-names.ts';
import { channelKinds, type SecretPattern, secretPatterns } from './secret-patterns.ts';
import { isMadeUp, isPlaceholder, isReference } from './secret-values.ts';
import { isBeyondGuessing, shownFingerprint } from './shown-fingerprint.ts';
import { standIn } from './stand-in.ts';
import { placesIn } from './text-places.ts';
import { isLiveUrl, urlPasswordAt } from './url-password.ts';
import type { ValueNumbers } from './value-numbers.ts';
import { variableBefore } from './variable-before.ts';
import { withoutSecrets } from './without-secrets.ts';

/** A file in which secrets are looked for. */
export interface SecretFile {
  readonly path: string;
  readonly bytes: Uint8Array;
  /** Undefined for what is compiled: of that only the marks of vendors are known. */
  readonly form: SecretFileForm | undefined;
  /** A part of a package that others wrote. */
  readonly isForeign: boolean;
}

/** Of one file. */
export const MOST_FILE_SECRETS = 100;

/**
 * Secrets in a file, in the order of their places: by the marks that vendors give to them, and by the
 * names that they are given to. Of very many the first.
 *
 * @param values of all files of the archive. @default values have no numbers
 */
export function fileSecrets(file: SecretFile, values?: ValueNumbers): readonly FileSecret[] {
  const bytes = inUtf8(file.bytes);
  const text = new TextDecoder('latin1').decode(bytes);
  const spots: Spot[] = [];
  const look: Look = {
    text,
    file,
    isNamed: mayBeNamed(file),
    spots,
    lastName: -1,
    shown: 0,
    joined: 0,
    judged: new Map(),
  };

  anchors.find(bytes, (word, at) => {
    if (spots.length < MOST_SPOTS) for (const seek of seekers[word] ?? []) seek(look, at);
  });
  const found = asKeysOfAws(withoutTwins(spots), text);
  return locatedIn(file.path, bytes, found.slice(0, MOST_FILE_SECRETS), values);
}

/** What is found in hostile text before it is looked at no further. */
const MOST_SPOTS = 2_000;

interface Spot {
  readonly kind: string;
  readonly severity: Severity;
  readonly secret: string;
  /** Of its first byte. */
  readonly at: number;
  readonly name?: string;
  /** The variable: see `FileSecret`. */
  readonly insteadOf?: string | undefined;
  /** Of two kinds at one place the one with the smaller rank is meant. */
  readonly rank: number;
}

interface Look {
  readonly text: string;
  readonly file: SecretFile;
  readonly isNamed: boolean;
  readonly spots: Spot[];
  /** Where the name begins that was looked at last: it may have several words of a secret. */
  lastName: number;
  /** How many were looked for that a URL is joined with. */
  joined: number;
  /** How many were passed over because they only show how something is written. */
  shown: number;
  /** What is known of a name and its value: files that are generated give the same ones thousands of times. */
  readonly judged: Map<string, AssignedSecret | undefined>;
  /** What connects to a database, once it was looked for. */
  connections?: readonly Connection[];
  /** Of Python, once they were looked for. */
  docstrings?: Docstrings;
}

type Seeker = (look: Look, at: number) => void;

/** What shows how something is written: there, the marks of vendors alone are looked at. */
function isShown(look: Look, at: number): boolean {
  const { text, file } = look;
  if (file.form !== 'script' || look.shown >= MOST_SPOTS) return false;

  const isShown =
    isInComment(text, at, file.path) || isInExample(text, at) || isDocumented(look, at);
  if (isShown) look.shown += 1;
  return isShown;
}

function isDocumented(look: Look, at: number): boolean {
  if (!look.file.path.endsWith('.py')) return false;
  // Code that reads it may run it.
  look.docstrings ??= look.text.includes('__doc__') ? [] : docstringsIn(look.text);

  return isInDocstring(look.docstrings, at);
}

/** What is given to a name may be anything; so it counts where people write what is used. */
function mayBeNamed({ path, form, isForeign }: SecretFile): boolean {
  return form !== undefined && !isForeign && !isForTrying(path) && !isTemplateFile(path);
}

const nameWords = [
  'pass',
  'pwd',
  'psw',
  'secret',
  'token',
  'key',
  'auth',
  'credential',
  'login',
  '_pw',
  ...ownersOfPw.map((owner) => `${owner}pw`),
];

const inFiles = secretPatterns.filter((pattern) => pattern.inFiles !== 'never');

const seekersByWord = new Map<string, Seeker[]>();
for (const [rank, pattern] of inFiles.entries()) {
  for (const keyword of pattern.keywords) {
    // Two letters stand everywhere.
    addSeeker(keyword, (look, at) => seekMarked(look, at, pattern, rank));
  }
}
for (const word of nameWords) addSeeker(word, seekNamed);
addSeeker('private key-----', seekKey);
addSeeker('private key block-----', seekKey);
addSeeker('://', seekUrl);
addSeeker('://', seekJoined);
for (const taker of takersOfSecrets) addSeeker(taker, seekGiven);
addSeeker('password=', seekConnection);
addSeeker('pwd=', seekConnection);

const anchors = anchorsOf([...seekersByWord.keys()]);
const seekers = [...seekersByWord.values()];

function addSeeker(word: string, seeker: Seeker): void {
  seekersByWord.set(word, [...(seekersByWord.get(word) ?? []), seeker]);
}

/** Characters that belong to a secret before its mark, and from there on. */
const BEFORE = 80;
const AFTER = 400;

function seekMarked({ text, file, spots }: Look, at: number, pattern: SecretPattern, rank: number) {
  if (pattern.inFiles === 'own' && (file.isForeign || file.form === undefined)) return;
  if (file.isForeign && isForTrying(file.path)) return;

  const from = Math.max(0, at - BEFORE);
  const found = matchIn(text.slice(from, at + AFTER), pattern);
  if (!found || !isLive(found.secret, pattern) || isMadeUp(found.secret)) return;
  if (pattern.mayBePublic && isOfWebPage(text, from + found.at)) return;

  const { kind } = pattern;
  spots.push({ kind, severity: severityOf(kind), secret: found.secret, at: from + found.at, rank });
}

function matchIn(window: string, known: SecretPattern) {
  const pattern = known.patternInFiles ?? known.pattern;
  if (typeof pattern === 'function') return undefined;
  const match = pattern.exec(window);
  if (!match) return undefined;

  const secret = match.groups?.secret ?? match[0];
  return { secret, at: match.index + match[0].lastIndexOf(secret) };
}

/** The settings of Firebase and of maps are made for browsers. */
function isOfWebPage(text: string, at: number): boolean {
  return /authDomain|messagingSenderId|storageBucket|measurementId|maps\.google|maps\/api|firebaseapp/i.test(
    text.slice(Math.max(0, at - 400), at + 500),
  );
}

function seekNamed(look: Look, at: number): void {
  const { text, file, spots } = look;
  const { form } = file;
  if (!look.isNamed || form === undefined || at < look.lastName) return;

  const assigned = assignedValue(text, at, form);
  const secret = assigned && (judged(look, assigned, form) ?? forDatabase(look, assigned));
  if (!assigned || !secret) return;

  look.lastName = assigned.at;
  if (isShown(look, at)) return;
  const isDigest = secret.kind === 'password' && isPasswordDigest(assigned, text, file.path);
  spots.push({
    ...(isDigest ? ({ kind: DIGEST, severity: 'low' } as const) : secret),
    secret: secret.secret,
    at: assigned.at,
    name: assigned.name,
    // What is written in another way than it is read cannot be compared with what a variable holds.
    insteadOf:
      secret.secret === assigned.value && /^[!-[\]-~]+$/.test(assigned.value)
        ? variableBefore(assigned, text)
        : undefined,
    rank: NAMED,
  });
}

/** A weak one too, where code connects with it. */
function forDatabase(look: Look, assigned: AssignedValue): AssignedSecret | undefined {
  if (look.file.form !== 'script') return undefined;
  look.connections ??= connectionsIn(look.text);

  return isDatabasePassword(assigned, look.connections)
    ? { kind: 'password', secret: assigned.value, severity: 'high' }
    : undefined;
}

function judged(
  { judged: known }: Look,
  assigned: AssignedValue,
  form: SecretFileForm,
): AssignedSecret | undefined {
  const key = [assigned.how, assigned.name, assigned.value].join('\0');
  if (known.has(key)) return known.get(key);

  const secret = assignedSecret(assigned, form);
  if (known.size < MOST_JUDGED) known.set(key, secret);
  return secret;
}

const MOST_JUDGED = 1_000;

/** After all that have a mark. */
const NAMED = 1_000;

function seekGiven(look: Look, at: number): void {
  const { text, file, isNamed, spots } = look;
  const given = isNamed && file.form === 'script' ? givenSecret(text, at) : undefined;

  if (given && !isShown(look, at))
    spots.push({ ...given, kind: 'passphrase', severity: 'high', rank: NAMED });
}

function seekKey({ text, file, spots }: Look, at: number): void {
  if (file.isForeign || file.form === undefined || isForTrying(file.path)) return;
  const key = keyInPem(text, at);

  if (key) spots.push({ ...key, severity: severityOf(key.kind), rank: 0 });
}

function seekUrl(look: Look, at: number): void {
  const { text, file, spots } = look;
  if (file.isForeign || file.form === undefined || isForTrying(file.path)) return;
  const url = urlPasswordAt(text, at);
  if (!url || !isLiveUrl(url) || isShown(look, at)) return;

  spots.push({
    kind: 'password in a URL',
    severity: 'high',
    secret: url.password,
    at: url.at,
    rank: 1,
  });
}

/** The value of a name that stands behind `scheme://user:` as the password. */
function seekJoined(look: Look, at: number): void {
  const { text, isNamed, file, spots } = look;
  if (!isNamed || file.form !== 'script' || look.joined >= MOST_JOINED) return;
  const given = joinedPassword(text, at);
  if (given === undefined) return;

  look.joined += 1;
  const found = assignedTo(given, text);
  if (!found || !chosen(given, found.secret) || isMadeUp(found.secret)) return;
  if (isPlaceholder(found.secret) || isReference(found.secret) || isShown(look, found.at)) return;
  spots.push({ kind: 'password', severity: 'high', ...found, name: given, rank: NAMED });
}

/** Each is looked for in the whole file. */
const MOST_JOINED = 20;

function seekConnection(look: Look, at: number): void {
  const found = look.isNamed ? connectionPassword(look.text, at) : undefined;
  if (!found || isShown(look, at)) return;

  look.spots.push({ kind: 'password in a connection string', severity: 'high', ...found, rank: 2 });
}

/** With a vendor's token a holder acts at once; not with these. */
const milder: ReadonlyMap<string, Severity> = new Map([
  ['Google API key', 'medium'],
  ['encrypted private key', 'medium'],
  ['temporary AWS access key', 'medium'],
  ['Stripe test key', 'low'],
  ['password in a URL', 'high'],
]);

function severityOf(kind: string): Severity {
  return milder.get(kind) ?? (channelKinds.has(kind) ? 'medium' : 'critical');
}

/** A secret that is known in two ways is one. */
function withoutTwins(spots: readonly Spot[]): readonly Spot[] {
  const kept: Spot[] = [];

  for (const spot of spots.toSorted((a, b) => a.at - b.at || a.rank - b.rank)) {
    const last = kept.at(-1);
    const isWithin = last && spot.at < last.at + last.secret.length;
    if (!isWithin) kept.push(spot);
    else if (spot.rank < last.rank)
      kept.splice(-1, 1, { ...(last.name && { name: last.name }), ...spot });
  }
  return kept;
}

function locatedIn(
  path: string,
  bytes: Uint8Array,
  spots: readonly Spot[],
  values: ValueNumbers | undefined,
): readonly FileSecret[] {
  const places = placesIn(
    bytes,
    spots.map(({ at }) => at),
  );

  return spots.map(({ kind, severity, secret, name, insteadOf }, index) => {
    const { line = 1, column = 1 } = places[index] ?? {};

    return {
      kind,
      severity,
      path,
      line,
      column,
      ...(name !== undefined && { name: withoutSecrets(name) }),
      ...(insteadOf !== undefined && {
        insteadOf: standIn(insteadOf, secret),
      }),
      masked: masked(secret),
      ...(isBeyondGuessing(secret) && { fingerprint: shownFingerprint(secret) }),
      ...(values && { value: values.of(secret) }),
    };
  });
}

/** Windows writes UTF-16. */
function inUtf8(bytes: Uint8Array): Uint8Array {
  const [first, second] = bytes;
  const isLittle = first === 0xff && second === 0xfe;
  if (!isLittle && !(first === 0xfe && second === 0xff)) return bytes;

  return new TextEncoder().encode(
    new TextDecoder(isLittle ? 'utf-16le' : 'utf-16be').decode(bytes),
  );
}
