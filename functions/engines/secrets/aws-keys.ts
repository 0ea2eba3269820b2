import type { Severity } from '../../core/severity.ts';
import { RANDOM } from './found-secret.ts';
import { wordsOf } from './secret-names.ts';

/** A secret at its place in a text, as far as it matters for keys of AWS. */
interface Spot {
  readonly kind: string;
  readonly severity: Severity;
  readonly name?: string;
  readonly at: number;
}

/**
 * How bad keys of AWS are by what stands beside them: an id opens nothing without its secret, and both
 * nothing once a session has ended, 36 hours after it began at the latest.
 */
export function asKeysOfAws<S extends Spot>(spots: readonly S[], text: string): readonly S[] {
  const has = (kind: string) => spots.some((spot) => spot.kind === kind);
  const isLasting = has(ID) && has(SECRET);
  const temporary = has(ID) ? [] : spots.filter(({ kind }) => kind === TEMPORARY);

  return spots.map((spot): S => {
    if (spot.kind === SECRET && isOfAnyone(spot.name ?? '') && !isOfAws(spots, text))
      return { ...spot, kind: RANDOM };
    if (isOfSession(spot) && temporary.some((id) => isBeside(id, spot, text)))
      return { ...spot, severity: 'medium' };
    if (isLasting && spot.kind === SECRET) return { ...spot, kind: ID, severity: 'critical' };
    if (spot.kind !== ID || isLasting) return spot;
    return { ...spot, severity: isInSignedAddress(text, spot.at) ? 'low' : 'high' };
  });
}

const ID = 'AWS access key';
const SECRET = 'AWS secret access key';
const TEMPORARY = 'temporary AWS access key';

/** Whether a name is one that other vendors give to their keys, too: `SECRET_KEY`. */
function isOfAnyone(name: string): boolean {
  return /^(?:ACCESS|SECRET)_KEY$/.test(wordsOf(name).join('_'));
}

/** By the id of a key, or by a word for what the secret is used for. */
function isOfAws(spots: readonly Spot[], text: string): boolean {
  return spots.some(({ kind }) => kind === ID || kind === TEMPORARY) || usesAws.test(text);
}

const usesAws =
  /aws_?(?:secret_?)?access_?key|secret_?access_?key|\bboto3?\b|\baws-sdk\b|@aws-sdk\/|\baws4\b|amazonaws/i;

function isOfSession({ kind, name = '' }: Spot): boolean {
  return kind === SECRET || /^(?:\w*\W)?(?:aws_?)?session_?token$/i.test(name);
}

/** Whether they stand together as the keys of one session do; the id in a signed address stands alone. */
function isBeside(id: Spot, other: Spot, text: string): boolean {
  if (/[?&]\w[\w-]{0,40}=$/.test(text.slice(Math.max(0, id.at - 45), id.at))) return false;
  const [start, end] = [Math.min(id.at, other.at), Math.max(id.at, other.at)];
  if (end - start > MOST_BETWEEN) return false;

  return text.slice(start, end).split('\n').length <= MOST_LINES;
}

/** Characters; a session's token has up to 1,500. */
const MOST_BETWEEN = 4_000;
const MOST_LINES = 4;

/** `?AWSAccessKeyId=…&Signature=…&Expires=…`: so an address says whose signature it has. */
function isInSignedAddress(text: string, at: number): boolean {
  const before = /[^\s"'`<>]{0,300}$/.exec(text.slice(Math.max(0, at - 300), at))?.[0] ?? '';
  const after = /^[^\s"'`<>]{0,300}/.exec(text.slice(at, at + 300))?.[0] ?? '';

  return /[?&]AWSAccessKeyId=$/.test(before) && /[?&]Signature=[\w%+/=]{20}/.test(before + after);
}
