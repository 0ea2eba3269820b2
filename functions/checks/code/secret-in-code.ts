import { counted } from '../../core/amounts.ts';
import { compareTexts } from '../../core/compare-texts.ts';
import type { Evidence } from '../../core/evidence.ts';
import { worstOf } from '../../core/severity.ts';
import { type Detail, failIfAny } from '../../domain/check.ts';
import { inLayers } from '../../domain/in-layers.ts';
import type { FileSecret } from '../../engines/secrets/index.ts';
import { defineCheck } from '../define-check.ts';

export const secretInCode = defineCheck({
  id: 'code/secret-in-code',
  target: 'function',
  title: 'Secret in code or in a file of settings',
  severity: 'high',
  practice: 'code',
  rationale:
    'Every principal that may download the deployment package has the secret, and so has ' +
    'anyone who sees its repository, its build or an old version of the function. What is in code ' +
    'is copied and seldom rotated. Tokens of vendors and private keys are critical: their ' +
    'holder acts at once. A webhook writes into one channel, and is medium.',
  remediation:
    'Revoke or rotate the secret first: it has been readable, and deleting it from the code ' +
    'leaves it in old versions and in the history of the repository. Keep the new one in ' +
    'Secrets Manager, or as a SecureString in Parameter Store, give the role access to that one ' +
    'only, and read it when the function starts.',
  references: [
    'https://docs.aws.amazon.com/lambda/latest/dg/with-secrets-manager.html',
    'https://cheatsheetseries.owasp.org/cheatsheets/Secrets_Management_Cheat_Sheet.html',
    'https://cwe.mitre.org/data/definitions/798.html',
  ],
  suppression: {
    covers:
      'what the secrets of this kind are given to in the file; not their values, which are meant to be rotated',
  },
  cwe: 'CWE-798',
  frameworks: { owasp: ['S3:2017', 'S6:2017'], csa: ['SAS-7'], cis: ['12.3'] },
  needs: ['secretsInCode'],

  evaluate({ secretsInCode }) {
    const bySubject = Map.groupBy(secretsInCode, ({ path, kind }) => `${path}: ${kind}`);
    const inOrder = [...bySubject].toSorted(([a], [b]) => compareTexts(a, b));
    const copies = copiesAmong(inOrder);

    return failIfAny(
      inOrder.map(([subject, places]) => ({
        ...detailOf(subject, places),
        ...partOf(copies.get(subject), places[0]?.path),
      })),
    );
  },
});

export const secretInCodeOfLayer = inLayers(secretInCode);

/**
 * Of each file that holds no other secrets of a kind than another one does, the subject of that: a bundle beside its source.
 */
function copiesAmong(
  inOrder: readonly (readonly [string, readonly FileSecret[]])[],
): ReadonlyMap<string, string> {
  const originals: { subject: string; kind: string; values: ReadonlySet<number | undefined> }[] =
    [];
  const copies = new Map<string, string>();
  const files = inOrder.map(([subject, places]) => ({
    subject,
    kind: places[0]?.kind ?? '',
    values: new Set(places.map(({ value }) => value)),
  }));

  for (const file of files.toSorted((a, b) => b.values.size - a.values.size)) {
    // A value without a number is nowhere else.
    const original = file.values.has(undefined)
      ? undefined
      : originals.find(({ kind, values }) => kind === file.kind && file.values.isSubsetOf(values));
    if (original) copies.set(file.subject, original.subject);
    else originals.push(file);
  }
  return copies;
}

function partOf(original: string | undefined, path = ''): Pick<Detail, 'partOf'> {
  return original === undefined
    ? {}
    : { partOf: { subject: original, words: 'the same is in', name: path } };
}

/** Places that the evidence names; more are counted. */
const MOST_PLACES = 10;

/** One finding for each kind in each file: that is how they are fixed. */
function detailOf(subject: string, places: readonly FileSecret[]): Detail {
  const [{ path, line, kind } = NOWHERE] = places;
  const severity = worstOf(places.map((place) => place.severity));
  const more = places.length > 1 ? `, and in ${counted(places.length - 1, 'more place')}` : '';
  const isIdle = places.every((place) => place.isIdle);
  const isDigest = kind === 'digest of a password';
  const remediation = isIdle ? LEAVE_OUT : remediationOf(kind);
  const what = isIdle
    ? IDLE
    : isDigest
      ? 'is no secret, but can be guessed'
      : kind === 'signing key'
        ? 'the code signs or verifies tokens or sessions with'
        : 'looks like a live secret';

  return {
    subject,
    mark: [...new Set(places.map(({ name }) => name ?? kind))],
    summary: `${path} holds what ${what}, at line ${line}${more}: ${kind}`,
    evidence: evidenceOf(places),
    severity,
    ...(remediation !== undefined && { remediation }),
  };
}

const IDLE = 'stands in for a variable that is set';
const LEAVE_OUT =
  'Leave it out, and end the start of the function where the variable is not set: else all who read the code know the secret of each deployment that lacks it, and of each that has it copied into the variable.';

const NOWHERE = { path: '', line: 1, kind: '' };

function evidenceOf(places: readonly FileSecret[]): readonly Evidence[] {
  const shown = places.slice(0, MOST_PLACES);
  const more = places.length - shown.length;

  return [
    ...shown.map((place) => ({
      text: wordsOf(place),
      path: place.path,
      line: place.line,
      column: place.column,
    })),
    ...(more > 0 ? [{ text: `and in ${counted(more, 'more place')}` }] : []),
  ];
}

function wordsOf({ kind, name, masked, fingerprint, insteadOf, isIdle }: FileSecret): string {
  const given = name === undefined ? kind : `${kind}, given to ${name}`;
  const value = masked === '' ? '' : `: ${masked}`;
  // Equal values have it in common, wherever they are.
  const same = fingerprint === undefined ? '' : `, fingerprint ${fingerprint}`;

  const idle = isIdle === true ? `, not in use while ${insteadOf?.variable} holds another` : '';

  return `${given}${value}${same}${idle}`;
}

function remediationOf(kind: string): string | undefined {
  if (kind === 'temporary AWS access key') {
    return 'It ends with its session: if that may still last, revoke the sessions of its role (IAM, Revoke active sessions). The function does not need it: its own role has credentials that are renewed.';
  }
  if (kind.startsWith('AWS')) {
    return 'Deactivate the key now, then delete it: it has been readable. The function does not need one: grant its role what the key was for, and leave the key out of the code.';
  }
  if (/private key|service account key/.test(kind)) {
    return 'Revoke the key now and create another: it has been readable, and stays so in old versions and in the history of the repository. Keep the new one in Secrets Manager, or let KMS sign with a key that never leaves it.';
  }
  if (kind === 'digest of a password') {
    return 'Keep users and what their passwords were hashed to in a table, and not in the deployment package. A digest of MD5 or SHA alone is guessed at billions a second: hash with scrypt, Argon2 or bcrypt, which salt each.';
  }
  if (kind === 'signing key') {
    return 'Make a new key of 32 random bytes (openssl rand -base64 32): with this one, all who read the code, its repository or an old version forge tokens and sessions of any user. Keep the new one in Secrets Manager, or as a SecureString in Parameter Store, read it when the function starts, and let the function fail where it is missing. What was signed before ends with the old key.';
  }
  if (kind === 'Stripe test key') {
    return 'It opens test data only. Keep it where the live key belongs, in Secrets Manager, so that both are read in the same way.';
  }

  return undefined;
}
