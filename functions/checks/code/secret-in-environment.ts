import { lines } from '../../core/evidence.ts';
import { type Detail, failIfAny } from '../../domain/check.ts';
import {
  BRIEF_KEY,
  channelKinds,
  type EnvironmentSecret,
  GUESSABLE_KEY,
  gravestKinds,
  isOfCaptcha,
  isOfPublicData,
  type KeyFault,
  RANDOM,
} from '../../engines/secrets/index.ts';
import { defineCheck } from '../define-check.ts';

export const secretInEnvironment = defineCheck({
  id: 'code/secret-in-environment',
  target: 'function',
  title: 'Secret in an environment variable',
  severity: 'high',
  practice: 'code',
  rationale:
    "Every principal that may read the function's configuration can read the secret, and so " +
    'can all code in the function. It ends up in templates, consoles and logs, and is seldom ' +
    'rotated. A key that the code signs with and that stands in examples, or is short, need not ' +
    'even be read: who guesses it signs as the function does. A webhook writes into one channel, and is medium. So is ' +
    'the word of a webhook subscription of Meta that all code compares with hub.verify_token alone: it opens nothing. And so is ' +
    'the key of a service that hands out public data, such as the weather, films or prices: it reads what all may read; ' +
    'and so is the secret of a captcha (reCAPTCHA, hCaptcha, Turnstile), which solves none.',
  remediation:
    'Rotate the secret first: it has been readable. Keep the new one in Secrets Manager, or as ' +
    'a SecureString in Parameter Store, give the role access to that one only, and leave only ' +
    'its name in the environment.',
  references: [
    'https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html',
    'https://docs.aws.amazon.com/lambda/latest/dg/with-secrets-manager.html',
    'https://cwe.mitre.org/data/definitions/526.html',
  ],
  suppression: {
    covers:
      'the kind of secret that the variable holds; not its value, which is meant to be rotated',
  },
  cwe: 'CWE-526',
  frameworks: { owasp: ['S3:2017', 'S6:2017'], csa: ['SAS-7'], cis: ['12.3'] },
  needs: ['environmentSecrets'],

  evaluate({ environmentSecrets }) {
    const isSecretThere = environmentSecrets.some(({ kind }) => kind === 'AWS secret access key');

    return failIfAny(
      environmentSecrets.map((secret) => ({
        ...detailOf(secret),
        ...(isIdAlone(secret) && !isSecretThere && { severity: 'medium' as const }),
      })),
    );
  },
});

/** The id of a key opens nothing without its secret, which would be a finding of its own. */
function isIdAlone({ variable, kind }: EnvironmentSecret): boolean {
  return kind === 'AWS access key' && /access_?key(?:_?id)?$/i.test(variable);
}

function detailOf(secret: EnvironmentSecret): Detail {
  const { variable, kind, masked, secretIn, keyFault, sameValue, isOfHandshake } = secret;
  const shown = masked === '' ? [] : [`value: ${masked}`];
  const isGuessable = keyFault !== undefined && keyFault !== 'brief';

  return {
    subject: variable,
    // What it was called before, so that an acceptance of it stays; not one of a key that none guesses.
    mark: [
      kind === FIREBASE_KEY ? [kind, 'Google API key'] : kind,
      ...(isGuessable && kind !== GUESSABLE_KEY ? [GUESSABLE_KEY] : []),
    ],
    summary: summaryOf(secret),
    evidence: lines(
      `variable: ${variable}`,
      `kind: ${kind}`,
      ...shown,
      ...(keyFault === undefined
        ? []
        : [`the code signs or verifies with it: ${wordsOf[keyFault]}`]),
      ...(isOfHandshake
        ? ['the code compares it with hub.verify_token, and does nothing else with it']
        : []),
    ),
    ...(sameValue !== undefined && { sameValue }),
    // An id opens nothing without its secret: both are one key, to be deactivated once.
    ...(secretIn !== undefined && {
      partOf: { subject: secretIn, words: 'its id is in', name: variable },
    }),
    // It opens no account that anyone pays with.
    ...(kind === 'Stripe test key' && { severity: 'low' }),
    // Each page of the application has it.
    ...(kind === FIREBASE_KEY && { severity: 'low', remediation: RESTRICT }),
    // It ends with its session, 36 hours after that began at the latest.
    ...(kind === 'temporary AWS access key' && { severity: 'medium' }),
    // Who has it writes into one channel.
    ...(channelKinds.has(kind) && { severity: 'medium' }),
    // Who has it is answered what was sent.
    ...(isOfHandshake && { severity: 'medium' }),
    // Who has it reads what all may read; what is of a form that is known is not of such a service.
    ...(kind === RANDOM && isOfPublicData(variable) && { severity: 'medium' }),
    // Who has it may ask whether an answer is good.
    ...(kind === RANDOM && isOfCaptcha(variable) && { severity: 'medium' }),
    // No one has tried out such a key yet.
    ...(kind === BRIEF_KEY && { severity: 'medium' }),
    ...(keyFault !== undefined && { remediation: MAKE_A_KEY }),
    ...(gravestKinds.has(kind) && { severity: 'critical', remediation: remediationOf(kind) }),
  };
}

function summaryOf({ variable, kind, keyFault }: EnvironmentSecret): string {
  if (keyFault === undefined) return `${variable} holds what looks like a live secret: ${kind}`;
  if (keyFault === 'brief' && kind !== BRIEF_KEY) {
    return `${variable} holds what looks like a live secret, and the code signs with it: ${kind}`;
  }

  return keyFault === 'brief'
    ? `${variable}, which the code signs or verifies with, holds a key of fewer than 32 bytes`
    : `${variable}, which the code signs or verifies with, holds a key that anyone can find: ${wordsOf[keyFault]}`;
}

/** Of the key, and never what it is. */
const wordsOf: Readonly<Record<KeyFault, string>> = {
  common: 'it has only words in it that keys of examples have',
  named: 'it has only the name of the function and words of examples in it',
  short: 'it is so short that all such keys can be tried on one signed text',
  brief: 'it is shorter than 32 bytes, which HS256 asks for (RFC 7518, 3.2)',
};

const MAKE_A_KEY =
  'Make a new key of 32 random bytes (openssl rand -base64 32), for what was signed with this one may be forged. Keep it in Secrets Manager, or as a SecureString in Parameter Store, give the role access to that one only, and leave only its name in the environment. Tokens and sessions that were signed before end with the old key.';

const FIREBASE_KEY = 'Firebase web API key';
const RESTRICT =
  'Each web page of the application shows this key: it names the project, and opens nothing of Firebase. Restrict it to the APIs of Firebase (Google Cloud console, Credentials), for other APIs that the project has on, such as Gemini, are billed to it; and protect the data by security rules and App Check.';

function remediationOf(kind: string): string {
  return kind.startsWith('AWS')
    ? 'Deactivate the key now, then delete it: it has been readable. The function does not need one: grant its role what the key was for.'
    : 'Revoke the key now and create another: it has been readable. Keep the new one in Secrets Manager, give the role access to that one only, and leave only its name in the environment.';
}
