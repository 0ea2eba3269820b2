import { lines } from '../../core/evidence.ts';
import { type Detail, failIfAny } from '../../domain/check.ts';
import { type EnvironmentSecret, gravestKinds } from '../../engines/secrets/index.ts';
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
    'rotated.',
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
    return failIfAny(environmentSecrets.map(detailOf));
  },
});

function detailOf({ variable, kind, masked, secretIn, sameValue }: EnvironmentSecret): Detail {
  const shown = masked === '' ? [] : [`value: ${masked}`];

  return {
    subject: variable,
    // What it was called before, so that an acceptance of it stays.
    mark: [kind === FIREBASE_KEY ? [kind, 'Google API key'] : kind],
    summary: `${variable} holds what looks like a live secret: ${kind}`,
    evidence: lines(`variable: ${variable}`, `kind: ${kind}`, ...shown),
    ...(sameValue !== undefined && { sameValue }),
    // An id opens nothing without its secret: both are one key, to be deactivated once.
    ...(secretIn !== undefined && {
      partOf: { subject: secretIn, words: `its id is in ${variable}` },
    }),
    // It opens no account that anyone pays with.
    ...(kind === 'Stripe test key' && { severity: 'low' }),
    // Each page of the application has it.
    ...(kind === FIREBASE_KEY && { severity: 'low', remediation: RESTRICT }),
    // It ends with its session, 36 hours after that began at the latest.
    ...(kind === 'temporary AWS access key' && { severity: 'medium' }),
    ...(gravestKinds.has(kind) && { severity: 'critical', remediation: remediationOf(kind) }),
  };
}

const FIREBASE_KEY = 'Firebase web API key';
const RESTRICT =
  'Each web page of the application shows this key: it names the project, and opens nothing of Firebase. Restrict it to the APIs of Firebase (Google Cloud console, Credentials), for other APIs that the project has on, such as Gemini, are billed to it; and protect the data by security rules and App Check.';

function remediationOf(kind: string): string {
  return kind.startsWith('AWS')
    ? 'Deactivate the key now, then delete it: it has been readable. The function does not need one: grant its role what the key was for.'
    : 'Revoke the key now and create another: it has been readable. Keep the new one in Secrets Manager, give the role access to that one only, and leave only its name in the environment.';
}
